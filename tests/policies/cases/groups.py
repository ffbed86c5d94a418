"""Security groups: what goes out, and what each rule is for; ways to the internet."""

from tests.policies.harness import UNKNOWN, Case

_ALL = {"protocol": "-1", "fromPort": 0, "toPort": 0}

CASES = {
    "sg-egress-all": Case(
        bad=[
            (
                {"egress": [_ALL | {"cidrBlocks": ["0.0.0.0/0"]}]},
                'Every port of every protocol is open to "0.0.0.0/0".',
            ),
            (
                {"egress": [_ALL | {"ipv6CidrBlocks": ["::/0"]}]},
                'Every port of every protocol is open to "::/0".',
            ),
            (
                {"egress": [_ALL | {"protocol": "tcp", "toPort": 65535, "cidrBlocks": ["0.0.0.0/0"]}]},
                'Every port of "tcp" is open to "0.0.0.0/0".',
            ),
        ],
        good=[
            {},
            {"egress": [_ALL | {"cidrBlocks": ["10.0.0.0/8"]}]},
            {"egress": [{"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["0.0.0.0/0"]}]},
        ],
        unknown=[{"egress": UNKNOWN}, {"egress": [_ALL | {"cidrBlocks": [UNKNOWN]}]}],
        type="aws:ec2/securityGroup:SecurityGroup",
    ),
    "sg-rule-description": Case(
        bad=[
            ({"ingress": [{"protocol": "tcp"}]}, "ingress[0].description is not set."),
            ({"egress": [{"description": " "}]}, "egress[0].description is empty."),
        ],
        good=[{}, {"ingress": [{"description": "web"}], "egress": [{"description": "updates"}]}],
        unknown=[{"ingress": UNKNOWN}, {"ingress": [{"description": UNKNOWN}]}],
        type="aws:ec2/securityGroup:SecurityGroup",
    ),
    "scp-no-igw-in-workload": Case(
        bad=[
            ({}, "It gives this stack a way past the network account, and past what is inspected there."),
            (
                {"connectivityType": "public"},
                "It gives this stack a way past the network account, and past what is inspected there.",
            ),
        ],
        good=[{"connectivityType": "private"}],
        unknown=[{"connectivityType": UNKNOWN}],
        type="aws:ec2/natGateway:NatGateway",
    ),
}

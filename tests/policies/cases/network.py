"""Open ingress."""

from typing import Any

from tests.policies.cases.shapes import must_be_on
from tests.policies.harness import UNKNOWN, Case

_V4, _V6 = "0.0.0.0/0", "::/0"


def _open(first: Any, last: Any, protocol: Any = "tcp", **ranges: Any) -> dict[str, Any]:
    where = ranges or {"cidrBlocks": [_V4]}
    return {"ingress": [{"protocol": protocol, "fromPort": first, "toPort": last, **where}]}


def _rule(first: Any, last: Any, protocol: Any = "tcp", **more: Any) -> dict[str, Any]:
    return {"type": "ingress", "protocol": protocol, "fromPort": first, "toPort": last, **more}


def _single(first: Any, last: Any, protocol: Any = "tcp", **more: Any) -> dict[str, Any]:
    return {"ipProtocol": protocol, "fromPort": first, "toPort": last, **more}


def _acl(first: Any, last: Any, **more: Any) -> dict[str, Any]:
    return {
        "ruleAction": "allow",
        "protocol": "tcp",
        "fromPort": first,
        "toPort": last,
        "cidrBlock": _V4,
        **more,
    }


CASES = {
    "sg-open-admin-ports": Case(
        bad=[
            (_open(22, 22), 'Port 22 is open to "0.0.0.0/0".'),
            (_open(0, 65535), 'Ports 22, 3389 are open to "0.0.0.0/0".'),
            (_open(3000, 4000, ipv6CidrBlocks=[_V6]), 'Port 3389 is open to "::/0".'),
            (_open(0, 0, "-1"), 'Every port is open to "0.0.0.0/0".'),
            (_open(22, 22, "6"), 'Port 22 is open to "0.0.0.0/0".'),
            (_open(22, 22, cidrBlocks=["0.0.0.0/1", "128.0.0.0/1"]), 'Port 22 is open to "0.0.0.0/1".'),
            (_open("22", "22"), 'Port 22 is open to "0.0.0.0/0".'),
            (_open(22, 22, cidrBlocks=["10.0.0.0/8", UNKNOWN, _V4]), 'Port 22 is open to "0.0.0.0/0".'),
        ],
        good=[
            {},
            {"ingress": []},
            _open(443, 443),
            _open(22, 22, cidrBlocks=["10.0.0.0/8"]),
            _open(22, 22, securityGroups=["sg-1"]),
            _open(8, 0, "icmp"),
            _open(22, 22, cidrBlocks=["nonsense", None, 5]),
            {"egress": _open(0, 0, "-1")["ingress"]},
        ],
        unknown=[
            {"ingress": UNKNOWN},
            {"ingress": [UNKNOWN]},
            _open(22, 22, cidrBlocks=UNKNOWN),
            _open(22, 22, cidrBlocks=[UNKNOWN]),
            _open(UNKNOWN, 22),
            _open(22, 22, UNKNOWN),
        ],
    ),
    "sgr-open-admin-ports": Case(
        bad=[
            (_rule(22, 22, cidrBlocks=[_V4]), 'Port 22 is open to "0.0.0.0/0".'),
            (_rule(0, 0, "all", ipv6CidrBlocks=[_V6]), 'Every port is open to "::/0".'),
        ],
        good=[
            _rule(22, 22, cidrBlocks=["10.0.0.0/8"]),
            _rule(22, 22, sourceSecurityGroupId="sg-1"),
            _rule(0, 0, "-1", cidrBlocks=[_V4]) | {"type": "egress"},
        ],
        unknown=[
            _rule(22, 22, cidrBlocks=UNKNOWN),
            _rule(22, 22, cidrBlocks=[_V4]) | {"type": UNKNOWN},
        ],
    ),
    "sgir-open-admin-ports": Case(
        bad=[
            (_single(22, 22, cidrIpv4=_V4), 'Port 22 is open to "0.0.0.0/0".'),
            (_single(None, None, "-1", cidrIpv6=_V6), 'Every port is open to "::/0".'),
        ],
        good=[_single(22, 22, cidrIpv4="10.0.0.0/8"), _single(22, 22, referencedSecurityGroupId=UNKNOWN)],
        unknown=[_single(22, 22, cidrIpv4=UNKNOWN), _single(22, 22, UNKNOWN, cidrIpv4=_V4)],
    ),
    "sg-open-db-ports": Case(
        bad=[
            (_open(5432, 5432), 'Port 5432 is open to "0.0.0.0/0".'),
            (_open(0, 0, "-1"), 'Every port is open to "0.0.0.0/0".'),
        ],
        good=[{}, _open(22, 22), _open(5432, 5432, cidrBlocks=["10.0.0.0/16"])],
        unknown=[_open(5432, 5432, cidrBlocks=[UNKNOWN])],
    ),
    "sg-open-other-ports": Case(
        bad=[
            (_open(8080, 8080), 'Port 8080 is open to "0.0.0.0/0".'),
            (_open(443, 500), 'Ports 443-500 are open to "0.0.0.0/0".'),
        ],
        good=[
            {},
            _open(443, 443),
            _open(80, 80),
            _open(22, 22),
            _open(8080, 8080, cidrBlocks=["10.0.0.0/16"]),
        ],
        unknown=[_open(8080, 8080, cidrBlocks=[UNKNOWN])],
    ),
    "default-sg-closed": Case(
        bad=[
            (_open(443, 443), "The default security group has ingress rules."),
            ({"egress": [{"protocol": "-1"}]}, "The default security group has egress rules."),
        ],
        good=[{}, {"ingress": [], "egress": None}],
        unknown=[{"ingress": UNKNOWN}],
    ),
    "nacl-open-admin": Case(
        type="aws:ec2/networkAclRule:NetworkAclRule",
        bad=[
            (_acl(22, 22), 'Port 22 is open to "0.0.0.0/0".'),
            (_acl(None, None, protocol="-1"), 'Every port is open to "0.0.0.0/0".'),
            (_acl(22, 22, cidrBlock=None, ipv6CidrBlock=_V6), 'Port 22 is open to "::/0".'),
        ],
        good=[
            _acl(443, 443),
            _acl(1024, 65535),
            _acl(22, 22, egress=True),
            _acl(22, 22, ruleAction="deny"),
            _acl(22, 22, cidrBlock="10.0.0.0/8"),
        ],
        unknown=[_acl(22, 22, cidrBlock=UNKNOWN), _acl(22, 22, ruleAction=UNKNOWN), _acl(UNKNOWN, UNKNOWN)],
    ),
    "tgw-auto-accept": Case(
        bad=[
            (
                {"autoAcceptSharedAttachments": "enable"},
                'autoAcceptSharedAttachments is "enable", not disable.',
            )
        ],
        good=[{}, {"autoAcceptSharedAttachments": "disable"}],
        unknown=[{"autoAcceptSharedAttachments": UNKNOWN}],
    ),
    "vpce-service-acceptance": must_be_on("acceptanceRequired"),
    "vpc-bpa": Case(
        bad=[
            (
                {"internetGatewayBlockMode": "off"},
                'internetGatewayBlockMode is "off", not one of block-ingress, block-bidirectional.',
            )
        ],
        good=[{"internetGatewayBlockMode": "block-bidirectional"}],
        unknown=[{"internetGatewayBlockMode": UNKNOWN}],
    ),
    "networkfirewall-protection": must_be_on("deleteProtection"),
    "no-default-vpc": Case(bad=[({}, "The default VPC of the region is managed here.")], good=[]),
}

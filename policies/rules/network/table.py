"""Network settings that one property decides."""

from pack.rule import Rule, Severity, aws

from rules.checks import exists, on, one_of

TABLE = (
    Rule(
        name="tgw-auto-accept",
        area="network",
        severity=Severity.MEDIUM,
        types=aws("ec2transitgateway/transitGateway"),
        asserts="Transit gateways accept no attachment by themselves.",
        why="Any account that the gateway is shared with could join the network.",
        fix="Leave auto_accept_shared_attachments to its default, disable.",
        check=one_of("autoAcceptSharedAttachments", "disable", default="disable"),
        fsbp=("EC2.23",),
    ),
    Rule(
        name="vpce-service-acceptance",
        area="network",
        severity=Severity.MEDIUM,
        types=aws("ec2/vpcEndpointService"),
        asserts="Endpoint services accept connections one by one.",
        why="Any allowed account connects without anybody's consent.",
        fix="Set acceptance_required=True.",
        check=on("acceptanceRequired"),
    ),
    Rule(
        name="vpc-bpa",
        area="network",
        severity=Severity.MEDIUM,
        types=aws("ec2/vpcBlockPublicAccessOptions"),
        asserts="VPCs of the account block public access.",
        why="One internet gateway in one VPC opens it to everybody.",
        fix="Set internet_gateway_block_mode to block-bidirectional or block-ingress.",
        check=one_of("internetGatewayBlockMode", "block-ingress", "block-bidirectional", default="off"),
    ),
    Rule(
        name="networkfirewall-protection",
        area="network",
        severity=Severity.MEDIUM,
        types=aws("networkfirewall/firewall"),
        asserts="Network firewalls are protected from deletion.",
        why="Without the firewall, traffic passes unseen or not at all.",
        fix="Set delete_protection=True.",
        check=on("deleteProtection"),
        fsbp=("NetworkFirewall.9",),
    ),
    Rule(
        name="no-default-vpc",
        area="network",
        severity=Severity.LOW,
        types=aws("ec2/defaultVpc", "ec2/defaultSubnet"),
        asserts="Nothing is built on the default VPC.",
        why="Each of its subnets is public, and its ranges overlap with every other account's.",
        fix="Make a VPC of your own.",
        check=exists("The default VPC of the region is managed here."),
    ),
)

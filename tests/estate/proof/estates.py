"""A small landing zone, drawn by hand: two spokes, a hub, an egress network with a firewall, premises."""

from __future__ import annotations

from collections.abc import Iterable

from components.config.flows import Flow, Flows, Pairs
from estate.proof import tokens
from estate.proof.estate import Estate, Facts, read_estate
from estate.proof.evidence import message
from estate.proof.prove import Proof, prove
from estate.proof.structure import flaws

from .sketch import EVERYWHERE, Sketch, tcp

ZONES = ("eu-west-1a", "eu-west-1b")
SUPERNET = "10.16.0.0/12"
RANGES = {"dev": "10.16.32", "prod": "10.16.64"}
PREMISES = "10.128.0.0/16"
SUBNETS = {"app": 0, "data": 32, "attachment": 64, "public": 96, "firewall": 128}

NEVER = {
    "dev-to-prod": Flow(sources=("non-production",), targets=("production",)),
    "prod-to-dev": Flow(sources=("production",), targets=("non-production",)),
    "from-the-internet": Flow(sources=("internet",), targets=("production",), traffic=("tcp/22",)),
    "past-the-firewall": Flow(
        sources=("*/app",), targets=("internet",), traffic=("tcp/1-442", "tcp/444-65535", "udp")
    ),
}
HOLD = {
    "to-data": Flow(sources=("*/app",), targets=("*/data",), traffic=("tcp/5432",), pairs=Pairs.SAME_STACK),
    "to-the-internet": Flow(
        sources=("dev/app", "prod/app"), targets=("internet",), traffic=("tcp/443",), inspected=True
    ),
    "to-storage": Flow(sources=("prod/data",), targets=("s3",), traffic=("tcp/443",)),
    "premises": Flow(sources=("on-premises",), targets=("prod/app",), traffic=("tcp/443",)),
    "to-the-balancer": Flow(sources=("internet",), targets=("prod/balancer",), traffic=("tcp/443",)),
}
FACTS = Facts(
    flows=Flows(never=NEVER, hold=HOLD),
    segments={"dev": "non-production", "prod": "production"},
    segment_names=("production", "non-production"),
    on_premises=(PREMISES,),
    stacks=("network", "dev", "prod"),
    shared=None,
)


def landing_zone() -> Sketch:
    """The whole of it, in which every flow of FACTS is as it should be."""
    sketch = Sketch()
    hub = _hub(sketch)
    for stack in RANGES:
        _spoke(sketch, hub, stack)
    _egress(sketch, hub)
    _premises(sketch, hub)
    _balancer(sketch)
    return sketch


def _hub(sketch: Sketch) -> str:
    given = {
        "defaultRouteTableAssociation": "disable",
        "defaultRouteTablePropagation": "disable",
        "securityGroupReferencingSupport": "enable",
    }
    hub = sketch.add("network", tokens.TRANSIT_GATEWAY, "hub", given)
    for name in ("production", "non-production", "inspection"):
        sketch.add("network", tokens.TRANSIT_TABLE, name, {"transitGatewayId": hub})
    return hub


def table(sketch: Sketch, name: str) -> str:
    """The id of a table of the hub."""
    return str(sketch.find("network", name)["id"])


def join(sketch: Sketch, stack: str, attachment: str, segment: str, *learned_by: str) -> None:
    """Associate an attachment with a segment's table, and propagate it to others."""
    given = {"transitGatewayAttachmentId": attachment, "transitGatewayRouteTableId": table(sketch, segment)}
    sketch.add(stack, tokens.TRANSIT_ASSOCIATION, f"{segment}-association", given)
    for name in learned_by:
        given = {"transitGatewayAttachmentId": attachment, "transitGatewayRouteTableId": table(sketch, name)}
        sketch.add(stack, tokens.TRANSIT_PROPAGATION, f"propagation-{name}", given)


def static(sketch: Sketch, name: str, segment: str, cidr: str, attachment: str | None) -> None:
    """A static route of a hub's table; a blackhole where there is no attachment."""
    given = {"destinationCidrBlock": cidr, "transitGatewayRouteTableId": table(sketch, segment)}
    to = {"transitGatewayAttachmentId": attachment} if attachment else {"blackhole": True}
    sketch.add("network", tokens.TRANSIT_ROUTE, name, {**given, **to})


def _subnets(sketch: Sketch, stack: str, vpc: str, first: str, tiers: Iterable[str]) -> dict[str, list[str]]:
    return {
        tier: [
            sketch.subnet(stack, f"{tier}-{zone[-1]}", vpc, f"{first}.{SUBNETS[tier] + 16 * n}/28", zone)
            for n, zone in enumerate(ZONES)
        ]
        for tier in tiers
    }


def _attach(sketch: Sketch, stack: str, vpc: str, subnets: list[str], hub: str, appliance: str) -> str:
    given = {
        "vpcId": vpc,
        "subnetIds": subnets,
        "transitGatewayId": hub,
        "applianceModeSupport": appliance,
        "securityGroupReferencingSupport": "enable",
    }
    return sketch.add(stack, tokens.TRANSIT_VPC, "attachment", given)


def _spoke(sketch: Sketch, hub: str, stack: str) -> None:
    first = RANGES[stack]
    cidr = f"{first}.0/24"
    vpc = sketch.vpc(stack, "spoke", cidr)
    subnets = _subnets(sketch, stack, vpc, first, ("app", "data", "attachment"))
    inside = {"cidrBlock": cidr}
    answers = tcp(1024, 65535)
    sketch.acl(
        stack, "app", vpc, subnets["app"], ingress=[{"cidrBlock": SUPERNET}, tcp(443), answers], egress=[{}]
    )
    sketch.acl(stack, "data", vpc, subnets["data"], ingress=[inside, answers], egress=[inside, tcp(443)])
    attachment = _attach(sketch, stack, vpc, subnets["attachment"], hub, "disable")
    segment = "production" if stack == "prod" else "non-production"
    join(sketch, stack, attachment, segment, "inspection")
    for zone in "ab":
        sketch.route(stack, f"app-{zone}-table", EVERYWHERE, transitGatewayId=hub)
    tables = [sketch.find(stack, f"data-{zone}-table")["id"] for zone in "ab"]
    endpoint = {"vpcId": vpc, "serviceName": "com.amazonaws.eu-west-1.s3", "routeTableIds": tables}
    sketch.add(stack, tokens.VPC_ENDPOINT, "s3", endpoint, outputs={"prefixListId": "pl-s3"})


def _egress(sketch: Sketch, hub: str) -> None:
    vpc = sketch.vpc("network", "egress", "10.16.0.0/24")
    subnets = _subnets(sketch, "network", vpc, "10.16.0", ("attachment", "firewall", "public"))
    gateway = sketch.add("network", tokens.INTERNET_GATEWAY, "internet", {"vpcId": vpc})
    rules = {
        "type": "STATEFUL",
        "ruleGroup": {
            "ruleVariables": {"ipSets": [{"key": "HOME_NET", "ipSet": {"definitions": [SUPERNET]}}]},
            "rulesSource": {"rulesString": "pass tcp $HOME_NET any -> any 443 (sid:1;)"},
        },
    }
    group = sketch.add("network", tokens.RULE_GROUP, "rules", rules)
    policy = {
        "firewallPolicy": {
            "statelessDefaultActions": ["aws:forward_to_sfe"],
            "statefulEngineOptions": {"ruleOrder": "STRICT_ORDER"},
            "statefulDefaultActions": ["aws:drop_strict"],
            "statefulRuleGroupReferences": [{"priority": 1, "resourceArn": group}],
        }
    }
    arn = sketch.add("network", tokens.FIREWALL_POLICY, "policy", policy)
    mappings = [{"subnetId": subnet} for subnet in subnets["firewall"]]
    states = [{"availabilityZone": zone, "attachments": [{"endpointId": f"vpce-{zone}"}]} for zone in ZONES]
    given = {"vpcId": vpc, "subnetMappings": mappings, "firewallPolicyArn": arn}
    sketch.add(
        "network", tokens.FIREWALL, "firewall", given, outputs={"firewallStatuses": [{"syncStates": states}]}
    )
    for zone, public in zip(ZONES, subnets["public"], strict=True):
        letter = zone[-1]
        nat = sketch.add("network", tokens.NAT, f"nat-{letter}", {"subnetId": public})
        firewall = {"vpcEndpointId": f"vpce-{zone}"}
        sketch.route("network", f"attachment-{letter}-table", EVERYWHERE, **firewall)
        sketch.route("network", f"firewall-{letter}-table", EVERYWHERE, natGatewayId=nat)
        sketch.route("network", f"firewall-{letter}-table", SUPERNET, transitGatewayId=hub)
        sketch.route("network", f"public-{letter}-table", EVERYWHERE, gatewayId=gateway)
        sketch.route("network", f"public-{letter}-table", SUPERNET, **firewall)
    attachment = _attach(sketch, "network", vpc, subnets["attachment"], hub, "enable")
    join(sketch, "network", attachment, "inspection")
    for segment in ("production", "non-production"):
        static(sketch, f"{segment}-to-internet", segment, EVERYWHERE, attachment)
        static(sketch, f"{segment}-blackhole", segment, SUPERNET, None)


def _premises(sketch: Sketch, hub: str) -> None:
    given = {"transitGatewayId": hub}
    line = sketch.add(
        "network", tokens.VPN, "line", given, outputs={"transitGatewayAttachmentId": "tgw-line"}
    )
    join(sketch, "network", line, "production", "production")
    static(sketch, "line-to-prod", "production", f"{RANGES['prod']}.0/24", "VpcAttachment-prod-attachment")


def _balancer(sketch: Sketch) -> None:
    """A load balancer that faces the internet, in a network of its own next to production's."""
    vpc = sketch.vpc("prod", "edge", "10.16.80.0/24")
    subnets = _subnets(sketch, "prod", vpc, "10.16.80", ("public",))
    gateway = sketch.add("prod", tokens.INTERNET_GATEWAY, "internet", {"vpcId": vpc})
    for zone in "ab":
        sketch.route("prod", f"public-{zone}-table", EVERYWHERE, gatewayId=gateway)
    group = sketch.add("prod", tokens.GROUP[0], "balancer-group", {"vpcId": vpc})
    rule = {
        "securityGroupId": group,
        "cidrIpv4": EVERYWHERE,
        "ipProtocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
    }
    sketch.add("prod", tokens.GROUP_INGRESS, "balancer-https", rule)
    given = {"subnets": subnets["public"], "securityGroups": [group], "internal": False}
    sketch.add("prod", tokens.LOAD_BALANCER[0], "balancer", given)


def estate_of(sketch: Sketch, facts: Facts = FACTS) -> Estate:
    """The estate that a sketch shows."""
    return read_estate(sketch.report(), facts)


def proof_of(sketch: Sketch, facts: Facts = FACTS) -> Proof:
    """What is proven of it."""
    estate = estate_of(sketch, facts)
    return prove(estate.network, estate.places, facts.flows)


def complaints(sketch: Sketch) -> dict[str, tuple[str, str]]:
    """Of each broken flow, and each rule of structure: the first message, and the resource to blame."""
    found: dict[str, tuple[str, str]] = {}
    breaches = proof_of(sketch).breaches
    for breach in breaches:
        blamed = breach.resource.label if breach.resource else ""
        found.setdefault(breach.name, (message(breach), blamed))
    for flaw in flaws(estate_of(sketch), FACTS, breaches):
        found.setdefault(flaw.rule, (flaw.message, flaw.resource.label))
    return found

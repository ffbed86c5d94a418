"""What is planned in other ways than the landing zone's is read and walked as AWS does."""

from __future__ import annotations

from typing import Any

import pytest

from components.config.flows import Flow, Flows, Traffic
from estate.proof import tokens
from estate.proof.estate import Facts, read_estate
from estate.proof.planned import UNKNOWN
from estate.trace_way import Trace, trace

from .sketch import EVERYWHERE, Sketch

FACTS = Facts(
    flows=Flows(hold={"any": Flow(sources=("a",), targets=("b",))}),
    segments={},
    segment_names=(),
    on_premises=("192.168.0.0/16",),
    stacks=("a", "b"),
    shared=None,
)
HTTPS = Traffic("tcp", 443, 443)


def traced(sketch: Sketch, source: str, target: str, traffic: Traffic = HTTPS) -> Trace:
    return trace(read_estate(sketch.report(), FACTS), source, target, traffic)


def reason(found: Trace) -> str:
    (way,) = found.ways
    return way.broken.reason if way.broken else ""


def two_networks(**gateway: Any) -> tuple[Sketch, str]:
    """Two VPCs on one transit gateway, which associates and propagates by itself."""
    sketch = Sketch()
    own = {"associationDefaultRouteTableId": "tgw-rtb-default"}
    hub = sketch.add("a", tokens.TRANSIT_GATEWAY, "hub", gateway, outputs=own)
    for stack, number in (("a", 1), ("b", 2)):
        vpc = sketch.vpc(stack, "vpc", f"10.{number}.0.0/24")
        subnet = sketch.subnet(stack, "app", vpc, f"10.{number}.0.0/26", "z1")
        given = {"vpcId": vpc, "subnetIds": [subnet], "transitGatewayId": hub}
        sketch.add(stack, tokens.TRANSIT_VPC, "attachment", given)
        sketch.route(stack, "app-table", "10.0.0.0/8", transitGatewayId=hub)
    return sketch, hub


def test_a_gateway_with_default_tables_joins_everything() -> None:
    sketch, _ = two_networks()

    assert traced(sketch, "a/app", "b/app").works


def test_an_attachment_may_refuse_the_default_table() -> None:
    sketch, _ = two_networks()
    sketch.change("a", "attachment", transitGatewayDefaultRouteTableAssociation=False)

    found = traced(sketch, "a/app", "b/app")

    assert not found.works
    assert reason(found) == "attachment a:attachment is associated with no table of the transit gateway"


def test_a_firewall_on_the_transit_gateway_judges_what_is_sent_to_it() -> None:
    sketch, hub = two_networks(defaultRouteTableAssociation="disable", defaultRouteTablePropagation="disable")
    rules = {
        "rulesSource": {
            "statefulRules": [
                {
                    "action": "PASS",
                    "header": {
                        "protocol": "TCP",
                        "source": "10.1.0.0/24",
                        "sourcePort": "ANY",
                        "destination": "10.2.0.0/24",
                        "destinationPort": "443",
                        "direction": "FORWARD",
                    },
                    "ruleOptions": [{"keyword": "sid", "settings": ["1"]}],
                }
            ]
        }
    }
    group = sketch.add("a", tokens.RULE_GROUP, "rules", {"type": "STATEFUL", "ruleGroup": rules})
    policy = {
        "statelessDefaultActions": ["aws:forward_to_sfe"],
        "statefulEngineOptions": {"ruleOrder": "STRICT_ORDER"},
        "statefulDefaultActions": ["aws:drop_established"],
        "statefulRuleGroupReferences": [{"priority": 1, "resourceArn": group}],
    }
    arn = sketch.add("a", tokens.FIREWALL_POLICY, "policy", {"firewallPolicy": policy})
    sketch.add(
        "a",
        tokens.FIREWALL,
        "firewall",
        {"transitGatewayId": hub, "firewallPolicyArn": arn},
        outputs={"transitGatewayAttachmentId": "tgw-attach-firewall"},
    )
    spokes = sketch.add("a", tokens.TRANSIT_TABLE, "spokes", {"transitGatewayId": hub})
    inspected = sketch.add("a", tokens.TRANSIT_TABLE, "inspected", {"transitGatewayId": hub})
    for stack, attachment, table in (
        ("a", "VpcAttachment-a-attachment", spokes),
        ("b", "VpcAttachment-b-attachment", spokes),
        ("a", "tgw-attach-firewall", inspected),
    ):
        ends = {"transitGatewayAttachmentId": attachment}
        sketch.add(
            stack,
            tokens.TRANSIT_ASSOCIATION,
            f"{attachment}-association",
            {**ends, "transitGatewayRouteTableId": table},
        )
        if attachment != "tgw-attach-firewall":
            sketch.add(
                stack,
                tokens.TRANSIT_PROPAGATION,
                f"{attachment}-propagation",
                {**ends, "transitGatewayRouteTableId": inspected},
            )
    sketch.add(
        "a",
        tokens.TRANSIT_ROUTE,
        "inspect",
        {
            "destinationCidrBlock": EVERYWHERE,
            "transitGatewayRouteTableId": spokes,
            "transitGatewayAttachmentId": "tgw-attach-firewall",
        },
    )

    assert traced(sketch, "a/app", "b/app").works
    assert not traced(sketch, "b/app", "a/app").works
    assert not traced(sketch, "a/app", "b/app", Traffic("tcp", 22, 22)).works


def one_network(**subnet: Any) -> tuple[Sketch, str]:
    sketch = Sketch()
    vpc = sketch.vpc("a", "vpc", "10.1.0.0/24")
    sketch.subnet("a", "app", vpc, "10.1.0.0/26", "z1", **subnet)
    sketch.add("a", tokens.INTERNET_GATEWAY, "internet", {"vpcId": vpc})
    return sketch, vpc


def test_a_subnet_without_association_uses_the_main_table() -> None:
    sketch, vpc = one_network(mapPublicIpOnLaunch=True)
    sketch.remove("a", "app-association")
    routes = [{"cidrBlock": EVERYWHERE, "gatewayId": sketch.find("a", "internet")["id"]}]
    sketch.add(
        "a", tokens.DEFAULT_ROUTE_TABLE, "main", {"defaultRouteTableId": f"main-{vpc}", "routes": routes}
    )

    assert traced(sketch, "a/app", "internet").works


def test_an_internet_gateway_passes_nothing_without_a_public_address() -> None:
    sketch, _ = one_network()
    sketch.route("a", "app-table", EVERYWHERE, gatewayId=sketch.find("a", "internet")["id"])

    found = traced(sketch, "a/app", "internet")

    assert reason(found) == "the internet gateway passes nothing of what has no public address"


def test_a_regional_nat_gateway_has_a_table_of_its_own() -> None:
    sketch, vpc = one_network()
    given = {"vpcId": vpc, "availabilityMode": "regional"}
    nat = sketch.add("a", tokens.NAT, "nat", given, outputs={"routeTableId": "rtb-nat"})
    sketch.route("a", "app-table", EVERYWHERE, natGatewayId=nat)

    assert traced(sketch, "a/app", "internet").works


def grouped(*, to: dict[str, Any]) -> Sketch:
    """An instance behind a group, and one in front of another group."""
    sketch, vpc = one_network()
    other = sketch.add(
        "a",
        tokens.GROUP[0],
        "callers",
        {
            "vpcId": vpc,
            "egress": [{"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": [EVERYWHERE]}],
        },
    )
    own = sketch.add("a", tokens.GROUP[0], "called", {"vpcId": vpc})
    subnet = sketch.find("a", "app")["id"]
    sketch.add("a", tokens.INSTANCE, "caller", {"subnetId": subnet, "vpcSecurityGroupIds": [other]})
    sketch.add("a", tokens.INSTANCE, "callee", {"subnetId": subnet, "vpcSecurityGroupIds": [own]})
    sketch.add(
        "a",
        tokens.GROUP_INGRESS,
        "rule",
        {"securityGroupId": own, "ipProtocol": "tcp", "fromPort": 443, "toPort": 443, **to},
    )
    return sketch


def test_a_rule_that_names_a_group_lets_its_members_in_and_nobody_else() -> None:
    sketch = grouped(to={"referencedSecurityGroupId": "SecurityGroup-a-callers"})

    assert traced(sketch, "a/caller", "a/callee").works
    assert not traced(sketch, "a/callee", "a/callee").works
    assert not traced(sketch, "a/caller", "a/callee", Traffic("tcp", 80, 80)).works


def test_a_classic_rule_and_an_inline_rule_count_as_well() -> None:
    sketch = grouped(to={"cidrIpv4": "10.9.0.0/16"})
    assert not traced(sketch, "a/caller", "a/callee").works

    classic = {
        "securityGroupId": "SecurityGroup-a-called",
        "type": "ingress",
        "protocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
        "sourceSecurityGroupId": "SecurityGroup-a-callers",
    }
    sketch.add("a", tokens.GROUP_RULE, "classic", classic)
    assert traced(sketch, "a/caller", "a/callee").works

    sketch.remove("a", "classic")
    inline = {"protocol": "tcp", "fromPort": 0, "toPort": 1023, "cidrBlocks": ["10.1.0.0/16"]}
    sketch.change("a", "called", ingress=[inline])
    assert traced(sketch, "a/caller", "a/callee").works


def test_unknown_ids_are_found_by_what_their_property_depends_on() -> None:
    sketch, _ = two_networks()
    route = sketch.find("a", "app-table-to-10.0.0.0/8")
    route["inputs"] |= {"transitGatewayId": UNKNOWN, "routeTableId": UNKNOWN}
    route["property_dependencies"] = {
        "transitGatewayId": [sketch.find("a", "hub")["urn"]],
        "routeTableId": [sketch.find("a", "app-table")["urn"]],
    }

    assert traced(sketch, "a/app", "b/app").works


@pytest.mark.parametrize(
    ("name", "value", "gap"),
    [
        ("routeTableId", UNKNOWN, "its route table is unknown"),
        ("destinationCidrBlock", UNKNOWN, "the destination of a route is unknown"),
        ("transitGatewayId", UNKNOWN, "what its route to 10.0.0.0/8 leads to is not modelled or unknown"),
    ],
)
def test_what_stays_unknown_is_named(name: str, value: str, gap: str) -> None:
    sketch, _ = two_networks()
    sketch.change("a", "app-table-to-10.0.0.0/8", **{name: value})

    assert [each.text for each in sketch.network().gaps] == [
        f"a:app-table-to-10.0.0.0/8 (aws:ec2/route:Route): {gap}"
    ]


def test_what_carries_packets_unmodelled_is_named() -> None:
    sketch, _ = one_network()
    sketch.add("a", "aws:vpclattice/service:Service", "lattice", {})

    (gap,) = sketch.network().gaps

    assert (gap.text, gap.decisive) == (
        "a:lattice (aws:vpclattice/service:Service): not modelled: VPC Lattice",
        True,
    )

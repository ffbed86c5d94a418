"""Mistakes that people make in networks, each made in the hand-drawn landing zone."""

from __future__ import annotations

from estate.proof import tokens

from .estates import RANGES, ZONES, static, table
from .sketch import EVERYWHERE, Sketch, tcp


def propagation_from_development_to_production(sketch: Sketch) -> None:
    for stack, segment in (("prod", "non-production"), ("dev", "production")):
        given = {
            "transitGatewayAttachmentId": f"VpcAttachment-{stack}-attachment",
            "transitGatewayRouteTableId": table(sketch, segment),
        }
        sketch.add(stack, tokens.TRANSIT_PROPAGATION, "too-much", given)


def lost_return_route(sketch: Sketch) -> None:
    sketch.remove("network", "firewall-a-table-to-10.16.0.0/12")


def lost_return_propagation(sketch: Sketch) -> None:
    sketch.remove("dev", "propagation-inspection")


def acl_without_ephemeral_ports(sketch: Sketch) -> None:
    rules = sketch.find("dev", "app")["inputs"]["ingress"]
    sketch.change("dev", "app", ingress=[rule for rule in rules if rule["toPort"] != 65535])


def appliance_mode_off(sketch: Sketch) -> None:
    sketch.change("network", "attachment", applianceModeSupport="disable")


def security_group_too_wide(sketch: Sketch) -> None:
    sketch.change("prod", "balancer-https", fromPort=0, toPort=65535)


def security_group_closed(sketch: Sketch) -> None:
    sketch.remove("prod", "balancer-https")


def firewall_bypass(sketch: Sketch) -> None:
    for zone in "ab":
        sketch.remove("network", f"attachment-{zone}-table-to-{EVERYWHERE}")
        nat = sketch.find("network", f"nat-{zone}")["id"]
        sketch.route("network", f"attachment-{zone}-table", EVERYWHERE, natGatewayId=nat)
        sketch.remove("network", f"public-{zone}-table-to-10.16.0.0/12")
        hub = sketch.find("network", "hub")["id"]
        sketch.route("network", f"public-{zone}-table", "10.16.0.0/12", transitGatewayId=hub)


def answers_past_the_firewall(sketch: Sketch) -> None:
    sketch.remove("network", "public-a-table-to-10.16.0.0/12")
    hub = sketch.find("network", "hub")["id"]
    sketch.route("network", "public-a-table", "10.16.0.0/12", transitGatewayId=hub)


def nat_in_the_wrong_table(sketch: Sketch) -> None:
    sketch.change("network", "nat-a", subnetId=sketch.find("network", "attachment-a")["id"])


def blackhole_removed_and_hairpin_through_the_hub(sketch: Sketch) -> None:
    sketch.remove("network", "non-production-blackhole")
    rules = {"rulesSource": {"rulesString": "pass ip any any -> any any (sid:1;)"}}
    sketch.change("network", "rules", ruleGroup=rules)


def blackhole_instead_of_a_route(sketch: Sketch) -> None:
    static(sketch, "stray", "non-production", "8.0.0.0/8", None)


def firewall_endpoint_in_one_zone_only(sketch: Sketch) -> None:
    firewall = sketch.find("network", "firewall")
    sketch.change("network", "firewall", subnetMappings=firewall["inputs"]["subnetMappings"][:1])
    sketch.remove("network", f"attachment-b-table-to-{EVERYWHERE}")
    sketch.route("network", "attachment-b-table", EVERYWHERE, vpcEndpointId=f"vpce-{ZONES[0]}")


def attachment_in_one_zone_only(sketch: Sketch) -> None:
    subnets = sketch.find("dev", "attachment")["inputs"]["subnetIds"]
    sketch.change("dev", "attachment", subnetIds=subnets[:1])


def association_with_the_wrong_segment(sketch: Sketch) -> None:
    sketch.change("dev", "non-production-association", transitGatewayRouteTableId=table(sketch, "inspection"))


def peering_between_segments(sketch: Sketch) -> None:
    given = {"vpcId": "Vpc-dev-spoke", "peerVpcId": "Vpc-prod-spoke", "autoAccept": True}
    peering = sketch.add("dev", tokens.PEERING, "shortcut", given)
    sketch.route("dev", "app-a-table", f"{RANGES['prod']}.0/24", vpcPeeringConnectionId=peering)


def data_acl_too_narrow(sketch: Sketch) -> None:
    inside = f"{RANGES['prod']}.0/24"
    rules = [tcp(1024, 5431, inside), tcp(5433, 65535, inside), tcp(32768, 65535)]
    numbered = [{**rule, "ruleNo": 100 + n} for n, rule in enumerate(rules)]
    sketch.change("prod", "data", ingress=numbered)


def firewall_rule_too_wide(sketch: Sketch) -> None:
    rules = {"rulesSource": {"rulesString": "pass tcp 10.16.0.0/12 any -> any any (sid:7;)"}}
    sketch.change("network", "rules", ruleGroup=rules)


def default_acl_emptied_around_a_tier(sketch: Sketch) -> None:
    sketch.change("prod", "data", subnetIds=[])
    given = {"defaultNetworkAclId": "acl-Vpc-prod-spoke", "ingress": [], "egress": []}
    sketch.add("prod", tokens.DEFAULT_ACL, "default", given)


def no_gateway_endpoint(sketch: Sketch) -> None:
    sketch.remove("prod", "s3")


def public_access_blocked(sketch: Sketch) -> None:
    given = {"internetGatewayBlockMode": "block-bidirectional"}
    sketch.add("network", tokens.BLOCK_PUBLIC, "block", given)


def lost_route_to_the_premises(sketch: Sketch) -> None:
    sketch.remove("network", "propagation-production")

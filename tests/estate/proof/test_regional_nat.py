"""One NAT gateway for all zones of a VPC, as the egress network of a small landing zone."""

from __future__ import annotations

from dataclasses import replace

from components.config.flows import Flow, Flows
from estate.proof import tokens

from .estates import FACTS, landing_zone, proof_of
from .sketch import EVERYWHERE, Sketch


def regional_nat(sketch: Sketch) -> None:
    """In place of the firewall and both NAT gateways, one for all zones."""
    vpc = "Vpc-network-egress"
    given = {"vpcId": vpc, "availabilityMode": "regional"}
    nat = sketch.add("network", tokens.NAT, "regional", given, outputs={"routeTableId": "rtb-regional"})
    for zone in "ab":
        sketch.remove("network", f"attachment-{zone}-table-to-{EVERYWHERE}")
        sketch.route("network", f"attachment-{zone}-table", EVERYWHERE, natGatewayId=nat)
    back = {"routeTableId": "rtb-regional", "destinationCidrBlock": "10.16.0.0/12"}
    hub = sketch.find("network", "hub")["id"]
    sketch.add("network", tokens.ROUTE, "regional-back", {**back, "transitGatewayId": hub})


def test_answers_leave_a_regional_nat_gateway_in_the_zone_that_asked() -> None:
    sketch = landing_zone()
    regional_nat(sketch)
    asked = Flow(sources=("dev/app",), targets=("internet",), traffic=("tcp/443",))

    proof = proof_of(sketch, replace(FACTS, flows=Flows(hold={"out": asked})))

    assert (proof.breaches, proof.unknown, proof.pairs) == ([], [], 2)


def test_a_regional_nat_gateway_without_a_way_back_loses_the_answers() -> None:
    sketch = landing_zone()
    regional_nat(sketch)
    sketch.remove("network", "regional-back")
    asked = Flow(sources=("dev/app",), targets=("internet",), traffic=("tcp/443",))

    proof = proof_of(sketch, replace(FACTS, flows=Flows(hold={"out": asked})))

    reasons = [each.end.reason for each in proof.breaches]
    assert reasons == ["the internet has no route to 10.16.32.0/28"]

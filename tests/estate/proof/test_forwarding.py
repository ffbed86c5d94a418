"""What load balancers pass on has to arrive at the targets, and the targets' answers have to return."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from estate.proof import tokens
from estate.proof.structure import flaws

from .estates import FACTS, RANGES, ZONES, estate_of, landing_zone, proof_of
from .sketch import ALL, EVERYWHERE, Sketch, tcp

VPC = "Vpc-prod-spoke"
APP = [f"Subnet-prod-app-{zone[-1]}" for zone in ZONES]
DATA = [f"Subnet-prod-data-{zone[-1]}" for zone in ZONES]
INSIDE = f"{RANGES['prod']}.0/24"


def group(sketch: Sketch, name: str, *sources: str, port: int) -> str:
    """A group that lets these addresses or groups in on one port, and everything out."""
    cidrs = [each for each in sources if "/" in each]
    others = [each for each in sources if "/" not in each]
    rule = {
        "protocol": "tcp",
        "fromPort": port,
        "toPort": port,
        "cidrBlocks": cidrs,
        "securityGroups": others,
    }
    egress = {"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": [EVERYWHERE]}
    return sketch.add("prod", tokens.GROUP[0], name, {"vpcId": VPC, "ingress": [rule], "egress": [egress]})


def service(sketch: Sketch, **balancer: Any) -> None:
    """An internal load balancer in the app subnets that passes 443 on to 8080 of tasks among the data."""
    front = group(sketch, "front", INSIDE, port=443)
    back = group(sketch, "back", front, port=8080)
    given = {"internal": True, "subnets": APP, "securityGroups": [front], **balancer}
    arn = sketch.add("prod", tokens.LOAD_BALANCER[0], "inside", given)
    behind = {"port": 8080, "protocol": "HTTP", "targetType": "ip", "vpcId": VPC}
    targets = sketch.add("prod", tokens.TARGET_GROUP[0], "tasks", behind)
    forward = [{"type": "forward", "targetGroupArn": targets}]
    listener = {"loadBalancerArn": arn, "port": 443, "protocol": "HTTPS", "defaultActions": forward}
    sketch.add("prod", tokens.LISTENER[0], "https", listener)
    task = {
        "networkConfiguration": {"subnets": DATA, "securityGroups": [back]},
        "loadBalancers": [{"targetGroupArn": targets, "containerName": "web", "containerPort": 8080}],
    }
    sketch.add("prod", tokens.SERVICE, "web", task)


def layer_four(sketch: Sketch) -> None:
    service(sketch, loadBalancerType="network")
    sketch.change("prod", "tasks", protocol="TCP", preserveClientIp="true")
    rule = sketch.find("prod", "back")["inputs"]["ingress"][0]
    sketch.change("prod", "back", ingress=[{**rule, "cidrBlocks": [INSIDE], "securityGroups": []}])


def told(sketch: Sketch) -> list[tuple[str, str, str]]:
    found = flaws(estate_of(sketch), FACTS, proof_of(sketch).breaches)
    return [(each.rule, each.resource.label, each.message) for each in found]


@pytest.mark.parametrize("sound", [service, layer_four])
def test_a_load_balancer_that_reaches_its_targets_has_no_flaw(sound: Callable[[Sketch], None]) -> None:
    sketch = landing_zone()
    sound(sketch)

    assert told(sketch) == []
    assert estate_of(sketch).network.gaps == []


def targets_that_do_not_let_it_in(sketch: Sketch) -> None:
    service(sketch)
    sketch.change("prod", "back", ingress=[])


def targets_on_another_port(sketch: Sketch) -> None:
    service(sketch)
    entry = sketch.find("prod", "web")["inputs"]["loadBalancers"][0]
    sketch.change("prod", "web", loadBalancers=[{**entry, "containerPort": 9090}])


def health_checks_on_a_closed_port(sketch: Sketch) -> None:
    service(sketch)
    sketch.change("prod", "tasks", healthCheck={"port": "8081"})


def balancer_that_may_send_nothing(sketch: Sketch) -> None:
    service(sketch)
    sketch.change("prod", "front", egress=[])


def acl_without_the_answers_of_targets(sketch: Sketch) -> None:
    service(sketch)
    sketch.change("prod", "data", egress=[{**ALL, "ruleNo": 1, "cidrBlock": "10.99.0.0/16"}])


def acl_without_the_port_of_targets(sketch: Sketch) -> None:
    service(sketch)
    allowed = tcp(5432, 5432, INSIDE)
    sketch.change("prod", "data", ingress=[{**allowed, "ruleNo": 1}])


def callers_that_the_targets_do_not_know(sketch: Sketch) -> None:
    layer_four(sketch)
    rule = sketch.find("prod", "back")["inputs"]["ingress"][0]
    sketch.change("prod", "back", ingress=[{**rule, "cidrBlocks": [f"{RANGES['prod']}.0/27"]}])


MISTAKES: list[tuple[Callable[[Sketch], None], str, str]] = [
    (targets_that_do_not_let_it_in, "prod:back", "tcp/8080 from 10.16.64.0/28"),
    (targets_on_another_port, "prod:back", "tcp/9090 from 10.16.64.0/28"),
    (health_checks_on_a_closed_port, "prod:back", "tcp/8081 from 10.16.64.0/28"),
    (balancer_that_may_send_nothing, "prod:front", "tcp/8080 from 10.16.64.0/28"),
    (acl_without_the_answers_of_targets, "prod:data", "reaches prod:web, but the answers do not return"),
    (acl_without_the_port_of_targets, "prod:data", "tcp/8080 from 10.16.64.0/28"),
    (callers_that_the_targets_do_not_know, "prod:back", "tcp/8080 from 10.16.64.32-10.16.64.255"),
]


@pytest.mark.parametrize(
    ("mistake", "blamed", "words"), MISTAKES, ids=[each[0].__name__ for each in MISTAKES]
)
def test_a_load_balancer_that_does_not_reach_its_targets_is_told_with_the_way(
    mistake: Callable[[Sketch], None], blamed: str, words: str
) -> None:
    sketch = landing_zone()
    mistake(sketch)

    found = [each for each in told(sketch) if each[0] == "segmentation-forwarding"]

    assert [each[1] for each in found] == [blamed]
    assert found[0][2].startswith("Load balancer prod:inside passes port 443 on to prod:tasks, and ")
    assert words in found[0][2]
    assert f"[{blamed}, plan.py:{sketch.find('prod', blamed[5:])['source']['line']}]" in found[0][2]


def test_targets_are_found_by_address_by_instance_and_by_rule() -> None:
    sketch = landing_zone()
    service(sketch)
    back = sketch.find("prod", "back")["id"]
    given = {"subnetId": DATA[0], "vpcSecurityGroupIds": [back]}
    machine = sketch.add("prod", tokens.INSTANCE, "machine", given)
    arn = sketch.add("prod", tokens.TARGET_GROUP[0], "more", {"port": 8080, "targetType": "instance"})
    for name, target in (("one", machine), ("two", f"{RANGES['prod']}.40")):
        sketch.add("prod", tokens.TARGET[0], name, {"targetGroupArn": arn, "targetId": target, "port": 8443})
    action = {"type": "forward", "forward": {"targetGroups": [{"arn": arn, "weight": 1}]}}
    listener = sketch.find("prod", "https")["id"]
    sketch.add("prod", tokens.LISTENER_RULE[0], "rule", {"listenerArn": listener, "actions": [action]})

    forwards = {each.group.name: each for each in estate_of(sketch).network.forwards}

    assert [(target.label, port) for target, port in forwards["more"].targets] == [
        ("prod:machine", 8443),
        ("subnet prod:data-a", 8443),
    ]
    assert [(target.label, port) for target, port in forwards["tasks"].targets] == [("prod:web", 8080)] * 2


def test_a_load_balancer_that_faces_the_internet_needs_a_way_there() -> None:
    sketch = landing_zone()
    for zone in "ab":
        sketch.remove("prod", f"public-{zone}-table-to-{EVERYWHERE}")

    assert ("segmentation-forwarding", "prod:balancer") in [each[:2] for each in told(sketch)]

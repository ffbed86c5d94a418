"""What AWS places for a managed service is found where it will be, with the groups that it wears."""

from __future__ import annotations

from typing import Any

import pytest

from components.config.flows import Flows
from estate.proof import tokens
from estate.proof.estate import Estate, Facts, read_estate

from .sketch import Sketch

FACTS = Facts(flows=Flows(), segments={}, segment_names=(), on_premises=(), stacks=("a",), shared=None)
DATABASES = "aws:rds/subnetGroup:SubnetGroup"
CACHES = "aws:elasticache/subnetGroup:SubnetGroup"


def network() -> tuple[Sketch, list[str], str]:
    """A VPC with two subnets and a security group."""
    sketch = Sketch()
    vpc = sketch.vpc("a", "vpc", "10.0.0.0/24")
    subnets = [
        sketch.subnet("a", f"data-{n}", vpc, f"10.0.0.{16 * n}/28", f"eu-west-1{'ab'[n]}") for n in range(2)
    ]
    return sketch, subnets, sketch.add("a", tokens.GROUP[0], "wears", {"vpcId": vpc})


def placed(sketch: Sketch, name: str) -> list[tuple[str, tuple[str, ...] | None, bool]]:
    estate: Estate = read_estate(sketch.report(), FACTS)
    found = estate.places.find(f"a/{name}").endpoints
    return [(each.subnet.label, each.groups, each.public) for each in found]


@pytest.mark.parametrize(
    ("type_", "given"),
    [
        ("aws:rds/instance:Instance", {"dbSubnetGroupName": "group", "vpcSecurityGroupIds": ["G"]}),
        ("aws:rds/cluster:Cluster", {"dbSubnetGroupName": "group", "vpcSecurityGroupIds": ["G"]}),
        ("aws:elasticache/cluster:Cluster", {"subnetGroupName": "cache", "securityGroupIds": ["G"]}),
        (
            "aws:lambda/function:Function",
            {"vpcConfig": {"subnetIds": ["S0", "S1"], "securityGroupIds": ["G"]}},
        ),
        (
            "aws:ecs/service:Service",
            {"networkConfiguration": {"subnets": ["S0", "S1"], "securityGroups": ["G"]}},
        ),
        (
            "aws:opensearch/domain:Domain",
            {"vpcOptions": {"subnetIds": ["S0", "S1"], "securityGroupIds": ["G"]}},
        ),
        (
            "aws:autoscaling/group:Group",
            {"vpcZoneIdentifiers": ["S0", "S1"], "launchTemplate": {"id": "template", "version": "1"}},
        ),
    ],
)
def test_it_lies_in_its_subnets_and_wears_its_groups(type_: str, given: dict[str, Any]) -> None:
    sketch, subnets, group = network()
    named = {"S0": subnets[0], "S1": subnets[1], "G": group}

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(each) for key, each in value.items()}
        return [named[each] for each in value] if isinstance(value, list) else value

    sketch.add("a", DATABASES, "databases", {"name": "group", "subnetIds": subnets})
    sketch.add("a", CACHES, "caches", {"name": "cache", "subnetIds": subnets})
    template = {"vpcSecurityGroupIds": [group]}
    sketch.add("a", tokens.LAUNCH_TEMPLATE, "template", template, id_="template")
    sketch.add("a", type_, "thing", filled(given))

    urn = sketch.find("a", "wears")["urn"]
    assert placed(sketch, "thing") == [
        ("subnet a:data-0", (urn,), False),
        ("subnet a:data-1", (urn,), False),
    ]


def test_a_database_that_is_publicly_accessible_has_a_public_address() -> None:
    sketch, subnets, group = network()
    sketch.add("a", DATABASES, "databases", {"name": "group", "subnetIds": subnets[:1]})
    given = {"dbSubnetGroupName": "group", "vpcSecurityGroupIds": [group], "publiclyAccessible": True}
    sketch.add("a", "aws:rds/instance:Instance", "thing", given)

    assert [each[2] for each in placed(sketch, "thing")] == [True]


def test_a_group_means_what_wears_it() -> None:
    sketch, subnets, group = network()
    given = {"subnetId": subnets[1], "securityGroups": [group]}
    sketch.add("a", "aws:efs/mountTarget:MountTarget", "files", given)

    assert [each[0] for each in placed(sketch, "wears")] == ["subnet a:data-1"]

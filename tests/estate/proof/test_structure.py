"""Flaws that a plan shows before any packet is sent, each found where it is made and gone when repaired."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from estate.proof import tokens
from estate.proof.structure import flaws

from .estates import FACTS, RANGES, ZONES, estate_of, landing_zone, proof_of, static, table
from .sketch import EVERYWHERE, Sketch


def told(sketch: Sketch) -> list[tuple[str, str, bool]]:
    """Rule, blamed resource and whether it is mandatory, of every flaw."""
    found = flaws(estate_of(sketch), FACTS, proof_of(sketch).breaches)
    return sorted((each.rule, each.resource.label, each.mandatory) for each in found)


def kms_endpoint(sketch: Sketch, **changes: Any) -> None:
    """An interface endpoint as it should be, in both zones of the production spoke."""
    vpc = "Vpc-prod-spoke"
    sketch.change("prod", "spoke", enableDnsSupport=True, enableDnsHostnames=True)
    group = sketch.add("prod", tokens.GROUP[0], "services", {"vpcId": vpc})
    rule = {"securityGroupId": group, "cidrIpv4": f"{RANGES['prod']}.0/24", "ipProtocol": "tcp"}
    sketch.add("prod", tokens.GROUP_INGRESS, "services-https", {**rule, "fromPort": 443, "toPort": 443})
    given = {
        "vpcId": vpc,
        "vpcEndpointType": "Interface",
        "serviceName": "com.amazonaws.eu-west-1.kms",
        "subnetIds": [f"Subnet-prod-app-{zone[-1]}" for zone in ZONES],
        "securityGroupIds": [group],
        "privateDnsEnabled": True,
    }
    sketch.add("prod", tokens.VPC_ENDPOINT, "kms", {**given, **changes})


def endpoint_in_one_zone(sketch: Sketch) -> None:
    kms_endpoint(sketch, subnetIds=["Subnet-prod-app-a"])


def endpoint_that_lets_nobody_in(sketch: Sketch) -> None:
    kms_endpoint(sketch)
    sketch.change("prod", "services-https", cidrIpv4=f"{RANGES['dev']}.0/24")


def endpoint_without_a_name(sketch: Sketch) -> None:
    kms_endpoint(sketch, privateDnsEnabled=False)


def endpoint_in_a_network_without_host_names(sketch: Sketch) -> None:
    kms_endpoint(sketch)
    sketch.change("prod", "spoke", enableDnsHostnames=False)


def endpoint_that_lets_development_in(sketch: Sketch) -> None:
    kms_endpoint(sketch)
    sketch.change("prod", "services-https", cidrIpv4="10.0.0.0/8")


def firewall_endpoint_of_another_zone(sketch: Sketch) -> None:
    sketch.remove("network", f"attachment-b-table-to-{EVERYWHERE}")
    sketch.route("network", "attachment-b-table", EVERYWHERE, vpcEndpointId=f"vpce-{ZONES[0]}")


def nat_gateway_of_another_zone(sketch: Sketch) -> None:
    sketch.change(
        "network", f"firewall-b-table-to-{EVERYWHERE}", natGatewayId=sketch.find("network", "nat-a")["id"]
    )


def blackhole_removed(sketch: Sketch) -> None:
    sketch.remove("network", "production-blackhole")


def blackholes_removed(sketch: Sketch) -> None:
    sketch.remove("network", "production-blackhole")
    sketch.remove("network", "non-production-blackhole")
    rules = "pass tcp 10.16.0.0/12 any -> !10.16.0.0/12 443 (sid:1;)"
    sketch.change("network", "rules", ruleGroup={"rulesSource": {"rulesString": rules}})


def development_in_the_table_of_production(sketch: Sketch) -> None:
    sketch.change("dev", "non-production-association", transitGatewayRouteTableId=table(sketch, "production"))


def default_table_that_takes_every_attachment(sketch: Sketch) -> None:
    sketch.change("network", "hub", defaultRouteTableAssociation="enable")


def networks_that_overlap(sketch: Sketch) -> None:
    given = {"vpcId": "Vpc-dev-spoke", "cidrBlock": f"{RANGES['prod']}.128/25"}
    sketch.add("dev", tokens.VPC_CIDR, "more", given)


def domain_list(sketch: Sketch) -> None:
    """The firewall passes domains by a list, after its other rules."""
    listed = {
        "generatedRulesType": "ALLOWLIST",
        "targetTypes": ["TLS_SNI"],
        "targets": [".example.com"],
    }
    group = {"type": "STATEFUL", "ruleGroup": {"rulesSource": {"rulesSourceList": listed}}}
    arn = sketch.add("network", tokens.RULE_GROUP, "domains", group)
    sketch.change(
        "network", "rules", ruleGroup={"rulesSource": {"rulesString": "drop udp any any -> any 53 (sid:1;)"}}
    )
    policy = sketch.find("network", "policy")["inputs"]["firewallPolicy"]
    references = [*policy["statefulRuleGroupReferences"], {"priority": 2, "resourceArn": arn}]
    variables = {"ruleVariables": [{"key": "HOME_NET", "ipSet": {"definitions": ["10.16.0.0/12"]}}]}
    changed = {**policy, "statefulRuleGroupReferences": references, "policyVariables": variables}
    sketch.change("network", "policy", firewallPolicy=changed)


def list_before_a_default_that_passes(sketch: Sketch) -> None:
    domain_list(sketch)
    policy = sketch.find("network", "policy")["inputs"]["firewallPolicy"]
    changed = {**policy, "statefulDefaultActions": ["aws:alert_strict"]}
    sketch.change("network", "policy", firewallPolicy=changed)


def list_in_default_order(sketch: Sketch) -> None:
    domain_list(sketch)
    policy = sketch.find("network", "policy")["inputs"]["firewallPolicy"]
    changed = {**policy, "statefulEngineOptions": {"ruleOrder": "DEFAULT_ACTION_ORDER"}}
    sketch.change("network", "policy", firewallPolicy=changed)


def list_after_a_rule_that_passes_https(sketch: Sketch) -> None:
    domain_list(sketch)
    rules = {"rulesSource": {"rulesString": "pass tcp any any -> any 443 (sid:1;)"}}
    sketch.change("network", "rules", ruleGroup=rules)


def nat_gateway_in_a_private_subnet(sketch: Sketch) -> None:
    sketch.change("network", "nat-b", subnetId="Subnet-network-firewall-b")


def gateway_endpoint_in_one_table_only(sketch: Sketch) -> None:
    sketch.change("dev", "s3", routeTableIds=[sketch.find("dev", "data-a-table")["id"]])


def subnet_without_a_table(sketch: Sketch) -> None:
    sketch.remove("prod", "data-b-association")


EXPECTED: list[tuple[Callable[[Sketch], None], list[tuple[str, str, bool]]]] = [
    (endpoint_in_one_zone, [("segmentation-zones", "prod:kms", True)]),
    (
        endpoint_that_lets_nobody_in,
        [
            ("segmentation-endpoint", "prod:services", True),
            ("segmentation-group", "prod:services-https", True),
        ],
    ),
    (endpoint_without_a_name, [("segmentation-endpoint", "prod:kms", True)]),
    (endpoint_in_a_network_without_host_names, [("segmentation-endpoint", "prod:spoke", True)]),
    (endpoint_that_lets_development_in, [("segmentation-group", "prod:services-https", True)]),
    (
        firewall_endpoint_of_another_zone,
        [("segmentation-zones", f"network:attachment-b-table-to-{EVERYWHERE}", True)],
    ),
    (
        nat_gateway_of_another_zone,
        [("segmentation-zones", f"network:firewall-b-table-to-{EVERYWHERE}", True)],
    ),
    (blackhole_removed, [("segmentation-blackhole", "network:production", True)]),
    (
        blackholes_removed,
        [
            ("segmentation-blackhole", "network:production", True),
            ("segmentation-blackhole", "network:non-production", True),
        ],
    ),
    (
        development_in_the_table_of_production,
        [("segmentation-association", "dev:non-production-association", True)],
    ),
    (
        default_table_that_takes_every_attachment,
        [
            ("segmentation-association", "dev:non-production-association", True),
            ("segmentation-association", "prod:production-association", True),
            ("segmentation-association", "network:inspection-association", True),
            ("segmentation-association", "network:production-association", True),
        ],
    ),
    (networks_that_overlap, [("segmentation-overlap", "prod:spoke", True)]),
    (list_before_a_default_that_passes, [("segmentation-inspection", "network:policy", True)]),
    (list_in_default_order, [("segmentation-inspection", "network:policy", True)]),
    (list_after_a_rule_that_passes_https, [("segmentation-inspection", "network:rules", True)]),
    (gateway_endpoint_in_one_table_only, [("segmentation-endpoint", "dev:s3", True)]),
    (
        subnet_without_a_table,
        [("segmentation-table", "prod:data-b", True), ("segmentation-endpoint", "prod:s3", True)],
    ),
    (nat_gateway_in_a_private_subnet, [("segmentation-nat", "network:nat-b", True)]),
]


@pytest.mark.parametrize(("mistake", "expected"), EXPECTED, ids=[each.__name__ for each, _ in EXPECTED])
def test_a_flaw_is_told_of_the_resource_that_has_it(
    mistake: Callable[[Sketch], None], expected: list[tuple[str, str, bool]]
) -> None:
    sketch = landing_zone()
    mistake(sketch)

    assert told(sketch) == sorted(expected)


@pytest.mark.parametrize("sound", [kms_endpoint, domain_list])
def test_what_the_flaws_are_seeded_into_has_none(sound: Callable[[Sketch], None]) -> None:
    sketch = landing_zone()
    sound(sketch)

    assert told(sketch) == []


def test_an_endpoint_without_private_dns_may_have_a_hosted_zone_instead() -> None:
    sketch = landing_zone()
    kms_endpoint(sketch, privateDnsEnabled=False)
    sketch.add("prod", tokens.ZONE, "kms-names", {"name": "kms.eu-west-1.amazonaws.com"})

    assert told(sketch) == []


def test_an_endpoint_that_is_in_most_zones_is_only_advised_of() -> None:
    sketch = landing_zone()
    kms_endpoint(sketch)
    sketch.subnet("prod", "more-c", "Vpc-prod-spoke", f"{RANGES['prod']}.240/28", "eu-west-1c")

    assert told(sketch) == [("segmentation-zones", "prod:kms", False)]


def test_a_firewall_that_passes_something_between_segments_needs_no_blackholes() -> None:
    sketch = landing_zone()
    blackholes_removed(sketch)
    rules = "pass tcp 10.16.32.0/24 any -> 10.16.64.0/24 8443 (sid:1;)\n"
    rules += "pass tcp 10.16.64.0/24 any -> 10.16.32.0/24 8443 (sid:2;)"
    sketch.change("network", "rules", ruleGroup={"rulesSource": {"rulesString": rules}})

    assert told(sketch) == []


def test_a_table_may_drop_public_addresses_that_others_do_not() -> None:
    sketch = landing_zone()
    static(sketch, "stray", "non-production", "8.8.8.0/24", None)

    assert told(sketch) == []


def test_a_route_to_something_that_no_stack_plans_breaks_what_must_hold() -> None:
    sketch = landing_zone()
    sketch.remove("network", "internet")

    broken = {(each.name, each.end.reason) for each in proof_of(sketch).breaches}

    assert (
        "to-the-internet",
        "route table network:public-a-table sends 0.0.0.0/0 to "
        "InternetGateway-network-internet, which no stack plans",
    ) in broken


def test_an_internet_gateway_serves_the_network_alone_that_it_is_attached_to() -> None:
    sketch = landing_zone()
    sketch.change("network", "internet", vpcId="Vpc-dev-spoke")

    broken = {(each.name, each.end.reason) for each in proof_of(sketch).breaches}

    assert broken == {("to-the-internet", "the internet gateway is not attached to network:egress")}


def test_nothing_comes_in_where_no_internet_gateway_is_attached() -> None:
    sketch = landing_zone()
    sketch.remove("prod", "internet")

    broken = {(each.name, each.end.reason) for each in proof_of(sketch).breaches}

    assert broken == {("to-the-balancer", "prod:edge has no internet gateway")}


def test_appliance_mode_is_for_what_leads_to_the_firewall() -> None:
    sketch = landing_zone()
    sketch.change("network", "attachment", applianceModeSupport="disable")
    for zone in "ab":
        sketch.remove("network", f"attachment-{zone}-table-to-{EVERYWHERE}")

    assert [each for each in told(sketch) if each[0] == "segmentation-symmetry"] == []


def test_a_firewall_may_stand_between_a_nat_gateway_and_the_internet() -> None:
    sketch = landing_zone()
    for zone in ZONES:
        sketch.remove("network", f"public-{zone[-1]}-table-to-{EVERYWHERE}")
        sketch.route("network", f"public-{zone[-1]}-table", EVERYWHERE, vpcEndpointId=f"vpce-{zone}")

    assert [each for each in told(sketch) if each[0] == "segmentation-nat"] == []

"""Mistakes in the network that AWS would refuse, or that lose packets, are answered beforehand."""

from __future__ import annotations

import pytest

from components.config.regions import known_regions
from components.config.suricata import MOST_SID

from .conftest import Estate

EGRESS = """\
config:
  landfall:account: network-hub
  landfall:transit:
    asn: 64512
  landfall:egress:
    segment: inspection
    cidr: 10.16.0.0/24
    zones: [eu-west-1a, eu-west-1b]
    nat: zonal
    firewall:
      rule_files:
        - name: one
          file: rules/one.rules
          capacity: 10
      domains:
        names: [.example.com, example.org]
        capacity: 10
"""
RULE = 'drop tcp $HOME_NET any -> $EXTERNAL_NET 25 (msg:"mail"; sid:1; rev:1;)\n'


@pytest.fixture
def hub(estate: Estate) -> Estate:
    """The project with a way to the internet and a file of rules."""
    (estate.directory / "rules").mkdir()
    estate.write("Pulumi.network.yaml", EGRESS)
    estate.write("rules/one.rules", RULE)
    estate.change(
        "Pulumi.yaml", "{units: [Workloads/Production], ", "{internet: true, units: [Workloads/Production], "
    )
    return estate


def first_lines(estate: Estate) -> list[str]:
    """Place and message of each problem."""
    return [problem.partition("\n")[0] for problem in estate.complaints()]


def test_the_network_as_it_is_has_no_problem(hub: Estate) -> None:
    assert hub.complaints() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "Pulumi.dev.yaml",
            "segment: non-production",
            "segment: production",
            "Pulumi.dev.yaml:9:5  landfall:spoke.segment  "
            "The account tracking-dev may not join production: its unit is Workloads/Non-production",
        ),
        (
            "Pulumi.dev.yaml",
            "segment: non-production",
            "segment: inspection",
            "Pulumi.dev.yaml:9:5  landfall:spoke.segment  "
            "The account tracking-dev may not join inspection: its unit is Workloads/Non-production",
        ),
        (
            "Pulumi.yaml",
            "units: [Workloads/Production]",
            "units: [Workloads/Prodution]",
            "Pulumi.yaml:55:34  landfall:segments.production.units[0]  "
            "There is no unit Workloads/Prodution; did you mean Workloads/Production?",
        ),
        (
            "Pulumi.yaml",
            "units: [Workloads/Production]",
            "units: [Workloads/Production, Workloads/Production]",
            "Pulumi.yaml:55:56  landfall:segments.production.units[1]  Workloads/Production is listed twice",
        ),
        (
            "Pulumi.yaml",
            "units: [Workloads/Production]",
            f"units: [{', '.join(['Security'] * 11)}]",
            "Pulumi.yaml:55:26  landfall:segments.production.units  units has 11 entries",
        ),
        (
            "Pulumi.yaml",
            "propagates_to: [shared-services, inspection]}\n      non-production",
            "propagates_to: [shared-services]}\n      non-production",
            "Pulumi.yaml:55:57  landfall:segments.production.propagates_to  "
            "production reaches the internet, but answers do not find back: "
            "inspection does not learn its routes",
        ),
        (
            "Pulumi.network.yaml",
            "segment: inspection",
            "segment: production",
            "Pulumi.yaml:55:10  landfall:segments.production.internet  production is the segment of the "
            "egress network, whose own way out would lead back to it",
        ),
        (
            "Pulumi.network.yaml",
            "segment: inspection",
            "segment: inspektion",
            "Pulumi.network.yaml:6:5  landfall:egress.segment  "
            "There is no segment inspektion; did you mean inspection?",
        ),
        (
            "Pulumi.network.yaml",
            "10.16.0.0/24",
            "10.16.0.0/25",
            "Pulumi.network.yaml:7:5  landfall:egress.cidr  The egress network cannot have 128 addresses",
        ),
        (
            "Pulumi.network.yaml",
            "10.16.0.0/24",
            "10.15.0.0/24",
            "Pulumi.network.yaml:7:5  landfall:egress.cidr  "
            "10.15.0.0/24 lies outside 10.16.0.0/12, the supernet of eu-west-1",
        ),
        (
            "Pulumi.network.yaml",
            "10.16.0.0/24",
            "10.16.33.0/24",
            "Pulumi.dev.yaml:10:5  landfall:spoke.cidr  "
            "10.16.32.0/20 overlaps 10.16.33.0/24 of stack network (Pulumi.network.yaml:7)",
        ),
        (
            "Pulumi.network.yaml",
            "[eu-west-1a, eu-west-1b]",
            "[eu-west-1a, eu-west-1a]",
            "Pulumi.network.yaml:8:25  landfall:egress.zones[1]  eu-west-1a is listed twice",
        ),
        (
            "Pulumi.network.yaml",
            "nat: zonal",
            "nat: regional",
            "Pulumi.network.yaml:9:5  landfall:egress.nat  Answers would pass another zone's firewall "
            "endpoint than the question did: a regional NAT gateway has one route table, which can name "
            "one endpoint",
        ),
        (
            "Pulumi.network.yaml",
            "  landfall:transit:\n    asn: 64512\n",
            "",
            "Pulumi.network.yaml:3:3  landfall:egress  "
            "The way to the internet is built without a transit gateway in the stack",
        ),
        (
            "Pulumi.network.yaml",
            "file: rules/one.rules",
            "file: rules/two.rules",
            "Pulumi.network.yaml:13:11  landfall:egress.firewall.rule_files[0].file  "
            "The rule file rules/two.rules cannot be read: No such file or directory",
        ),
        (
            "Pulumi.network.yaml",
            "file: rules/one.rules",
            "file: ../one.rules",
            "Pulumi.network.yaml:13:11  landfall:egress.firewall.rule_files[0].file  "
            "The rule file ../one.rules cannot be read: it lies outside the project",
        ),
        (
            "Pulumi.network.yaml",
            "file: rules/one.rules",
            'file: "rules\\0"',
            "Pulumi.network.yaml:13:11  landfall:egress.firewall.rule_files[0].file  "
            "The rule file rules\0 cannot be read: embedded null byte",
        ),
        (
            "Pulumi.network.yaml",
            "file: rules/one.rules",
            "file: rules",
            "Pulumi.network.yaml:13:11  landfall:egress.firewall.rule_files[0].file  "
            "The rule file rules cannot be read: Is a directory",
        ),
        (
            "Pulumi.network.yaml",
            "names: [.example.com, example.org]\n        capacity: 10",
            "names: [.example.com, example.org]\n        capacity: 1",
            "Pulumi.network.yaml:17:9  landfall:egress.firewall.domains.capacity  "
            "The list has 2 domains and room for 1",
        ),
        (
            "Pulumi.network.yaml",
            "rules/one.rules\n          capacity: 10",
            "rules/one.rules\n          capacity: 29991",
            "Pulumi.network.yaml:10:5  landfall:egress.firewall  "
            "The rule groups have a capacity of 30,001 together",
        ),
        (
            "rules/one.rules",
            "tcp",
            "tpc",
            "rules/one.rules:1:1  tpc is no protocol of a rule; did you mean tcp?",
        ),
        (
            "rules/one.rules",
            RULE,
            f"# twice\n{RULE}{RULE}",
            "rules/one.rules:3:1  The sid 1 is taken by rules/one.rules:2",
        ),
        (
            "rules/one.rules",
            RULE,
            "".join(RULE.replace("sid:1;", f"sid:{sid};") for sid in range(MOST_SID - 10, MOST_SID + 1)),
            "Pulumi.network.yaml:14:11  landfall:egress.firewall.rule_files[0].capacity  "
            "rules/one.rules has 11 rules, and its group has room for 10",
        ),
    ],
)
def test_a_mistake_is_answered_with_its_place(
    hub: Estate, file: str, old: str, new: str, problem: str
) -> None:
    hub.change(file, old, new)

    assert problem in first_lines(hub)


def test_what_blocks_public_access_does_not_stand_beside_the_way_to_the_internet(hub: Estate) -> None:
    spoke = (
        "  landfall:spoke:\n    segment: shared-services\n    cidr: 10.16.96.0/20\n"
        "    zones: [eu-west-1a, eu-west-1b]\n    never_public: true\n"
    )
    hub.write("Pulumi.network.yaml", EGRESS + spoke)

    assert first_lines(hub) == [
        "Pulumi.network.yaml:22:5  landfall:spoke.never_public  The account's way to the internet would be "
        "blocked: what never_public blocks, it blocks for all networks of the account"
    ]


def test_networks_of_one_stack_lie_apart(hub: Estate) -> None:
    spoke = (
        "  landfall:spoke:\n    segment: shared-services\n    cidr: 10.16.0.0/20\n"
        "    zones: [eu-west-1a, eu-west-1b]\n"
    )
    hub.write("Pulumi.network.yaml", EGRESS + spoke)

    assert first_lines(hub) == [
        "Pulumi.network.yaml:20:5  landfall:spoke.cidr  10.16.0.0/20 overlaps 10.16.0.0/24 of egress"
    ]


def test_a_segment_with_internet_needs_a_stack_that_builds_the_way(hub: Estate) -> None:
    hub.write("Pulumi.network.yaml", EGRESS.partition("  landfall:egress")[0])

    assert first_lines(hub) == [
        "Pulumi.yaml:55:10  landfall:segments.production.internet  "
        "production is to reach the internet, and no stack builds the way there"
    ]


def test_another_stack_does_not_block_the_hubs_account(hub: Estate) -> None:
    hub.write(
        "Pulumi.tools.yaml",
        "config:\n  landfall:account: network-hub\n  landfall:spoke:\n    segment: shared-services\n"
        "    cidr: 10.16.96.0/20\n    zones: [eu-west-1a, eu-west-1b]\n    never_public: true\n",
    )

    assert first_lines(hub) == [
        "Pulumi.tools.yaml:7:5  landfall:spoke.never_public  Stack network leads to the internet from the "
        "same account network-hub, for which this would block it"
    ]


def test_shared_endpoints_have_to_be_built_by_a_stack(hub: Estate) -> None:
    hub.change(
        "Pulumi.dev.yaml", "segment: non-production", "segment: non-production\n    shared_endpoints: true"
    )

    assert first_lines(hub) == [
        "Pulumi.dev.yaml:10:5  landfall:spoke.shared_endpoints  "
        "The spoke is to use shared endpoints, and no stack has any"
    ]


def test_endpoints_stand_beside_the_hub_and_apart_from_other_networks(hub: Estate) -> None:
    section = (
        "  landfall:endpoints:\n    segment: shared-services\n    cidr: 10.16.0.0/23\n"
        "    zones: [eu-west-1a, eu-west-1b]\n    services: [sqs]\n"
    )
    hub.write("Pulumi.network.yaml", EGRESS + section)
    hub.write(
        "Pulumi.tools.yaml",
        "config:\n  landfall:account: shared-services\n" + section.replace(".0.0", ".2.0"),
    )

    assert first_lines(hub) == [
        "Pulumi.network.yaml:20:5  landfall:endpoints.cidr  10.16.0.0/23 overlaps 10.16.0.0/24 of egress",
        "Pulumi.tools.yaml:3:3  landfall:endpoints  "
        "Shared endpoints are built without a transit gateway in the stack",
    ]


def test_supernets_fit_into_a_network_acl(hub: Estate) -> None:
    more = sorted(known_regions() - {"eu-west-1", "eu-central-1", "us-east-1"})[:18]
    first = "        eu-central-1: 10.32.0.0/12\n"
    supernets = [f"        {region}: 10.{48 + number}.0.0/16\n" for number, region in enumerate(more)]
    hub.change("Pulumi.yaml", first, first + "".join(supernets))
    hub.change(
        "Pulumi.yaml",
        "[eu-west-1, eu-central-1, us-east-1]",
        f"[eu-west-1, eu-central-1, us-east-1, {', '.join(more)}]",
    )

    assert first_lines(hub) == ["Pulumi.yaml:39:7  landfall:addresses.supernets  There are 20 supernets"]

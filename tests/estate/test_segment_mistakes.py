"""Mistakes between segments: packets that would arrive without an answer, or pass by the firewall."""

from __future__ import annotations

import pytest

from .conftest import Estate

SEGMENTS = """\
  segments:
    value:
      front:
        units: [Workloads/Production]
        internet: true
        propagates_to: [inspection]
        ranges: [10.16.64.0/18]
        inspected_with: [back]
      back:
        units: [Workloads/Non-production]
        propagates_to: [inspection]
        ranges: [10.16.32.0/19]
      shared-services:
        units: [Infrastructure]
        propagates_to: [inspection]
      inspection:
        propagates_to: []
"""
HUB = """\
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
      domains:
        names: [.example.com]
        capacity: 10
"""
FRONT, BACK = "landfall:segments.front", "landfall:segments.back"


@pytest.fixture
def hub(estate: Estate) -> Estate:
    """The project with two segments that are inspected with each other, and without flows."""
    text = (estate.directory / "Pulumi.yaml").read_text()
    head, _, rest = text.partition("  segments:\n")
    tail = rest[rest.index("\n\n  units:") :]
    estate.write("Pulumi.yaml", head + SEGMENTS.rstrip() + tail)
    estate.write("Pulumi.network.yaml", HUB)
    for stack, old, new in (
        ("prod", "segment: production", "segment: front"),
        ("dev", "segment: non-production", "segment: back"),
        ("staging", "segment: non-production", "segment: back"),
    ):
        estate.change(f"Pulumi.{stack}.yaml", old, new)
    return estate


def told(estate: Estate) -> list[str]:
    """Key and message of each problem."""
    return [problem.partition("\n")[0].partition("  ")[2] for problem in estate.complaints()]


def test_two_segments_may_be_inspected_with_each_other(hub: Estate) -> None:
    assert told(hub) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "Pulumi.yaml",
            "inspected_with: [back]",
            "inspected_with: [bak]",
            f"{FRONT}.inspected_with[0]  There is no segment bak; did you mean back?",
        ),
        (
            "Pulumi.yaml",
            "inspected_with: [back]",
            "inspected_with: [back, back]",
            f"{FRONT}.inspected_with[0]  front and back are inspected with each other twice",
        ),
        (
            "Pulumi.yaml",
            "inspected_with: [back]",
            "inspected_with: [front]",
            f"{FRONT}.inspected_with[0]  front cannot be inspected with itself",
        ),
        (
            "Pulumi.yaml",
            "inspected_with: [back]",
            "inspected_with: [inspection]",
            f"{FRONT}.inspected_with[0]  "
            "inspection is the segment of the egress network, which stands between others",
        ),
        (
            "Pulumi.yaml",
            "        propagates_to: [inspection]\n        ranges: [10.16.64.0/18]",
            "        propagates_to: [inspection, back]\n        ranges: [10.16.64.0/18]",
            f"{FRONT}.inspected_with[0]  back learns the networks of front, so packets to them would pass by "
            "the firewall, and it would drop the answers",
        ),
        (
            "Pulumi.yaml",
            "        propagates_to: [inspection]\n        ranges: [10.16.32.0/19]",
            "        propagates_to: []\n        ranges: [10.16.32.0/19]",
            f"{FRONT}.inspected_with[0]  "
            "The firewall cannot reach back: inspection, its own segment, does not learn it",
        ),
        (
            "Pulumi.yaml",
            "        ranges: [10.16.32.0/19]\n",
            "",
            f"{FRONT}.inspected_with[0]  Routes to the firewall need the ranges of back, which has none",
        ),
        (
            "Pulumi.yaml",
            "ranges: [10.16.32.0/19]",
            "ranges: [10.16.32.0/19, 10.16.64.0/20]",
            f"{FRONT}.ranges[0]  10.16.64.0/18 overlaps 10.16.64.0/20 of back",
        ),
        (
            "Pulumi.yaml",
            "ranges: [10.16.32.0/19]",
            "ranges: [10.16.32.0/19, 10.16.48.0/20]",
            f"{BACK}.ranges[1]  10.16.48.0/20 overlaps 10.16.32.0/19",
        ),
        (
            "Pulumi.yaml",
            "ranges: [10.16.32.0/19]",
            "ranges: [10.16.32.0/19, 192.168.0.0/16]",
            f"{BACK}.ranges[1]  192.168.0.0/16 lies outside the supernets of all regions",
        ),
        (
            "Pulumi.yaml",
            "ranges: [10.16.32.0/19]",
            "ranges: [10.16.32.0/20]",
            "landfall:spoke.cidr  10.16.48.0/20 lies outside the ranges of back",
        ),
        (
            "Pulumi.yaml",
            "ranges: [10.16.32.0/19]",
            "ranges: [10.16.0.0/18]",
            "landfall:egress.cidr  "
            "10.16.0.0/24 overlaps 10.16.0.0/18, a range of back, and the network joins inspection",
        ),
        (
            "Pulumi.network.yaml",
            "    firewall:\n      domains:\n        names: [.example.com]\n        capacity: 10\n",
            "",
            f"{FRONT}.inspected_with[0]  "
            "Nothing inspects what front and back exchange: the egress network has no firewall",
        ),
        (
            "Pulumi.network.yaml",
            "    firewall:\n      domains:\n        names: [.example.com]\n        capacity: 10\n",
            "    firewall: {}\n",
            "landfall:egress.firewall  The firewall has no rule, so it lets nothing through",
        ),
        (
            "Pulumi.yaml",
            "        units: [Infrastructure]\n        propagates_to: [inspection]",
            "        units: [Infrastructure]\n        propagates_to: [inspection, back]",
            "landfall:segments.shared-services.propagates_to[1]  back learns the networks of "
            "shared-services, but shared-services does not learn those of back: what back sends arrives, and "
            "no answer comes back",
        ),
        (
            "Pulumi.yaml",
            "on_premises: [10.128.0.0/16, 172.20.0.0/16]",
            "on_premises: [10.128.0.0/16, 172.16.0.0/12]",
            "landfall:addresses.on_premises[1]  "
            "What front send to 172.16.0.0/12 ends in the blackhole of the same range",
        ),
        (
            "Pulumi.yaml",
            "eu-central-1: 10.32.0.0/12",
            "eu-central-1: 10.32.0.0/28",
            "landfall:addresses.supernets.eu-central-1  No network fits into 10.32.0.0/28",
        ),
    ],
)
def test_a_mistake_is_answered(hub: Estate, file: str, old: str, new: str, problem: str) -> None:
    hub.change(file, old, new)

    assert problem in told(hub)


def test_a_file_that_cannot_be_read_may_build_anything(hub: Estate) -> None:
    hub.write("Pulumi.network.yaml", HUB + "    x: [\n")

    (problem,) = told(hub)
    assert problem.startswith("Not valid YAML")


def test_the_ranges_of_a_broken_segment_are_not_missed_again(hub: Estate) -> None:
    (hub.directory / "rules").mkdir()
    hub.write("rules/one.rules", "pass tcp $FRONT any -> $BACK 443 (sid:1;)\n")
    files = "      rule_files: [{name: one, file: rules/one.rules, capacity: 9}]\n"
    hub.write("Pulumi.network.yaml", HUB + files)
    hub.change("Pulumi.yaml", "ranges: [10.16.64.0/18]", "ranges: [10.16.65.0/18]")

    assert told(hub) == [f"{FRONT}.ranges[0]  10.16.65.0/18 has bits set beyond its prefix"]


def test_inspection_needs_a_stack_with_a_firewall(hub: Estate) -> None:
    hub.change("Pulumi.yaml", "        internet: true\n", "")
    hub.write("Pulumi.network.yaml", HUB.partition("  landfall:egress")[0])

    assert told(hub) == [
        f"{FRONT}.inspected_with  front is to be inspected with others, and no stack builds the firewall"
    ]

"""The address plan of the estate, with what is free."""

from __future__ import annotations

import json
from collections.abc import Iterable
from ipaddress import IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.config.addresses import AnyNetwork
from estate.__main__ import main
from estate.address_plan import free_ranges

from .conftest import Estate
from .test_addresses import BASE, addresses, ranges


@given(st.lists(ranges(), max_size=12))
def test_free_ranges_are_exactly_what_nobody_has(taken: list[IPv4Network]) -> None:
    free = free_ranges(BASE, taken)

    assert [address for each in free for address in sorted(addresses(each))] == sorted(
        addresses(BASE) - set().union(*map(addresses, taken))
    )


def test_nothing_is_free_inside_what_somebody_has() -> None:
    assert free_ranges(IPv4Network("10.0.0.128/25"), [BASE]) == ()


@given(st.lists(ranges(), max_size=12))
def test_free_ranges_are_as_large_as_they_can_be(taken: list[IPv4Network]) -> None:
    free = set(free_ranges(BASE, taken))

    assert not any(each.prefixlen > BASE.prefixlen and sibling(each) in free for each in free)


def sibling(found: AnyNetwork) -> AnyNetwork:
    """The other half of the range that this one is half of."""
    halves: Iterable[AnyNetwork] = found.supernet().subnets()
    return next(half for half in halves if half != found)


def test_people_see_networks_subnets_and_what_is_free(
    estate: Estate, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["addresses", "-C", str(estate.directory)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "eu-central-1  10.32.0.0/12  0 of 1,048,576 taken (0.0 %)",
        "  10.32.0.0/12       free",
    ]
    assert lines[2] == "eu-west-1  10.16.0.0/12  12,288 of 1,048,576 taken (1.2 %)"
    assert lines[3:9] == [
        "  10.16.0.0/19       free",
        "  10.16.32.0/20      dev  spoke",
        "    10.16.32.0/23      app  eu-west-1a",
        "    10.16.34.0/24      data  eu-west-1a",
        "    10.16.35.0/28      attachment  eu-west-1a",
        "    10.16.35.16/28     free",
    ]


def test_programs_get_the_plan_as_json(estate: Estate, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["addresses", "--json", "-C", str(estate.directory)]) == 0

    plan = json.loads(capsys.readouterr().out)
    assert plan["eu-central-1"] == {"range": "10.32.0.0/12", "free": ["10.32.0.0/12"], "networks": []}
    prod = plan["eu-west-1"]["networks"][-1]
    assert (prod["stack"], prod["section"], prod["range"]) == ("prod", "spoke", "10.16.64.0/20")
    assert prod["subnets"][0] == {"range": "10.16.64.0/23", "tier": "app", "zone": "eu-west-1a"}


def test_a_plan_with_mistakes_is_not_shown(estate: Estate, capsys: pytest.CaptureFixture[str]) -> None:
    estate.change("Pulumi.dev.yaml", "10.16.32.0/20", "10.16.32.1/20")

    assert main(["addresses", "-C", str(estate.directory)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(
        "Pulumi.dev.yaml:10:5  landfall:spoke.cidr  10.16.32.1/20 has bits set beyond"
    )

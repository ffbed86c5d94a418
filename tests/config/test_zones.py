"""Zones of a network, and ranges that no network should have."""

from __future__ import annotations

import pytest

from components.config.regions import known_regions, zone_letters
from components.config.spoke import SpokeSettings
from components.config.vpc import letters_of

from ..components.support import refusal


def spoke(
    cidr: str = "10.16.32.0/20", zones: tuple[str, ...] = ("eu-west-1a", "eu-west-1b")
) -> SpokeSettings:
    return SpokeSettings(segment="production", cidr=cidr, zones=zones)


@pytest.mark.parametrize(
    ("zones", "message", "allowed"),
    [
        (
            ("eu-west-1a", "euw1-az2"),
            "euw1-az2 is the id of a zone, not its name",
            "names of zones, such as eu-west-1a",
        ),
        (
            ("eu-west-1a", "eu-west-1d"),
            "eu-west-1 has no zone d that a network can use",
            "eu-west-1a, eu-west-1b, eu-west-1c",
        ),
        (
            ("ca-central-1a", "ca-central-1c"),
            "ca-central-1 has no zone c that a network can use",
            "ca-central-1a, ca-central-1b, ca-central-1d",
        ),
        (
            ("us-east-1a", "us-east-1f"),
            "us-east-1 has no zone f that a network can use",
            "us-east-1a, us-east-1b, us-east-1c, us-east-1d",
        ),
        (
            ("eu-west-1a", "us-east-1-bos-1a"),
            "us-east-1-bos-1a is no availability zone that a network can use",
            "a region and a letter, such as eu-west-1a",
        ),
        (("EU-WEST-1A", "eu-west-1b"), "EU-WEST-1A is no availability zone that a network can use", None),
        (("eu-west-1", "eu-west-1b"), "eu-west-1 is no availability zone that a network can use", None),
        (("", "eu-west-1b"), "Empty text is no availability zone that a network can use", None),
        (("eu-west-1a", "eu-west-2b"), "eu-west-2b lies outside eu-west-1", "zones of eu-west-1"),
    ],
)
def test_zones_are_named_as_the_region_has_them(
    zones: tuple[str, ...], message: str, allowed: str | None
) -> None:
    refused = refusal(lambda: spoke(zones=zones))

    assert refused.message == message
    assert allowed is None or refused.allowed == allowed


def test_every_region_has_two_zones_that_a_network_can_use() -> None:
    assert all(len(letters_of(region)) >= 2 for region in known_regions())
    assert zone_letters("us-east-1") == "abcdef"


@pytest.mark.parametrize("cidr", ["172.17.0.0/16", "172.17.16.0/20"])
def test_no_network_has_the_range_of_docker(cidr: str) -> None:
    assert refusal(lambda: spoke(cidr=cidr)).message == (
        f"{cidr} overlaps 172.17.0.0/16, which Docker and services of AWS use inside their machines"
    )

"""IPv6 blocks over all stacks: cut from their region's range, apart from each other, shown in the plan."""

from __future__ import annotations

import json

import pytest

from estate.__main__ import main

from .conftest import Estate

ZONES = "    zones: [eu-west-1a, eu-west-1b]\n"


@pytest.fixture
def dual(estate: Estate) -> Estate:
    """The project with IPv6 in one stack."""
    estate.change(
        "Pulumi.yaml",
        "      on_premises:",
        "      ipam: true\n      ipv6: {eu-west-1: fd6d:7072::/48}\n      on_premises:",
    )
    estate.change("Pulumi.dev.yaml", ZONES, f"{ZONES}    ipv6: fd6d:7072:0:100::/56\n")
    return estate


def test_a_block_inside_its_regions_range_has_no_problem(dual: Estate) -> None:
    assert dual.complaints() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "Pulumi.dev.yaml",
            "fd6d:7072:0:100::/56",
            "fd6d:7073:0:100::/56",
            "landfall:spoke.ipv6  "
            "fd6d:7073:0:100::/56 lies outside fd6d:7072::/48, the IPv6 range of eu-west-1",
        ),
        (
            "Pulumi.dev.yaml",
            "fd6d:7072:0:100::/56",
            "10.16.32.0/20",
            "landfall:spoke.ipv6  10.16.32.0/20 is no IPv6 range",
        ),
        (
            "Pulumi.yaml",
            "{eu-west-1: fd6d:7072::/48}",
            "{eu-central-1: fd6d:7072::/48}",
            "landfall:spoke.ipv6  "
            "The region eu-west-1 has no IPv6 range that fd6d:7072:0:100::/56 could be cut from",
        ),
        (
            "Pulumi.yaml",
            "{eu-west-1: fd6d:7072::/48}",
            "{eu-wst-1: fd6d:7072::/48}",
            "landfall:addresses.ipv6.eu-wst-1  eu-wst-1 is no approved region; did you mean eu-west-1?",
        ),
        (
            "Pulumi.yaml",
            "      ipam: true\n",
            "",
            "landfall:addresses.ipv6  AWS gives private IPv6 ranges to networks from pools of IPAM alone",
        ),
    ],
)
def test_a_mistake_is_answered(dual: Estate, file: str, old: str, new: str, problem: str) -> None:
    dual.change(file, old, new)

    assert [each.partition("\n")[0].partition("  ")[2] for each in dual.complaints()] == [problem]


def test_two_stacks_have_blocks_of_their_own(dual: Estate) -> None:
    text = (dual.directory / "Pulumi.prod.yaml").read_text()
    block = "    ipv6: fd6d:7072:0:100::/56\n"
    dual.write("Pulumi.prod.yaml", text.replace("    cidr:", f"{block}    cidr:"))
    (problem,) = dual.complaints("prod")

    assert problem.splitlines()[0].partition("  ")[2] == (
        "landfall:spoke.ipv6  fd6d:7072:0:100::/56 overlaps fd6d:7072:0:100::/56 of stack dev "
        "(Pulumi.dev.yaml:12)"
    )
    assert "Write fd6d:7072::/56, the first free range of that size." in problem


def test_the_plan_shows_blocks_and_what_is_free(dual: Estate, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["addresses", "-C", str(dual.directory)]) == 0
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("eu-west-1  fd6d:7072::/48  1 of 256 blocks of /56 taken (0.4 %)")
    assert lines[start + 1 : start + 6] == [
        "  fd6d:7072::/56               free",
        "  fd6d:7072:0:100::/56         dev  spoke",
        "    fd6d:7072:0:100::/64         app  eu-west-1a",
        "    fd6d:7072:0:101::/64         data  eu-west-1a",
        "    fd6d:7072:0:102::/64         attachment  eu-west-1a",
    ]

    assert main(["addresses", "--json", "-C", str(dual.directory)]) == 0
    plan = json.loads(capsys.readouterr().out)["eu-west-1"]
    assert plan["range"] == "10.16.0.0/12"
    assert plan["ipv6"]["range"] == "fd6d:7072::/48"
    assert plan["ipv6"]["networks"][0]["subnets"][0] == {
        "range": "fd6d:7072:0:100::/64",
        "tier": "app",
        "zone": "eu-west-1a",
    }

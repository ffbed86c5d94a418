"""A program gets its settings from what the engine passes, or one error that says everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pulumi
import pytest

from components.config import Settings, load_settings
from components.config.settings import SECTIONS
from preview.project import Project
from preview.testing import deploy

ROOT = Path(__file__).parents[2]
COMPANY = Path(__file__).parents[1] / "company"
"""A project whose lines stay where they are when the shipped files grow."""


def load(
    values: dict[str, Any], *, root: Path, secrets: dict[str, Any] | None = None, stack: str = "dev"
) -> Settings:
    """What a program of the stack would load, with these values as its whole configuration."""
    loaded: list[Settings] = []
    deploy(
        lambda: loaded.append(load_settings()),
        stack=stack,
        project="landfall",
        config=values,
        secrets=secrets,
        project_directory=root,
    )
    return loaded[0]


def configured(stack: str = "dev") -> dict[str, Any]:
    return dict(Project.load(COMPANY).configuration(stack).values)


def refusal(values: dict[str, Any], *, root: Path, secrets: dict[str, Any] | None = None) -> str:
    with pytest.raises(pulumi.RunError) as caught:
        load(values, root=root, secrets=secrets)
    return str(caught.value)


def test_sections_arrive_typed_and_absent_ones_are_none(tmp_path: Path) -> None:
    settings = load(configured(), root=tmp_path)

    assert (settings.project, settings.stack, settings.account) == ("landfall", "dev", "tracking-dev")
    assert settings.spoke is not None
    assert settings.spoke.zones == ("eu-west-1a", "eu-west-1b")
    assert (settings.organization, settings.audit, settings.transit) == (None, None, None)
    assert settings.policies is not None
    assert settings.policies.profile == "development"
    assert settings.regions.approved == ("eu-west-1", "eu-central-1", "us-east-1")
    assert settings.addresses.supernets["eu-west-1"] == "10.16.0.0/12"
    assert settings.segments["production"].propagates_to == ("shared-services", "inspection")
    assert settings.stacks.hub == "network"
    assert "Workloads/Production" in list(settings.units.paths())
    assert settings.stack_account.name == "Meridian tracking development"
    assert settings.accounts["management"].is_management


def test_the_default_tags_are_those_of_the_stacks_account(tmp_path: Path) -> None:
    assert load(configured(), root=tmp_path).default_tags() == {
        "owner": "tracking",
        "cost-center": "CC-2100",
        "environment": "development",
        "data-classification": "internal",
        "managed-by": "landfall",
        "stack": "dev",
    }


@pytest.mark.parametrize("stack", Project.load(ROOT).stacks)
def test_every_shipped_stack_loads(stack: str) -> None:
    values = dict(Project.load(ROOT).configuration(stack).values)

    assert load(values, root=ROOT, stack=stack).stack == stack


def test_settings_do_not_change(tmp_path: Path) -> None:
    settings = load(configured(), root=tmp_path)

    with pytest.raises(ValueError, match="frozen"):
        settings.account = "other"  # type: ignore[misc]


def test_a_misspelt_section_is_an_error_and_not_a_layer_less(tmp_path: Path) -> None:
    values = configured()
    values["landfall:spook"] = values.pop("landfall:spoke")

    assert refusal(values, root=tmp_path) == (
        "The configuration of stack dev has 1 problem:\n"
        "Pulumi.dev.yaml  landfall:spook  "
        "The section landfall:spook is unknown; did you mean landfall:spoke?\n"
        "    given    landfall:spook\n"
        f"    allowed  {', '.join(SECTIONS)}\n"
        "    fix      Write landfall:spoke."
    )


def test_a_value_that_stands_in_no_file_has_no_place() -> None:
    values = configured() | {"landfall:account": "trackin-dev"}

    lines = refusal(values, root=COMPANY).splitlines()

    assert lines[1] == (
        "Pulumi.dev.yaml  landfall:account  There is no account trackin-dev; did you mean tracking-dev?"
    )


def test_all_problems_come_as_one_error_with_the_places_of_the_files(tmp_path: Path) -> None:
    project = (COMPANY / "Pulumi.yaml").read_text()
    stack = (COMPANY / "Pulumi.dev.yaml").read_text()
    (tmp_path / "Pulumi.yaml").write_text(project.replace("unit: Infrastructure", "unit: Infra"))
    (tmp_path / "Pulumi.dev.yaml").write_text(stack.replace("cidr: 10.16.32.0/20", "cidr: 10.16.33.0/20"))
    values = dict(Project.load(tmp_path).configuration("dev").values)

    lines = refusal(values, root=tmp_path).splitlines()

    assert lines[0] == "The configuration of stack dev has 4 problems:"
    assert [line.partition("  ")[0] for line in lines[1:] if not line.startswith("    ")] == [
        "Pulumi.dev.yaml:10:5",
        "Pulumi.yaml:159:9",
        "Pulumi.yaml:167:9",
        "Pulumi.yaml:175:9",
    ]


def test_an_unquoted_id_is_an_error_where_the_files_show_it(tmp_path: Path) -> None:
    text = (COMPANY / "Pulumi.yaml").read_text()
    (tmp_path / "Pulumi.yaml").write_text(text.replace('"111122223333"', "012345670123"))
    (tmp_path / "Pulumi.dev.yaml").write_text((COMPANY / "Pulumi.dev.yaml").read_text())
    values = dict(Project.load(tmp_path).configuration("dev").values)

    assert refusal(values, root=tmp_path).splitlines()[1:] == [
        "Pulumi.yaml:125:9  landfall:accounts.management.id  "
        "012345670123 without quotes is the number 1402433619",
        "    given    012345670123",
        "    allowed  text or null",
        '    fix      Quote it: "012345670123".',
    ]


def test_a_secret_may_be_a_number_in_quotes(tmp_path: Path) -> None:
    values = configured("network")
    secret = {"landfall:transit": '{"asn":"64512"}'}
    del values["landfall:transit"]

    settings = load(values, root=tmp_path, secrets=secret)

    assert settings.transit is not None
    assert settings.transit.asn == 64512


def test_a_secret_does_not_reach_the_message(tmp_path: Path) -> None:
    values = configured("network")
    del values["landfall:transit"]

    text = refusal(values, root=tmp_path, secrets={"landfall:transit": '{"asn":"hunter2"}'})

    assert "hunter2" not in text
    assert "given    (encrypted)" in text


def test_other_namespaces_are_not_read(tmp_path: Path) -> None:
    values = configured() | {"aws:regoin": "x", "pulumi:tags": "{}"}

    assert load(values, root=tmp_path).account == "tracking-dev"


KEYS = "segment, cidr, zones, ipv6, endpoints, shared_endpoints, never_public"
NO_SPOKE = f"A mapping with {KEYS} is expected, not text"


def test_a_value_that_is_no_json_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    values = configured() | {"landfall:spoke": "{broken", "landfall:accounts": "[]", "landfall:units": "3"}

    text = refusal(values, root=tmp_path)

    assert NO_SPOKE in text
    assert "landfall:accounts  A mapping is expected, not a list" in text
    assert "landfall:units  A mapping is expected, not a number" in text


@pytest.mark.parametrize("text", ["Infinity", "NaN", "1e999", "1" * 5000])
def test_what_only_python_takes_for_a_number_is_text(tmp_path: Path, text: str) -> None:
    message = refusal(configured() | {"landfall:spoke": text}, root=tmp_path)

    assert NO_SPOKE in message

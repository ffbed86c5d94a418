"""What stacks take from each other, and what they say when it is not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pytest

from components.shared.exports import ArchiveExports, HubExports, SpokeExports
from components.shared.references import Stacks, full_name
from preview.testing import Cloud, deploy
from preview.values import UNKNOWN

PARTS = {"organization": "management", "archive": "security", "hub": "network"}
ARCHIVE = {
    "flow_log_bucket_name": "logs",
    "flow_log_bucket_arn": "arn:aws:s3:::logs",
    "flow_log_key_arn": "arn:aws:kms:eu-west-1:111122223333:key/1",
}


def run(
    program: Callable[[Stacks], None], security: Mapping[str, Any] = ARCHIVE, stack: str = "dev"
) -> Cloud:
    return deploy(
        lambda: program(Stacks(PARTS)),
        stack=stack,
        project="landfall",
        references={"organization/landfall/security": security},
    )


def export_archive(stacks: Stacks) -> None:
    stacks.publish(stacks.read(ArchiveExports))


def test_an_output_arrives_as_it_was_published() -> None:
    cloud = run(export_archive)

    assert cloud.exports == ARCHIVE
    assert cloud.one("pulumi:pulumi:StackReference").inputs["name"] == "organization/landfall/security"


def test_a_stack_is_referred_to_once_however_often_it_is_read() -> None:
    def twice(stacks: Stacks) -> None:
        stacks.read(ArchiveExports)
        stacks.read(ArchiveExports)

    assert [each.name for each in run(twice).all("pulumi:pulumi:StackReference")] == ["security"]


def test_a_stack_reads_its_own_layers_without_a_reference() -> None:
    def own(stacks: Stacks) -> None:
        published = ArchiveExports(**{key: pulumi.Output.from_input(value) for key, value in ARCHIVE.items()})
        stacks.publish(published)
        assert stacks.read(ArchiveExports) is published

    cloud = run(own, stack="security")

    assert cloud.all("pulumi:pulumi:StackReference") == []
    assert cloud.exports == ARCHIVE


def test_a_missing_output_is_an_error_that_names_both_stacks_and_what_there_is() -> None:
    with pytest.raises(pulumi.RunError) as raised:
        run(export_archive, {"flow_log_bucket": "logs", "flow_log_key_arn": "arn:1", "other": 1})

    assert str(raised.value) in {
        f"stack 'organization/landfall/dev' needs output '{name}' of stack 'organization/landfall/security', "
        "which has flow_log_bucket, flow_log_key_arn, other: "
        "deploy 'organization/landfall/security' with this version of the program first"
        for name in ("flow_log_bucket_name", "flow_log_bucket_arn")
    }


def test_an_output_of_another_shape_is_an_error_that_names_both_stacks() -> None:
    with pytest.raises(pulumi.RunError) as raised:
        run(export_archive, {**ARCHIVE, "flow_log_bucket_arn": ["arn:aws:s3:::logs"]})

    assert str(raised.value) == (
        "stack 'organization/landfall/dev' reads output 'flow_log_bucket_arn' of stack "
        "'organization/landfall/security', which has another shape there: Input should be a valid string; "
        "deploy 'organization/landfall/security' with this version of the program"
    )


def test_an_output_that_is_not_known_yet_stays_unknown() -> None:
    cloud = run(export_archive, {**ARCHIVE, "flow_log_bucket_arn": UNKNOWN})

    assert cloud.exports["flow_log_bucket_arn"] is UNKNOWN


def test_a_stack_that_plays_a_part_has_to_build_it() -> None:
    def read_hub(stacks: Stacks) -> None:
        stacks.read(HubExports)

    with pytest.raises(pulumi.RunError) as raised:
        run(read_hub, stack="network")

    assert str(raised.value) == (
        "stack 'network' plays the part 'hub', but has not built it: add its section to the stack's file, "
        "or name another stack as hub in `stacks`"
    )


def test_outputs_that_no_stack_reads_cannot_be_read() -> None:
    def read_spoke(stacks: Stacks) -> None:
        stacks.read(SpokeExports)

    with pytest.raises(TypeError, match="SpokeExports has no part: no other stack reads it"):
        run(read_spoke)


def test_a_stack_is_named_in_full() -> None:
    names: list[str] = []
    run(lambda _: names.append(full_name("network")))

    assert names == ["organization/landfall/network"]

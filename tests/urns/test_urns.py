"""URNs are a promise: what is deployed once stays the same resource."""

from __future__ import annotations

import pytest

from .previews import ROOT, STACKS
from .records import FOLDER, current, recorded

HELP = (
    "give a renamed resource an alias, or say in the changelog what is replaced; then run "
    "`python -m tests.urns`"
)


@pytest.mark.parametrize("stack", STACKS)
def test_the_urns_of_a_stack_are_those_that_were_recorded(stack: str) -> None:
    now, then = set(current(stack)), set(recorded(stack))

    assert sorted(then - now) == [], f"these are gone: {HELP}"
    assert sorted(now - then) == [], f"these are new: {HELP}"


def test_every_stack_is_recorded_and_every_record_is_of_a_stack() -> None:
    files = {path.name.removeprefix("Pulumi.").removesuffix(".yaml") for path in ROOT.glob("Pulumi.*.yaml")}

    assert files == set(STACKS)
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(STACKS)

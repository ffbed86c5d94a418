"""What the stacks' networks need of each other: the way to the internet, and shared endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from components.config.reading import Reading
from preview.project import Problem


def unmet_needs(readings: Mapping[str, Reading], stacks: Sequence[str]) -> Iterator[Problem]:
    """What a network relies on and no stack builds, or another stack blocks.

    `stacks` are the names of all, also of those whose file cannot be read: one of these may build anything.
    """
    known = len(readings) == len(stacks)
    builders = sorted(stack for stack, reading in readings.items() if "egress" in reading.raw)
    shared = not known or any("endpoints" in reading.raw for reading in readings.values())
    for reading in readings.values():
        if known and not builders:
            yield from _unserved(reading)
        if reading.sound("spoke", "shared_endpoints") is True and not shared:
            yield reading.where.problem(
                reading.path("spoke", "shared_endpoints"),
                "The spoke is to use shared endpoints, and no stack has any",
                allowed="false, as long as no stack has the section endpoints",
                fix="Add endpoints to the stack with transit, or remove shared_endpoints.",
            )
    for builder in builders:
        account = readings[builder].sound("account")
        for stack, reading in sorted(readings.items()):
            blocks = reading.sound("spoke", "never_public") is True
            if stack != builder and blocks and account and reading.sound("account") == account:
                yield reading.where.problem(
                    reading.path("spoke", "never_public"),
                    f"Stack {builder} leads to the internet from the same account {account}, for which this "
                    "would block it",
                    allowed=f"false in the account {account}",
                    fix="Remove never_public, or name another account.",
                )


def _unserved(reading: Reading) -> Iterator[Problem]:
    """Every stack reads the same segments; validation shows a problem of theirs once."""
    for key, segment in reading.segments.items():
        if segment.inspected_with:
            yield reading.where.problem(
                reading.path("segments", key, "inspected_with"),
                f"{key} is to be inspected with others, and no stack builds the firewall",
                allowed="an empty list, as long as no stack has the section egress",
                fix="Add egress with a firewall to the stack with transit, or remove inspected_with.",
            )
        if segment.internet:
            yield reading.where.problem(
                reading.path("segments", key, "internet"),
                f"{key} is to reach the internet, and no stack builds the way there",
                allowed="false, as long as no stack has the section egress",
                fix="Add egress to the stack with transit, or remove internet.",
            )

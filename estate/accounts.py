"""Accounts that several stacks are built in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from components.config.reading import Reading
from components.config.settings import LAYERS
from preview.project import Problem


def shared_accounts(readings: Mapping[str, Reading]) -> Iterator[Problem]:
    """Two stacks may share an account, but not build the same layer in it: each would undo the other's."""
    builders: dict[tuple[str, str], str] = {}
    for stack, reading in sorted(readings.items()):
        account = reading.sound("account")
        if not isinstance(account, str):
            continue
        for layer in LAYERS:
            if layer not in reading.raw:
                continue
            first = builders.setdefault((account, layer), stack)
            if first == stack:
                continue
            place = readings[first].where.position(readings[first].path("account"))
            yield reading.where.problem(
                reading.path("account"),
                f"Stack {first} already builds {layer} in the account {account} ({place})",
                allowed=f"an account in which no other stack builds {layer}",
                fix=f"Name another account, or remove {layer} from one of the two stacks.",
            )

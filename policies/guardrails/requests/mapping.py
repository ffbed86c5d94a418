"""Which requests the creation of a resource makes: the shipped data, a type at a time.

`../data/requests.jsonl` is written by hand, `../data/requests_derived.jsonl` by `../data/derive.py`. After a
line about itself each line of a file is a type: its token, its basis, and its requests. A request has

- `action`, and `resources`: ARNs of which each is authorized by itself, `*` where the action knows none;
- `context`: what fills each condition key (below). A key that the action may carry and that stands neither
  here nor in `default` is not known;
- `default`: values of keys whose property is not set;
- `when`: the condition under which it is made, such as `tags`, `not eventBusName`, `type == egress`; several
  are joined by `and`, and these by `or`. A property counts as set unless it is null, false or empty;
- `each`: the list of which every element makes a request of its own; `[]` then stands for that element;
- `inherits`: the property that, where it is set, may fill every key that is not set itself.

An ARN holds `{property}`, `{property|default}`, and `{partition}`, `{region}`, `{account}`; its `*` is what
AWS decides or what is not set. A key is filled by a property path, in which `[]` stands for the elements of
a list; by `=text`; by a text with `{property}`; by a list of these; or by what a condition decides:
`{"if": when, "then": ..., "else": ...}`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

DATA = Path(__file__).parents[1] / "data"
HAND = DATA / "requests.jsonl"
DERIVED = DATA / "requests_derived.jsonl"

Filling: TypeAlias = "str | Sequence[Any] | Mapping[str, str]"


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request of a creation, as the data describes it."""

    action: str
    resources: tuple[str, ...]
    context: Mapping[str, Filling]
    default: Mapping[str, str] = field(default_factory=dict)
    when: str = ""
    each: str = ""
    inherits: str = ""
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """What is known about the creation of a type.

    `basis` says how: `hand`; `alias <type>` for another name of a type that was mapped by hand;
    `cloudformation <type>` for what that type's creation calls; `name` for an action of that name; `listed`
    where only the action was written by hand.
    """

    type: str
    basis: str
    calls: tuple[Call, ...]

    @property
    def derived(self) -> bool:
        """Whether a script inferred it: right most of the time, and so no reason to stop a deployment."""
        return not self.basis.startswith(("hand", "alias"))


@cache
def _lines() -> Mapping[str, str]:
    lines: dict[str, str] = {}
    for file in (DERIVED, HAND):
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            lines[line.split('"', 2)[1]] = line
    return lines


@cache
def mapped(token: str) -> Mapped | None:
    """The requests of a type; None where nothing is known, which means neither allowed nor denied."""
    line = _lines().get(token)
    if line is None:
        return None
    kind, basis, calls, *_ = json.loads(line)
    made = (Call(**{**call, "resources": tuple(call["resources"])}) for call in calls)
    return Mapped(type=kind, basis=basis, calls=tuple(made))


def bases() -> dict[str, str]:
    """Every type that is mapped, and its basis: the first word of it."""
    return {token: line.split('"', 4)[3].partition(" ")[0] for token, line in sorted(_lines().items())}

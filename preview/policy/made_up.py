"""Which findings rest on a value that the preview made up: an id or ARN that only a deployment would tell.

The rule itself sees a text like any other. The report knows which outputs were made up, and the engine which
resources a property was computed from: where such a text stands in the property, the finding rests on it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from preview.engine.model import Resource
from preview.values import Value, plain

SHORTEST: Final = 6
"""Shorter texts may stand in a property by chance."""

_STEP: Final = re.compile(r"[^.\[\]]+")


def made_up(urn: str, path: str, resources: Mapping[str, Resource]) -> tuple[str, ...]:
    """The made-up values, as `name.path`, that stand in a property of a resource; sorted."""
    resource = resources.get(urn)
    steps = _STEP.findall(path)
    if resource is None or not steps:
        return ()
    value = _at(resource.inputs, steps)
    if value is None:
        own = steps[0] in resource.synthetic and _at(resource.outputs, steps) is not None
        return (f"{resource.name}.{steps[0]}",) if own else ()
    sources = [resources.get(each) for each in resource.property_dependencies.get(steps[0], ())]
    text = json.dumps(plain(value), default=str, ensure_ascii=False)
    return tuple(sorted({name for source in sources if source for name in _found(source, text)}))


def _found(source: Resource, text: str) -> Iterator[str]:
    for path in source.synthetic:
        made = source.id if path == "id" else _at(source.outputs, _STEP.findall(path))
        made = plain(made)
        if isinstance(made, str) and len(made) >= SHORTEST and made in text:
            yield f"{source.name}.{path}"


def _at(value: Value, steps: list[str]) -> Any:
    for step in steps:
        value = plain(value)
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value

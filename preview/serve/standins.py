"""Values where a deployment may leave nothing open.

A preview leaves unknown what is not modelled. `pulumi up` has no such word: a provider has to say something
for every output that always has a value. What it says here is recognizable text, the neutral number, or an
empty collection; what may be left out is left out, except in what a cluster reports. A block of addresses
is one, so that it can be divided.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from preview.schema import Property, SchemaIndex, Type
from preview.synthesis.seeds import HEX, seeded
from preview.values import UNKNOWN, Secret, Value, contains_unknown

LENGTH = 12
BLOCKS: Final = {"cidrBlock": "10.0.0.0/16", "cidr": "10.0.0.0/16"}
"""Blocks of addresses, by the name of the property that holds one."""
REPORTED: Final = frozenset({"metadata", "spec", "status"})
"""What a cluster says of a Kubernetes object; programs read addresses and names from it."""
DEEPEST: Final = 6
"""Levels of objects and lists within a report, such as `status.loadBalancer.ingress[0].ports[0].port`."""
_STAND_IN: Final = re.compile(rf"[A-Za-z]\w*-[0-9a-f]{{{LENGTH}}}")


def stand_in_id(urn: str) -> str:
    """The id of a resource of which none is modelled."""
    return seeded(HEX, 2 * LENGTH, urn, "id")


def stand_in_text(name: str, seed: str) -> str:
    """Text for a property of that name, the same for the same seed."""
    return BLOCKS.get(name) or f"{name}-{seeded(HEX, LENGTH, seed)}"


def without_stand_ins(value: Value) -> Value:
    """`value` with stand-in texts unknown again; an empty collection or a zero may be meant."""
    if isinstance(value, str):
        return UNKNOWN if _STAND_IN.fullmatch(value) else value
    if isinstance(value, Secret):
        return Secret(without_stand_ins(value.value))
    if isinstance(value, list):
        return [without_stand_ins(item) for item in value]
    if isinstance(value, dict):
        return {key: without_stand_ins(item) for key, item in value.items()}
    return value


class StandIns:
    """Makes values settled, by the types that the SDKs declare; the same for the same seed."""

    def __init__(self, schemas: SchemaIndex) -> None:
        self._schemas = schemas

    def settled(
        self, values: Mapping[str, Value], declared: Mapping[str, Property], seed: str
    ) -> dict[str, Value]:
        """`values` with nothing unknown in it: made up where a value is always there, else left out."""
        made: dict[str, Value] = {}
        for name, value in values.items():
            prop = declared.get(name)
            if value is UNKNOWN and prop is not None and name in REPORTED and prop.type.kind == "object":
                made[name] = self._filled(prop.type, f"{seed}\0{name}", name, DEEPEST)
                continue
            if value is UNKNOWN and (prop is None or not prop.required):
                continue
            made[name] = self._settle(value, prop.type if prop else None, f"{seed}\0{name}", name)
        return made

    def _settle(self, value: Value, type: Type | None, seed: str, name: str) -> Value:
        if not contains_unknown(value):
            return value
        if isinstance(value, Secret):
            return Secret(self._settle(value.value, type, seed, name))
        if isinstance(value, list):
            element = type.element if type is not None else None
            return [self._settle(item, element, f"{seed}\0{index}", name) for index, item in enumerate(value)]
        if isinstance(value, dict):
            return self._settle_map(value, type, seed)
        return _neutral(type, seed, name)

    def _filled(self, type: Type | None, seed: str, name: str, depth: int) -> Value:
        """A value with all that its type declares, one element in each list, down to a depth."""
        if type is None or depth == 0 or type.kind not in ("object", "list"):
            return _neutral(type, seed, name)
        if type.kind == "list":
            return [self._filled(type.element, seed, name, depth - 1)]
        declared = self._schemas.object(type)
        return {
            key: self._filled(prop.type, f"{seed}\0{key}", key, depth - 1)
            for key, prop in (declared.properties.items() if declared else ())
        }

    def _settle_map(self, value: Mapping[str, Value], type: Type | None, seed: str) -> dict[str, Value]:
        if type is not None and type.kind == "object":
            declared = self._schemas.object(type)
            return self.settled(value, declared.properties if declared else {}, seed)
        element = type.element if type is not None else None
        return {key: self._settle(item, element, f"{seed}\0{key}", key) for key, item in value.items()}


def _neutral(type: Type | None, seed: str, name: str) -> Value:
    match type.kind if type is not None else "any":
        case "integer" | "number":
            return 0
        case "boolean":
            return False
        case "list":
            return []
        case "map" | "object":
            return {}
        case _:
            return stand_in_text(name, seed)

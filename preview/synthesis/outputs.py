"""The id and the outputs of one resource, from its inputs, its schema and what is known of its type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from preview.schema import ResourceSchema
from preview.synthesis.contract import Created
from preview.synthesis.holes import Made
from preview.synthesis.models import Model, general_outputs
from preview.synthesis.names import namings
from preview.synthesis.places import Place
from preview.synthesis.seeds import DIGITS, seeded
from preview.values import UNKNOWN, Unknown, Value, plain

OPAQUE_ID_LENGTH = 20
PREFIX_DIGITS = 26
"""Digits that providers append to a given beginning of a name: a timestamp and a counter."""


@dataclass(slots=True)
class ResourceSource:
    """What the templates of one resource are filled from.

    `made_names` are the inputs that hold a generated name.
    """

    seed: str
    resource: str
    place: Place
    inputs: Mapping[str, Value]
    model: Model
    package: str
    id: str | None = None
    existing: bool = False
    made_names: frozenset[str] = frozenset()
    _made: dict[str, Made | None] = field(default_factory=dict)

    def lookup(self, path: tuple[str, ...]) -> Made | None:
        """The property at `path`: the input, else what its template makes."""
        name = path[0]
        if name == "id":
            return self.made_id()
        value = self.inputs.get(name)
        made = self.output(name) if value is None else Made(value, name in self.made_names)
        for key in path[1:]:
            if made is None or made.value is UNKNOWN:
                return made
            value = _part(plain(made.value), key)
            made = None if value is None else Made(value, made.synthetic)
        return made

    def output(self, name: str) -> Made | None:
        """What is made for an output that is no input; None if nothing is known of it."""
        if name not in self._made:
            # An output that rests on itself is not made.
            self._made[name] = None
            template = self.model.outputs.get(name)
            made = template(self, name) if template is not None else None
            if made is None:
                made = self._from_prefix(name)
            if made is None and (general := general_outputs(self.package).get(name)) is not None:
                made = general(self, name)
            self._made[name] = made
        return self._made[name]

    def made_id(self) -> Made | None:
        """The id: the one given, else as the type's template says; None if there is no template."""
        if self.id is not None:
            return Made(self.id)
        if "id" not in self._made:
            self._made["id"] = None
            self._made["id"] = self.model.id(self, "id") if self.model.id is not None else None
        return self._made["id"]

    def _from_prefix(self, name: str) -> Made | None:
        prefix = plain(self.inputs.get(f"{name}Prefix"))
        if isinstance(prefix, Unknown):
            return Made(UNKNOWN)
        if not isinstance(prefix, str):
            return None
        return Made(prefix + seeded(DIGITS, PREFIX_DIGITS, self.seed, name), synthetic=True)


def _part(value: Value, key: str) -> Value:
    """The element of a map, or of a list by its number; None if there is none."""
    if isinstance(value, list) and key.isdigit():
        return value[int(key)] if int(key) < len(value) else None
    return value.get(key) if isinstance(value, dict) else None


def created(schema: ResourceSchema, source: ResourceSource) -> Created:
    """Everything that a deployment would give for the resource.

    Inputs that are left out stay unset, unless the provider chooses their value: then it is unknown. Of a
    resource that exists already everything that was not told is unknown.
    """
    names = [naming.property for naming in namings(schema)]
    synthetic: list[str] = []
    outputs: dict[str, Value] = {}
    for name, declared in schema.outputs.items():
        value = source.inputs.get(name)
        if value is not None:
            outputs[name] = value
            if name in source.made_names:
                synthetic.append(name)
            continue
        if name == "id":
            continue
        unset = name in schema.inputs and not declared.required and not source.existing
        made = None if unset and name not in source.model.outputs else source.output(name)
        if made is not None:
            outputs[name] = made.value
            if made.synthetic:
                synthetic.append(name)
        elif not unset:
            outputs[name] = UNKNOWN
    _add_nested(source, outputs, synthetic)
    made_id = source.made_id() or _general_id(source, names)
    if made_id.synthetic:
        synthetic.append("id")
    identifier = plain(made_id.value)
    return Created(
        id=identifier if isinstance(identifier, str) else UNKNOWN,
        outputs=outputs,
        synthetic=tuple(sorted(synthetic)),
    )


def _general_id(source: ResourceSource, names: Sequence[str]) -> Made:
    """The id of a type that nothing is known of: its physical name, else opaque text."""
    for name in names:
        made = source.lookup((name,))
        if made is not None and isinstance(plain(made.value), str):
            return Made(plain(made.value), made.synthetic)
    return Made(seeded("0123456789abcdef", OPAQUE_ID_LENGTH, source.seed, "id"), synthetic=True)


def _add_nested(source: ResourceSource, outputs: dict[str, Value], synthetic: list[str]) -> None:
    """Outputs inside objects that the program gave in part; in objects that it left out nothing is made."""
    for path, template in source.model.nested.items():
        parent = outputs.get(path[0])
        if not isinstance(parent, dict):
            continue
        copies = parent = dict(parent)
        for key in path[1:-1]:
            inner = copies.get(key)
            if not isinstance(inner, dict):
                break
            copies[key] = copies = dict(inner)
        else:
            if copies.get(path[-1]) is None or copies[path[-1]] is UNKNOWN:
                made = template(source, ".".join(path))
                if made is not None:
                    copies[path[-1]] = made.value
                    outputs[path[0]] = parent
                    if made.synthetic:
                        synthetic.append(".".join(path))

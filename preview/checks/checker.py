"""Compares inputs with what the SDK of their package declares.

Only what the provider refuses is an error; what the SDK's types merely suggest is a hint. Nothing is said of
what is not known yet, nor of types that the installed SDKs do not declare.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from preview.checks.formats import is_open
from preview.checks.problem import (
    HEAVIEST,
    INVALID_VALUE,
    MALFORMED_QUANTITY,
    MISSING_PROPERTY,
    OUTPUT_AS_TEXT,
    UNKNOWN_PROPERTY,
    WRONG_TYPE,
    InputProblem,
    Level,
    weight,
)
from preview.checks.rule import Rule
from preview.checks.scalars import SCALARS, is_like
from preview.checks.shapes import Shape, Shapes
from preview.checks.words import KINDS, choices, shown, told
from preview.project.nearest import did_you_mean, nearest
from preview.schema import SchemaIndex, Type
from preview.values import UNKNOWN, Archive, Asset, Reference, Secret, Value

_STRINGIFIED: Final = "Calling __str__ on an Output"
"""How the text begins into which the SDK turns an Output that is formatted as text."""


class InputChecker:
    """Finds what is wrong with the inputs of resources. Safe to use from several threads."""

    def __init__(self, schemas: SchemaIndex) -> None:
        self._shapes = Shapes(schemas)

    def problems(self, type: str, inputs: Mapping[str, Value]) -> tuple[InputProblem, ...]:
        """All problems of the inputs of a resource of this type, sorted; none where the type is not known.

        The inputs of a provider have to be decoded from the JSON text that they travel as.
        """
        shape = self._shapes.of_resource(type)
        if shape is None:
            return ()
        found: list[InputProblem] = []
        _Comparison(self._shapes, found, strict=shape.strict).properties(shape, inputs, "", hidden=False)
        return tuple(sorted(found)) if found else ()


class _Comparison:
    """One comparison; `hidden` says that the value is within a secret."""

    def __init__(self, shapes: Shapes, found: list[InputProblem], *, strict: bool) -> None:
        self._shapes = shapes
        self._found = found
        self._strict = strict

    def properties(self, shape: Shape, given: Mapping[str, Value], path: str, *, hidden: bool) -> None:
        """Compare the properties of a resource or of a nested object."""
        known = shape.properties
        for key, value in given.items():
            if value is None or value is UNKNOWN:
                continue
            declared = known.get(key)
            where = f"{path}.{key}" if path else key
            if declared is None:
                if not key.startswith("__"):
                    self._unknown_property(shape, given, key, path)
                continue
            self.value(declared[0], declared[1], value, where, hidden=hidden)
        for name in shape.required:
            if given.get(name) is None:
                where = f"{path}.{name}" if path else name
                self._say(where, MISSING_PROPERTY, "is required and missing", "Set it.")
        for problem in shape.relations.problems(given):
            where = ".".join(filter(None, (path, problem.path)))
            subject = where or "the resource"
            self._found.append(replace(problem, path=where, message=f"{subject} {problem.message}"))

    def value(self, type: Type, rules: tuple[Rule, ...], value: Value, path: str, *, hidden: bool) -> None:
        """Compare one value with its declared type and format."""
        if isinstance(value, Secret):
            value, hidden = value.value, True
        if value is None or value is UNKNOWN:
            return
        kind = type.kind
        if isinstance(value, str) and _STRINGIFIED in value:
            self._stringified(path)
            return
        if kind == "any":
            return
        if kind in SCALARS:
            wrong = SCALARS[kind](value)
            if wrong == "hint" and self._strict:
                wrong = None if any(rule.name == MALFORMED_QUANTITY for rule in rules) else "error"
            if wrong is not None:
                self._wrong_type(type, value, path, wrong, hidden=hidden)
            elif rules:
                self._format(rules, value, path, hidden=hidden)
        elif kind == "list":
            if not isinstance(value, list):
                self._wrong_type(type, value, path, "error", hidden=hidden)
            elif type.element is not None:
                for index, item in enumerate(value):
                    self.value(type.element, rules, item, f"{path}[{index}]", hidden=hidden)
        elif kind == "map":
            if not isinstance(value, dict):
                self._wrong_type(type, value, path, "error", hidden=hidden)
            elif type.element is not None:
                for key, item in value.items():
                    self.value(type.element, rules, item, f"{path}.{key}", hidden=hidden)
        elif kind == "object":
            self._object(type, value, path, hidden=hidden)
        elif kind == "enum":
            self._enum(type, value, path, "error", hidden=hidden)
        elif kind == "union":
            self._union(type, rules, value, path, hidden=hidden)
        elif kind in ("asset", "archive") and not isinstance(value, Asset | Archive):
            self._wrong_type(type, value, path, "error", hidden=hidden)

    def _object(self, type: Type, value: Value, path: str, *, hidden: bool) -> None:
        shape = self._shapes.of_object(type)
        if isinstance(value, dict):
            if shape is not None:
                self.properties(shape, value, path, hidden=hidden)
        elif not isinstance(value, Reference):
            self._wrong_type(type, value, path, "error", hidden=hidden)

    def _enum(self, type: Type, value: Value, path: str, level: Level, *, hidden: bool) -> None:
        allowed = self._shapes.values_of_enum(type)
        if not allowed or value in allowed or isinstance(value, dict | list | Reference):
            return
        guess = nearest(value, [each for each in allowed if isinstance(each, str)])
        given = shown(value, hidden=hidden)
        message = f"is {given}, which is not one of {choices(allowed)}{did_you_mean(guess)}"
        self._say(path, INVALID_VALUE, message, f"Use {guess}." if guess else "", level)

    def _union(self, type: Type, rules: tuple[Rule, ...], value: Value, path: str, *, hidden: bool) -> None:
        """One of the members must fit. Text beside an enumeration is free, and its values a suggestion."""
        fewest: list[InputProblem] | None = None
        for option in type.options:
            if option.kind == "enum":
                continue
            found: list[InputProblem] = []
            _Comparison(self._shapes, found, strict=self._strict).value(
                option, rules, value, path, hidden=hidden
            )
            # Of several that do not fit, the one that was meant has the value's own form.
            better = fewest is None or weight(found) < weight(fewest)
            if better or (
                weight(found) == HEAVIEST and is_like(option, value) and weight(fewest) == HEAVIEST
            ):
                fewest = found
        self._found += fewest or ()
        if fewest:
            return
        for option in type.options:
            if option.kind == "enum" and isinstance(value, str) and not is_open(option.name):
                allowed = self._shapes.values_of_enum(option)
                if value and value.casefold() not in {str(each).casefold() for each in allowed}:
                    self._enum(option, value, path, "hint", hidden=hidden)

    def _unknown_property(self, shape: Shape, given: Mapping[str, Value], key: str, path: str) -> None:
        unset = [name for name, wire in shape.names.items() if given.get(wire) is None]
        guess = nearest(key, unset)
        if guess is not None and "_" not in key:
            guess = shape.names[guess]
        message = f"has no property {key!r}{did_you_mean(guess)}"
        fix = f"Write {guess}." if guess else "Take it out."
        subject = path or "the resource"
        where = f"{path}.{key}" if path else key
        self._found.append(InputProblem(where, UNKNOWN_PROPERTY, f"{subject} {message}", fix))

    def _wrong_type(self, type: Type, value: Value, path: str, level: Level, *, hidden: bool) -> None:
        verb = "should be" if level == "hint" else "must be"
        given = told(value, hidden=hidden)
        self._say(path, WRONG_TYPE, f"{verb} {KINDS[type.kind]}, but is {given}", "", level)

    def _format(self, rules: tuple[Rule, ...], value: Value, path: str, *, hidden: bool) -> None:
        for rule in rules:
            wrong = rule.check(value)
            if wrong is not None:
                # What follows a colon or a guess may repeat parts of the value.
                reason = wrong.partition(":")[0].partition(";")[0] if hidden else wrong
                message = f"is {shown(value, hidden=hidden)}, which {reason}"
                self._say(path, rule.name, message, rule.fix, rule.level)
                return

    def _stringified(self, path: str) -> None:
        self._say(
            path,
            OUTPUT_AS_TEXT,
            "is the text that Pulumi makes of an Output which is formatted as text",
            "Use pulumi.Output.concat, pulumi.Output.format or apply.",
        )

    def _say(self, path: str, rule: str, message: str, fix: str, level: Level = "error") -> None:
        self._found.append(InputProblem(path, rule, f"{path} {message}", fix, level))

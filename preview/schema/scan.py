"""One file of a generated SDK, scanned as text.

The generator writes every SDK in one fixed layout, so a few patterns find all of it, some thirty times
faster than parsing would.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

CLASS = re.compile(
    r'^(?:@pulumi\.type_token\("(?P<token>[^"]+)"\)\n)?class (?P<name>\w+)(?:\((?P<bases>[^)]*)\))?:\n', re.M
)
GETTER = re.compile(
    r'    @pulumi\.getter(?:\(name="(?P<wire>[^"]+)"\))?\n'
    r'(?:    @_utilities\.deprecated\(""".*?"""\)\n)?'
    r"    def (?P<python>\w+)\(self\) -> (?P<annotation>[^\n]+):\n",
    re.S,
)
ARGUMENTS_CLASS = re.compile(r"get_resource_args_opts\((\w+),")
INVOKE = re.compile(r"pulumi\.runtime\.invoke\('(?P<token>[^']+)', __args__, opts=opts, typ=(?P<result>\w+)")
PARAMETER = re.compile(r"(?P<python>\w+): (?P<annotation>.+?)(?P<optional> = None)?$", re.M)
ARGUMENT = re.compile(r"__args__\['(?P<wire>[^']+)'\] = (?P<python>\w+)\n")
ENUM_VALUE = re.compile(r"^    \w+ = (.+)$", re.M)

Row = tuple[str, str, str, bool]
"""A property: wire name, Python name, annotation, may it be left out (functions only)."""


@dataclass(slots=True)
class ScannedResource:
    token: str
    base: str
    inputs: list[Row]
    outputs: list[Row]


@dataclass(slots=True)
class ScannedFile:
    """What one file declares; nested classes by name, functions by token."""

    resources: list[ScannedResource] = field(default_factory=list)
    objects: dict[str, list[Row]] = field(default_factory=dict)
    enums: dict[str, list[str | int | float | bool]] = field(default_factory=dict)
    functions: dict[str, tuple[list[Row], list[Row]]] = field(default_factory=dict)


def scan(text: str) -> ScannedFile:
    """Everything that the file with this text declares."""
    found = ScannedFile()
    classes = list(CLASS.finditer(text))
    if not classes:
        return found
    ends = [match.start() for match in classes[1:]] + [len(text)]
    properties: dict[str, list[Row]] = {}
    pending: list[tuple[re.Match[str], int]] = []
    for match, end in zip(classes, ends, strict=True):
        name, bases = match["name"], match["bases"] or ""
        if "TypedDict" in bases or name.startswith("_"):
            continue
        if "Enum" in bases:
            found.enums[name] = list(_enum_values(text[match.end() : end]))
        elif "Resource" in bases and match["token"]:
            pending.append((match, end))
        else:
            properties[name] = _getters(text, match.end(), end)
    for match, end in pending:
        outputs = _getters(text, match.end(), end)
        arguments = ARGUMENTS_CLASS.search(text, match.end(), end)
        inputs = properties.pop(arguments[1], []) if arguments else []
        base = (match["bases"] or "").removeprefix("pulumi.")
        found.resources.append(ScannedResource(match["token"], base, inputs, outputs))
    for call in INVOKE.finditer(text):
        found.functions[call["token"]] = (
            list(_arguments(text, call.start())),
            properties.get(call["result"], []),
        )
    found.objects = properties
    return found


def _getters(text: str, start: int, end: int) -> list[Row]:
    return [
        (match["wire"] or match["python"], match["python"], match["annotation"], False)
        for match in GETTER.finditer(text, start, end)
    ]


def _enum_values(block: str) -> Iterator[str | int | float | bool]:
    for match in ENUM_VALUE.finditer(block):
        try:
            value = ast.literal_eval(match[1])
        except (ValueError, SyntaxError):
            continue
        if isinstance(value, str | int | float | bool):
            yield value


def _arguments(text: str, call: int) -> Iterator[Row]:
    """The parameters of the function around the invoke at `call`, in their order."""
    start = text.rfind("\ndef ", 0, call)
    signature = text[text.find("(", start) + 1 : text.find(") -> ", start)]
    parameters = {
        match["python"]: (match["annotation"].rstrip(","), bool(match["optional"]))
        for line in signature.split(",\n")
        if (match := PARAMETER.search(line.strip()))
    }
    for match in ARGUMENT.finditer(text, start, call):
        annotation, optional = parameters.get(match["python"], ("Any", True))
        yield match["wire"], match["python"], annotation, optional

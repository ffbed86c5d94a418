"""Type annotations of generated SDKs, read as schema types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from preview.schema.model import ANY, STRING, Type

TOKENS = re.compile(r"\s*(?:('[^']*'|\"[^\"]*\")|([A-Za-z_][\w.]*)|([\[\],]))")

PLAIN = {
    "str": STRING,
    "int": Type("integer"),
    "float": Type("number"),
    "bool": Type("boolean"),
    "Any": ANY,
    "None": ANY,
    "pulumi.Asset": Type("asset"),
    "pulumi.Archive": Type("archive"),
}
TRANSPARENT = {"pulumi.Input", "pulumi.Output", "Awaitable"}
LISTS = {"Sequence", "List", "list"}
MAPS = {"Mapping", "Dict", "dict"}


@dataclass(frozen=True, slots=True)
class Annotation:
    """A type, and whether the annotation lets it be left out."""

    type: Type
    optional: bool


@lru_cache(maxsize=4096)
def parse_annotation(text: str, package: str, module: str) -> Annotation:
    """The annotation `text` as written in `module` of `package`; what is not understood is any type."""
    tokens = [quoted or name or mark for quoted, name, mark in TOKENS.findall(text)]
    reader = _Reader(tokens, package, module)
    return reader.read()


class _Reader:
    def __init__(self, tokens: list[str], package: str, module: str) -> None:
        self._tokens = tokens
        self._at = 0
        self._package = package
        self._module = module

    def read(self) -> Annotation:
        if self._at >= len(self._tokens):
            return Annotation(ANY, optional=False)
        token = self._tokens[self._at]
        self._at += 1
        if token[0] in "'\"":
            return Annotation(named_type(token[1:-1], self._package, self._module), optional=False)
        name = token.removeprefix("_builtins.").removeprefix("builtins.")
        arguments = self._arguments()
        if name in PLAIN and not arguments:
            return Annotation(PLAIN[name], optional=False)
        if name in TRANSPARENT and arguments:
            return arguments[0]
        if name == "Optional" and arguments:
            return Annotation(arguments[0].type, optional=True)
        if name in LISTS and arguments:
            return Annotation(Type("list", arguments[0].type), optional=False)
        if name in MAPS and len(arguments) == 2:
            return Annotation(Type("map", arguments[1].type), optional=False)
        if name == "Union" and arguments:
            return _union(arguments)
        if name == "Literal" and arguments:
            return arguments[0]
        return Annotation(ANY, optional=False)

    def _arguments(self) -> list[Annotation]:
        if self._at >= len(self._tokens) or self._tokens[self._at] != "[":
            return []
        literal = self._tokens[self._at - 1] == "Literal"
        self._at += 1
        found: list[Annotation] = []
        while self._at < len(self._tokens) and self._tokens[self._at] != "]":
            if self._tokens[self._at] == ",":
                self._at += 1
            elif literal:
                found.append(Annotation(Type("string", name=self._tokens[self._at].strip("'\"")), False))
                self._at += 1
            else:
                found.append(self.read())
        self._at += 1
        return found


def _union(members: list[Annotation]) -> Annotation:
    """SDKs offer nested inputs as class, as dictionary and as earlier result: these are one type."""
    optional = any(member.optional for member in members)
    kept: list[Type] = []
    for member in members:
        if member.type not in kept and not (
            member.type.kind == "object" and member.type.name.endswith("Dict")
        ):
            kept.append(member.type)
    inputs = [kind for kind in kept if kind.kind == "object" and "|inputs|" in kind.name]
    if inputs:
        kept = [kind for kind in kept if not (kind.kind == "object" and "|outputs|" in kind.name)]
    if len(kept) == 1:
        return Annotation(kept[0], optional)
    return Annotation(Type("union", options=tuple(kept)), optional)


def object_key(package: str, module: str, direction: str, name: str) -> str:
    """The key of a nested type: package, module, `inputs`, `outputs` or `enums`, class name."""
    return f"{package}|{module}|{direction}|{name}"


def named_type(name: str, package: str, module: str) -> Type:
    """The type that a quoted name stands for."""
    parts = name.split(".")
    last = parts[-1]
    if parts[0].startswith("pulumi_"):
        package, qualifiers = parts[0].removeprefix("pulumi_"), parts[1:-1]
        if qualifiers[-1:] == ["outputs"]:
            return Type("object", name=object_key(package, ".".join(qualifiers[:-1]), "outputs", last))
        if not last.endswith(("Args", "ArgsDict")):
            return Type("resource", name=name)
        module, parts = ".".join(qualifiers), [last]
    elif len(parts) > 1 and parts[0] != "outputs":
        # `_meta.v1.outputs.ObjectMeta`: another module of this package, imported with an underscore.
        qualifiers = [parts[0].removeprefix("_"), *parts[1:-1]]
        outputs = qualifiers[-1] == "outputs"
        module = ".".join(qualifiers[:-1] if outputs else qualifiers)
        parts = ["outputs", last] if outputs else [last]
    if parts[0] == "outputs" and len(parts) == 2:
        return Type("object", name=object_key(package, module, "outputs", last))
    if last.endswith(("Args", "ArgsDict")):
        return Type("object", name=object_key(package, module, "inputs", last))
    return Type("enum", name=object_key(package, module, "enums", last))

"""Derives from an SDK's documentation what values its properties take, and which exclude one another.

    python -m preview.checks.derive SITE_PACKAGES > preview/checks/data/documented.json

The documentation of a property often lists its valid values or the range of a number, and names the
properties that it conflicts with. A list or range counts only where what AWS itself declares for its API
holds all of it: then it stands as AWS has it. Where a sentence is of another form, nothing is derived.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from botocore.loaders import Loader

from preview.schema import Property, SchemaIndex, Type
from preview.schema.annotation import object_key
from preview.schema.scan import ARGUMENTS_CLASS, CLASS

PACKAGE: Final = "aws"
_PARAMETER: Final = re.compile(r"^ +:param [^\n]*?\] (\w+): (.*?)(?=\n +:param |\n +\"\"\")", re.M | re.S)
_QUOTED: Final = r'[`"]+([^`"\s]+)[`"]+'
_LIST: Final = r"{0}(?: *\([^()]*\))?(?:(?:,? (?:and|or) |, | \| ){0}(?: *\([^()]*\))?)*"
_INTRODUCTION: Final = (
    r"(?:(?:Either of )?[Tt]he following (?:is|are) supported|[Vv]alid (?:options|[Vv]alues?)|"
    r"[Pp]ossible values|[Aa]llowed values|[Mm]ust be one of|[Oo]ne of)"
    r"(?: are|:)?(?: either)?:? "
)
_END: Final = r"(?:\.(?:\s|$)|$| \((?:[Dd]efault)|[,;] (?:[Dd]efaults?)\b)"
_VALUES: Final = re.compile(_INTRODUCTION + "(" + _LIST.format(_QUOTED) + ")" + _END)
_RANGE: Final = re.compile(
    r"(?:[Vv]alid (?:values?|[Rr]ange)|[Mm]ust be|[Vv]alue)(?: is| are)?(?: a number| an integer)?:?"
    r" (?:between|from) `?(-?[\d,]+)`? (?:and|to) `?([\d,]+)`?(?=\.|$| \()"
)
_CONFLICTS: Final = re.compile(
    r"[Cc]onflicts with ((?:`\w+`(?:, (?:and |or )?| and | or )?)+)(?=\.|$| argument)"
)
_BOTO: Final[Mapping[str, tuple[str, ...]]] = {
    "alb": ("elbv2",), "lb": ("elbv2",), "elb": ("elb",), "appautoscaling": ("application-autoscaling",),
    "applicationloadbalancing": ("elbv2",), "bcmdata": ("bcm-data-exports",), "cfg": ("config",),
    "cloudwatch": ("cloudwatch", "logs", "events"), "cognito": ("cognito-idp", "cognito-identity"),
    "costexplorer": ("ce",), "directoryservice": ("ds",), "ebs": ("ec2",), "ec2clientvpn": ("ec2",),
    "ec2transitgateway": ("ec2",), "elasticsearch": ("es",), "msk": ("kafka",),
    "mskconnect": ("kafkaconnect",),
    "opensearch": ("opensearch", "opensearchserverless"), "s3": ("s3", "s3control"),
    "sfn": ("stepfunctions",),
    "verifiedaccess": ("ec2",), "vpc": ("ec2",), "vpn": ("ec2",), "kinesis": ("kinesis", "firehose"),
    "resourceexplorer": ("resource-explorer-2",), "ssmcontacts": ("ssm-contacts",),
}  # fmt: skip
"""The API of a module, where it is not called like it."""


class _Api:
    """What AWS declares for the members of the structures of a module's API."""

    def __init__(self) -> None:
        self._loader = Loader()
        self._services = {
            name.replace("-", ""): name for name in self._loader.list_available_services("service-2")
        }
        self._members: dict[str, dict[str, list[dict[str, Any]]]] = {}

    def members(self, module: str, name: str) -> list[dict[str, Any]]:
        """The shapes of all members called `name`, in whatever case, lists as their elements."""
        module = module.partition(".")[0].rstrip("_")
        if module not in self._members:
            services = _BOTO.get(module) or tuple(filter(None, [self._services.get(module)]))
            self._members[module] = {}
            for service in services:
                self._index(service, self._members[module])
        found = self._members[module]
        return found.get(name.lower(), []) + found.get(name.lower() + "s", [])

    def _index(self, service: str, members: dict[str, list[dict[str, Any]]]) -> None:
        shapes = self._loader.load_service_model(service, "service-2")["shapes"]
        for shape in shapes.values():
            for name, member in shape.get("members", {}).items():
                target = shapes[member["shape"]]
                if target["type"] == "list":
                    target = shapes[target["member"]["shape"]]
                members.setdefault(name.lower(), []).append(target)


def derive(schemas: SchemaIndex) -> dict[str, dict[str, dict[str, Any]]]:
    """Values, bounds and conflicts, by type token or by module and class, and by property."""
    api = _Api()
    found: dict[str, dict[str, dict[str, Any]]] = {"values": {}, "bounds": {}, "conflicts": {}}
    for owner, module, properties, documentation in _owners(schemas):
        names = {prop.python_name: prop for prop in properties.values()}
        for match in _PARAMETER.finditer(documentation):
            declared = names.get(match[1])
            if declared is None:
                continue
            text = " ".join(match[2].split())
            for kind, fact in (*_facts(api, module, declared, text), *_conflicts(names, declared, text)):
                found[kind].setdefault(owner, {})[declared.name] = fact
    return {kind: dict(sorted(owners.items())) for kind, owners in found.items()}


def _owners(schemas: SchemaIndex) -> Iterator[tuple[str, str, Mapping[str, Property], str]]:
    """Every class of inputs: its owner, module, properties, and the text with its documentation."""
    package = schemas.packages[PACKAGE]
    for path in sorted(package.directory.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        module = ".".join(path.relative_to(package.directory).parts[:-1])
        classes = list(CLASS.finditer(text))
        if not classes:
            continue
        ends = [match.start() for match in classes[1:]] + [len(text)]
        bodies = {m["name"]: text[m.end() : end] for m, end in zip(classes, ends, strict=True)}
        if path.name == "_inputs.py":
            for name, body in bodies.items():
                declared = schemas.object(Type("object", name=object_key(PACKAGE, module, "inputs", name)))
                if declared is not None and name.endswith("Args"):
                    yield f"{module}:{name}", module, declared.properties, body
        for match in classes:
            schema = schemas.resource(match["token"]) if match["token"] else None
            arguments = ARGUMENTS_CLASS.search(bodies[match["name"]])
            if schema is not None and arguments is not None:
                yield match["token"], module, schema.inputs, bodies.get(arguments[1], "")


def _facts(api: _Api, module: str, declared: Property, text: str) -> Iterator[tuple[str, list[Any]]]:
    type = declared.type
    if type.kind == "list" and type.element is not None:
        type = type.element
    shapes = api.members(module, declared.name)
    if type.kind == "string" and (match := _VALUES.search(text)):
        documented = re.findall(_QUOTED, match[1])
        enums = [set(shape["enum"]) for shape in shapes if set(documented) <= set(shape.get("enum", ()))]
        if enums:
            yield "values", documented + sorted(min(enums, key=len) - set(documented))
    ranges = _RANGE.findall(text) if type.kind in ("integer", "number") else []
    if len(ranges) == 1:
        low, high = (int(bound.replace(",", "")) for bound in ranges[0])
        if any(low <= shape.get("min", low - 1) and shape.get("max", high + 1) <= high for shape in shapes):
            yield "bounds", [low, high]


def _conflicts(
    names: Mapping[str, Property], declared: Property, text: str
) -> Iterator[tuple[str, list[str]]]:
    match = _CONFLICTS.search(text)
    mentioned = re.findall(r"`(\w+)`", match[1]) if match else []
    others = {names[name].name for name in mentioned if name in names} - {declared.name}
    if others:
        yield "conflicts", sorted(others)


def main() -> None:
    """Write the derived data to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site_packages", type=Path)
    schemas = SchemaIndex.open(parser.parse_args().site_packages)
    package = schemas.packages[PACKAGE]
    head = {
        "source": f"documentation of {package.import_name} {package.version}, API models of botocore 1.44.5",
        "date": "2026-11",
        "note": "Written by `python -m preview.checks.derive`; do not edit. Documentation of the SDK's other "
        "versions may say otherwise.",
        "version": package.version,
    }
    sections = [
        f"    {json.dumps(kind)}: {{\n"
        + ",\n".join(f"      {json.dumps(owner)}: {json.dumps(entry)}" for owner, entry in owners.items())
        + "\n    }"
        for kind, owners in derive(schemas).items()
    ]
    written = (
        json.dumps(head, indent=2)[:-2] + f',\n  "{PACKAGE}": {{\n' + ",\n".join(sections) + "\n  }\n}\n"
    )
    sys.stdout.write(written)


if __name__ == "__main__":
    main()

"""Derives how ids look from the import examples in an SDK's documentation.

    python -m preview.synthesis.derive SITE_PACKAGES aws > preview/synthesis/data/aws/derived.json

The documentation of nearly every resource says how to import one: by which properties, with an example of
the id. That gives the shape of ids for far more types than anybody would write down; where the sentence and
the example do not fit together, nothing is derived.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from preview.schema import InstalledPackage, ResourceSchema, SchemaIndex
from preview.synthesis.names import namings

EXAMPLE = re.compile(
    r"Using `pulumi import`, import (?P<sentence>[^\n]*?)\. For example:?\n(?P<between>.*?)"
    r"\$ pulumi import (?P<token>\S+) \S+ (?P<id>[^\n]+?)\s*\n",
    re.S,
)
NAME = re.compile(r"`([a-z][a-z0-9_]*)`")
ARN = re.compile(r"^arn:aws[\w-]*:([\w-]+):([a-z0-9-]*):(\d*):([^,|]+)$")
UUID = re.compile(r"^[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}$", re.I)
SHORTEST = 8
"""Made-up parts of ARNs have at least so many characters, however short the example is."""
KIND = re.compile(r"^[a-z]+$")
"""A part of an ARN that says what kind of thing the next part is."""
SAMPLE = re.compile(r"example|test|name|foo|bar|^my|abcd|import|cluster-id|(^|-)id-")
HOLE_END = re.compile(r"(?<=[0-9d])\}$")
"""The end of a hole for made-up text: `{hex:17}`, `{uuid}`."""
PREFIXED = re.compile(r"^([a-z]+(?:-[a-z]+)*-)((?=[a-z]*\d)[0-9a-z]{8,})$")
SEPARATORS = "/,:|_"
LONG_HEX = 17
"""Digits of the ids that EC2 hands out today; examples often show the old form of 8."""


def derive(schemas: SchemaIndex, package: InstalledPackage) -> dict[str, Any]:
    """The templates that follow from the documentation of `package`, by type token."""
    types: dict[str, Any] = {}
    for path in sorted(package.directory.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for match in EXAMPLE.finditer(text):
            schema = schemas.resource(match["token"])
            if schema is not None and match["token"] not in types and len(match["between"]) < 200:
                found = _entry(schema, match["sentence"], match["id"].strip("\"'"))
                if found:
                    types[match["token"]] = found
    return dict(sorted(types.items()))


def _entry(schema: ResourceSchema, sentence: str, example: str) -> dict[str, Any]:
    by = [_camel(name) for name in NAME.findall(sentence)]
    if (match := ARN.match(example)) and "arn" in schema.outputs and "arn" not in schema.inputs:
        arn = _arn(schema, match)
        return {"id": "{arn}", "outputs": {"arn": arn}} if arn else {}
    if by and all(name in schema.inputs for name in by):
        if len(by) == 1 and "," not in example:
            return {"id": "{" + by[0] + "}"}
        for separator in SEPARATORS:
            if example.count(separator) == len(by) - 1:
                return {"id": separator.join("{" + name + "}" for name in by)}
        return {}
    if "arn" not in schema.outputs and (parent := _parent(schema, example)):
        return {"id": "{" + parent + "}"}
    if len(by) > 1:
        return {}
    shape = _shape(example)
    if shape == "{account}" and (account := _required(schema, "ccountId")):
        shape = "{" + account + "}"
    return {"id": shape} if shape else {}


def _arn(schema: ResourceSchema, match: re.Match[str]) -> str:
    """The example ARN with the parts of the example replaced by those of the resource.

    Nothing if more than one part could be anything: such ARNs mostly name other resources.
    """
    service, region, account, resource = match.groups()
    segments = re.split(r"([/:])", resource)
    named = [naming.property for naming in namings(schema)]
    last = len(segments) - 1
    open_parts = 0
    for at in range(0, len(segments), 2):
        text = segments[at]
        shape = _shape(text)
        if (at == 0 and last > 0) or (at != last and KIND.match(text) and not SAMPLE.search(text)):
            continue
        if shape is None and named and SAMPLE.search(text.lower()):
            shape = "{" + named.pop() + "}"
        elif shape is None:
            shape = f"{{{'upper' if text.isupper() else 'base36'}:{max(len(text), SHORTEST)}}}"
            open_parts += 1
        segments[at] = HOLE_END.sub(rf"@arn{at}}}", shape)
    where = ":".join(("{region}" if region else "", "{account}" if account else ""))
    return f"arn:{{partition}}:{service}:{where}:{''.join(segments)}" if open_parts < 2 else ""


def _parent(schema: ResourceSchema, example: str) -> str:
    """The input after whose resource the type is called, if the example has its form: a policy's secret."""
    ending = "Arn" if example.startswith("arn:") else "Id" if PREFIXED.match(example) else ""
    name = _required(schema, ending) if ending else ""
    called = schema.token.rpartition(":")[2].lower()
    return name if name and called.startswith(name.removesuffix(ending).lower()) else ""


def _required(schema: ResourceSchema, ending: str) -> str:
    """The only required input with this ending; nothing if there are none or several."""
    found = [name for name, prop in schema.inputs.items() if prop.required and name.endswith(ending)]
    return found[0] if len(found) == 1 else ""


def _shape(text: str) -> str | None:
    if re.fullmatch(r"\d{12}", text):
        return "{account}"
    if UUID.match(text):
        return "{uuid}"
    if (match := PREFIXED.match(text)) and not SAMPLE.search(text):
        prefix, tail = match.groups()
        if re.fullmatch("[0-9a-f]+", tail):
            return f"{prefix}{{hex:{LONG_HEX if len(tail) in (8, 10, 17) else len(tail)}}}"
        return f"{prefix}{{base36:{len(tail)}}}"
    return None


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def _wrapped(package: InstalledPackage, types: dict[str, Any]) -> Iterator[str]:
    head = {
        "source": f"import examples in the documentation of {package.import_name} {package.version}",
        "date": "2026-11",
        "note": "Written by `python -m preview.synthesis.derive`; do not edit. What the other files of this "
        "folder say of a type comes first.",
    }
    yield json.dumps(head, indent=2)[:-2] + ',\n  "types": {\n'
    yield ",\n".join(f"    {json.dumps(token)}: {json.dumps(entry)}" for token, entry in types.items())
    yield "\n  }\n}\n"


def main() -> None:
    """Write the derived data to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site_packages", type=Path)
    parser.add_argument("package")
    arguments = parser.parse_args()
    schemas = SchemaIndex.open(arguments.site_packages)
    package = schemas.packages[arguments.package]
    sys.stdout.writelines(_wrapped(package, derive(schemas, package)))


if __name__ == "__main__":
    main()

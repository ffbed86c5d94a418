"""`kubernetes.yaml.v2`: the objects of manifests, as resources below the component."""

from __future__ import annotations

import glob
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from preview.synthesis.components.builder import Builder, Child, ComponentError, flag, text
from preview.synthesis.components.kubernetes.objects import Key, Objects, normalized, ordered
from preview.synthesis.components.values import bare, items
from preview.synthesis.manifests import ManifestError, objects
from preview.values import UNKNOWN, Secret, Value, contains_unknown

_SKIP: Final = "pulumi.com/skipAwait"
_HIDDEN: Final = ("data", "stringData")
"""What of a Secret is secret whatever the manifest says."""


def build_file(builder: Builder) -> dict[str, Value]:
    """`ConfigFile`: the objects of one file."""
    file = builder.inputs.get("file")
    return _built(builder, [] if file is None else [bare(file)], patterns=False)


def build_group(builder: Builder) -> dict[str, Value]:
    """`ConfigGroup`: the objects of files, of a text, and as data."""
    files = builder.given("files")
    return _built(builder, [bare(each) for each in items(files)], patterns=True)


def _built(builder: Builder, files: list[Value], *, patterns: bool) -> dict[str, Value]:
    if any(contains_unknown(builder.inputs.get(name)) for name in ("file", "files", "yaml", "objs")):
        builder.note("its manifests are not known yet, so the objects in them are not previewed")
        return {"resources": UNKNOWN}
    remote = [str(each) for each in files if "://" in str(each)]
    if remote:
        builder.note(
            f"{remote[0]} is not fetched, so the objects in it are not previewed: "
            "keep the manifest beside the program to have them judged"
        )
        return {"resources": UNKNOWN}
    try:
        texts = [each for name in files for each in _texts(builder, str(name), patterns=patterns)]
        found = [each for part in (*texts, text(builder, "yaml") or "") for each in objects(part)]
    except (OSError, ManifestError) as error:
        raise ComponentError(str(error)) from None
    found += [each for each in map(bare, items(builder.given("objs"))) if isinstance(each, dict)]
    return {"resources": _registered(builder, normalized(found, _namespace(builder)))}


def _texts(builder: Builder, name: str, *, patterns: bool) -> list[str]:
    """The contents of a file, or of the files that a pattern names. Raises OSError."""
    path = builder.directory / name
    if patterns and glob.has_magic(name):
        root = Path(path.anchor)
        return [each.read_text(encoding="utf-8") for each in sorted(root.glob(str(path.relative_to(root))))]
    if not path.is_file():
        raise ComponentError(f"there is no file {name}: correct the path, or build it before the preview")
    return [path.read_text(encoding="utf-8")]


def _namespace(builder: Builder) -> str:
    """Where objects go that do not say."""
    given = bare(builder.configuration.get("namespace"))
    return given if isinstance(given, str) and given else "default"


def _registered(builder: Builder, found: Objects) -> list[Value]:
    prefix = text(builder, "resourcePrefix")
    prefix = builder.name if prefix is None else prefix
    made: dict[Key, Child] = {}
    for key, each in ordered(found):
        metadata = each["metadata"]
        namespace = metadata.get("namespace")
        name = f"{namespace}/{metadata['name']}" if namespace else metadata["name"]
        made[key] = builder.make(
            _type(each),
            f"{prefix}:{name}" if prefix else name,
            _inputs(each, skip=flag(builder, "skipAwait") is True),
            depends_on=[made[other] for other in found.dependencies(key) if other in made],
        )
    return [each.reference() for each in made.values()]


def _type(each: Mapping[str, Value]) -> str:
    version = str(each["apiVersion"])
    return f"kubernetes:{version if '/' in version else f'core/{version}'}:{each['kind']}"


def _inputs(each: Mapping[str, Value], *, skip: bool) -> dict[str, Value]:
    inputs = dict(each)
    if skip:
        metadata = dict(inputs["metadata"])
        metadata["annotations"] = {**(metadata.get("annotations") or {}), _SKIP: "true"}
        inputs["metadata"] = metadata
    if (each["apiVersion"], each["kind"]) == ("v1", "Secret"):
        inputs |= {name: Secret(inputs[name]) for name in _HIDDEN if inputs.get(name) is not None}
    return inputs

"""Comparing a preview with a recording of the real engine, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from preview.engine import Resource
from preview.urn import STACK_REFERENCE_TYPE, provider_urn
from preview.values import UNKNOWN, Archive, Asset, Reference, Secret

HOLE = re.compile(r"<(?:unknown|hidden|root|[^<>]*::[^<>]*|[^<>]*\(\)(?:@[^<>]*)?)>")
ABSENT = "(absent)"
# Made by the real provider's Check, which the recording's own providers did not imitate.
CHECKED_BY_PROVIDER = {"tagsAll"}
HOOKS = {
    "BeforeCreate": "before_create",
    "AfterCreate": "after_create",
}


@dataclass(frozen=True)
class Difference:
    """One place where a preview is not what was recorded."""

    urn: str
    field: str
    recorded: Any
    previewed: Any

    def __str__(self) -> str:
        return f"{short(self.urn)} {self.field}: recorded {self.recorded!r}, previewed {self.previewed!r}"


def short(urn: str) -> str:
    """A URN without stack and project."""
    return urn.split("::", 2)[2]


def compare_resource(step: dict[str, Any], resource: Resource) -> Iterator[Difference]:
    """Differences of one resource from its recorded step."""
    urn = step["urn"]
    for field, recorded, previewed in _plain_fields(step, resource):
        if recorded != previewed:
            yield Difference(urn, field, recorded, previewed)
    # What is imported or read has the inputs that its provider's Read answers.
    if not step.get("importID") and (not step.get("external") or step["type"] == STACK_REFERENCE_TYPE):
        previewed_inputs = {
            key: item
            for key, item in resource.inputs.items()
            if key in step["inputs"] or key not in CHECKED_BY_PROVIDER
        }
        yield from compare_value(urn, "inputs", step["inputs"], previewed_inputs)
    yield from compare_value(
        urn, "replacementTrigger", step.get("replacementTrigger"), resource.replacement_trigger
    )


def _plain_fields(step: dict[str, Any], resource: Resource) -> Iterator[tuple[str, Any, Any]]:
    yield "type", step["type"], resource.type
    yield "custom", step["custom"], resource.custom
    yield "op", step["op"], resource.op
    yield "parent", step["parent"], resource.parent
    provider = short(provider_urn(resource.provider)) if resource.provider else ""
    yield "provider", step["provider"].strip("<>"), provider
    yield "protect", step.get("protect", False), resource.protect
    yield "retainOnDelete", step.get("retainOnDelete", False), resource.retain_on_delete
    yield "deletedWith", step.get("deletedWith", ""), resource.deleted_with
    yield "external", step.get("external", False), resource.external
    yield "importID", step.get("importID", ""), resource.import_id
    yield "customTimeouts", step.get("customTimeouts", {}), resource.custom_timeouts
    yield "ignoreChanges", step.get("ignoreChanges", []), resource.ignore_changes
    yield "replaceOnChanges", step.get("replaceOnChanges", []), resource.replace_on_changes
    yield "replaceWith", sorted(step.get("replaceWith", [])), resource.replace_with
    yield "hideDiff", step.get("hideDiff", []), resource.hide_diff
    yield (
        "additionalSecretOutputs",
        sorted(step.get("additionalSecretOutputs", [])),
        sorted(resource.additional_secret_outputs),
    )
    yield "dependencies", sorted(step["dependencies"]), resource.dependencies
    recorded = {key: sorted(urns) for key, urns in step["propertyDependencies"].items()}
    yield "propertyDependencies", recorded, resource.property_dependencies
    hooks = {HOOKS[moment]: names for moment, names in step.get("resourceHooks", {}).items()}
    yield "resourceHooks", hooks, resource.hooks
    if "aliases" in step:
        yield "aliases", sorted(step["aliases"]), resource.aliases
    frames = step.get("projectFrames") or [step["sourcePosition"]] if "sourcePosition" in step else []
    if frames:
        previewed = [f"project:///{frame.file}#{frame.line}" for frame in resource.frames]
        yield "projectFrames", frames, previewed


def compare_value(urn: str, path: str, recorded: Any, previewed: Any) -> Iterator[Difference]:
    """Differences of one value; placeholders of the recording stand for any text."""
    if isinstance(recorded, dict) and set(recorded) == {"secret"}:
        if not isinstance(previewed, Secret):
            yield Difference(urn, f"{path} (secret)", recorded, previewed)
        elif recorded["secret"] != "<hidden>":
            yield from compare_value(urn, path, recorded["secret"], previewed.value)
    elif recorded == "<unknown>":
        if previewed is not UNKNOWN:
            yield Difference(urn, path, recorded, previewed)
    elif isinstance(recorded, str) and HOLE.search(recorded):
        # A value that the recording's providers knew may be unknown here, but nothing else than a text.
        if previewed is not UNKNOWN and not (isinstance(previewed, str) and _fits(recorded, previewed)):
            yield Difference(urn, path, recorded, previewed)
    elif isinstance(recorded, dict):
        yield from _compare_map(urn, path, recorded, _as_recorded(previewed))
    elif isinstance(recorded, list) and isinstance(previewed, list) and len(recorded) == len(previewed):
        for index, (left, right) in enumerate(zip(recorded, previewed, strict=True)):
            yield from compare_value(urn, f"{path}[{index}]", left, right)
    elif recorded != previewed or isinstance(recorded, bool) != isinstance(previewed, bool):
        yield Difference(urn, path, recorded, previewed)


def _compare_map(urn: str, path: str, recorded: dict[str, Any], previewed: Any) -> Iterator[Difference]:
    if not isinstance(previewed, dict):
        yield Difference(urn, path, recorded, previewed)
        return
    for key in sorted(recorded.keys() | previewed.keys()):
        if key not in recorded:
            yield Difference(urn, f"{path}.{key}", ABSENT, previewed[key])
        elif key in previewed:
            yield from compare_value(urn, f"{path}.{key}", recorded[key], previewed[key])
        elif not _made_by_own_provider(urn, recorded[key]):
            yield Difference(urn, f"{path}.{key}", recorded[key], ABSENT)


def _made_by_own_provider(urn: str, value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(_made_by_own_provider(urn, item) for item in value.values())
    return isinstance(value, str) and value.startswith(f"<{short(urn)}.")


def _as_recorded(value: Any) -> Any:
    """The recording's form of assets and references."""
    if isinstance(value, Asset | Archive):
        kind = "asset" if isinstance(value, Asset) else "archive"
        return {kind: {value.kind: value.value} | ({"hash": value.hash} if value.hash else {})}
    if isinstance(value, Reference):
        return {"resource": value.urn, "id": value.id}
    return value


def _fits(pattern: str, text: str) -> bool:
    """Is `text` the pattern with anything in place of its placeholders, of which there is at least one?"""
    first, *between, last = HOLE.split(pattern)
    if not (text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last)):
        return False
    position, end = len(first), len(text) - len(last)
    for piece in between:
        position = text.find(piece, position, end)
        if position < 0:
            return False
        position += len(piece)
    return True

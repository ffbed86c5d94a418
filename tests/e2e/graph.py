"""Is the graph of a preview the one that a real engine made?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
ENGINE_ONLY = ("__internal",)
"""Inputs that the engine adds to default and explicit providers, for itself."""


def graph_differences(preview: Mapping[str, Any], state: Mapping[str, Any]) -> list[str]:
    """What differs between one stack of a report and an exported state, in words; empty if nothing.

    Compared are URNs, types, parents, providers, inputs, dependencies, property dependencies, protection and
    the like, secretness included. Ids of providers differ in every deployment, so only their URNs count;
    where the preview leaves an input unknown, any value of the state fits.
    """
    ours = {each["urn"]: each for each in preview["resources"]}
    theirs = {each["urn"]: each for each in state["deployment"]["resources"]}
    found = [f"only the preview has {urn}" for urn in sorted(ours.keys() - theirs.keys())]
    found += [f"only the engine has {urn}" for urn in sorted(theirs.keys() - ours.keys())]
    for urn in sorted(ours.keys() & theirs.keys()):
        expected, got = _of_state(theirs[urn]), _of_report(ours[urn])
        for key, value in expected.items():
            for path, one, other in _unequal(key, value, got[key]):
                found.append(f"{urn}\n    {path}: the engine has {_text(one)}, the preview {_text(other)}")
    return found


def _of_state(resource: Mapping[str, Any]) -> dict[str, Any]:
    inputs = {key: value for key, value in resource.get("inputs", {}).items() if key not in ENGINE_ONLY}
    by_property = resource.get("propertyDependencies") or {}
    return {
        "type": resource["type"],
        "custom": resource["custom"],
        "parent": resource.get("parent", ""),
        "provider": resource.get("provider", "").rpartition("::")[0],
        "inputs": _readable(inputs),
        "dependencies": sorted(resource.get("dependencies") or []),
        "property_dependencies": {key: sorted(urns) for key, urns in by_property.items() if urns},
        "protect": resource.get("protect", False),
        "external": resource.get("external", False),
        "retain_on_delete": resource.get("retainOnDelete", False),
        "deleted_with": resource.get("deletedWith", ""),
        "additional_secret_outputs": sorted(resource.get("additionalSecretOutputs") or []),
        "ignore_changes": sorted(resource.get("ignoreChanges") or []),
        "custom_timeouts": {
            operation: seconds
            for operation, seconds in (resource.get("customTimeouts") or {}).items()
            if seconds
        },
    }


def _of_report(resource: Mapping[str, Any]) -> dict[str, Any]:
    same = ("type", "custom", "parent", "protect", "retain_on_delete", "deleted_with", "custom_timeouts")
    return {
        **{key: resource[key] for key in same},
        "provider": resource["provider"].rpartition("::")[0],
        "inputs": resource["inputs"],
        "dependencies": sorted(resource["dependencies"]),
        "property_dependencies": {
            key: sorted(urns) for key, urns in resource["property_dependencies"].items() if urns
        },
        "external": resource["operation"] == "read",
        "additional_secret_outputs": sorted(resource["additional_secret_outputs"]),
        "ignore_changes": sorted(resource["ignore_changes"]),
    }


def _readable(value: Any) -> Any:
    """A value of the state as reports write it: secrets as `[secret]`."""
    if isinstance(value, dict):
        if value.get(SIGNATURE) == SECRET:
            return "[secret]"
        # The engine writes that a reference has no version, the preview does not.
        return {key: _readable(item) for key, item in value.items() if (key, item) != ("packageVersion", "")}
    if isinstance(value, list):
        return [_readable(item) for item in value]
    return value


def _unequal(path: str, one: Any, other: Any) -> Iterator[tuple[str, Any, Any]]:
    if one == other or other == UNKNOWN:
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from _unequal(f"{path}.{key}", one.get(key), other.get(key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (item, another) in enumerate(zip(one, other, strict=True)):
            yield from _unequal(f"{path}[{index}]", item, another)
    else:
        yield path, one, other


def _text(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 300 else text[:297] + "..."

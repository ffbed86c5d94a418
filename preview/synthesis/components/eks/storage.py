"""Storage classes of a cluster."""

from __future__ import annotations

from collections.abc import Sequence

from preview.synthesis.components.builder import Builder, Child
from preview.synthesis.components.tokens import token
from preview.values import UNKNOWN, Value, plain

_DEFAULT = {"storageclass.kubernetes.io/is-default-class": "true"}
_PASSED_ON = ("allowVolumeExpansion", "mountOptions", "reclaimPolicy", "volumeBindingMode")
_PARAMETERS = ("zones", "iopsPerGb", "encrypted", "kmsKeyId")


def storage_classes(builder: Builder, kubernetes: Child, waits: Sequence[Child]) -> dict[str, Value]:
    """References to the classes that the program asks for, by their key.

    One text alone is the type of the only, and default, class.
    """
    given = plain(builder.inputs.get("storageClasses"))
    if isinstance(given, str):
        given = {given: {"type": given, "default": True}}
    if not isinstance(given, dict):
        return {}
    return {
        key: _storage_class(builder, key, settings, kubernetes, waits).reference()
        for key, settings in given.items()
        if isinstance(settings, dict)
    }


def _storage_class(
    builder: Builder, key: str, settings: dict[str, Value], kubernetes: Child, waits: Sequence[Child]
) -> Child:
    metadata = dict(settings.get("metadata") or {})
    if settings.get("default") is True:
        metadata["annotations"] = {**(metadata.get("annotations") or {}), **_DEFAULT}
    parameters = {"type": settings.get("type", UNKNOWN)}
    for name in _PARAMETERS:
        if settings.get(name):
            parameters[name] = _text(settings[name])
    return builder.make(
        token("StorageClass"),
        f"{builder.name.lower()}-{key}",
        {
            "apiVersion": "storage.k8s.io/v1",
            "kind": "StorageClass",
            "metadata": metadata,
            "provisioner": "kubernetes.io/aws-ebs",
            "parameters": parameters,
            **{name: settings.get(name) for name in _PASSED_ON},
        },
        provider=kubernetes,
        depends_on=waits,
    )


def _text(value: Value) -> Value:
    if value is UNKNOWN:
        return UNKNOWN
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

"""Names and ids of Kubernetes objects: the same for every kind, custom ones included."""

from __future__ import annotations

from collections.abc import Mapping

from preview.schema import ResourceSchema, SchemaIndex
from preview.synthesis.facts import facts
from preview.synthesis.seeds import HEX, seeded
from preview.values import UNKNOWN, Unknown, Value, plain

RANDOM_LENGTH = 8


def generated_name(urn: str) -> str:
    """The name that the provider gives an object without one."""
    return f"{urn.rpartition('::')[2]}-{seeded(HEX, RANDOM_LENGTH, urn, 'metadata.name')}"


def with_name(
    schemas: SchemaIndex, schema: ResourceSchema | None, token: str, urn: str, inputs: dict[str, Value]
) -> dict[str, Value]:
    """`inputs` with a name in their metadata, unless they have one, leave it to the server, or need none."""
    if token.endswith(tuple(facts("packages")["unnamed"])) or not _has_name(schemas, schema, inputs):
        return inputs
    metadata = inputs.get("metadata")
    if metadata is None:
        metadata = {}
    if not isinstance(metadata, dict) or any(
        metadata.get(key) is not None for key in ("name", "generateName")
    ):
        return inputs
    return {**inputs, "metadata": {**metadata, "name": generated_name(urn)}}


def identity(urn: str, inputs: Mapping[str, Value]) -> tuple[str | Unknown, bool]:
    """The id, `namespace/name` or `name`, and whether the name was made up."""
    metadata = inputs.get("metadata", inputs)
    metadata = plain(metadata)
    if not isinstance(metadata, dict):
        return UNKNOWN, False
    name, namespace = metadata.get("name"), metadata.get("namespace")
    if name is None and "metadata" not in inputs:
        name = generated_name(urn)
    if not isinstance(name, str) or isinstance(namespace, Unknown):
        return UNKNOWN, False
    made_up = name == generated_name(urn)
    return (f"{namespace}/{name}" if isinstance(namespace, str) and namespace else name), made_up


def _has_name(schemas: SchemaIndex, schema: ResourceSchema | None, inputs: Mapping[str, Value]) -> bool:
    """Custom kinds have no schema, but say their kind; lists have metadata without a name."""
    if schema is None:
        return "kind" in inputs
    metadata = schema.inputs.get("metadata")
    declared = (
        schemas.object(metadata.type) if metadata is not None and metadata.type.kind == "object" else None
    )
    return declared is not None and "name" in declared.properties

"""The form of property values in the messages of Pulumi's protocols."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from google.protobuf import struct_pb2

from preview.values.model import (
    UNKNOWN,
    Archive,
    Asset,
    OutputValue,
    Reference,
    Secret,
    Value,
    plain,
    secret,
)

# The marks by which the protocol tells a special map from an ordinary one.
SIGNATURE_KEY: Final = "4dabf18193072939515e22adb298388d"
SECRET_SIGNATURE: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a mark of the protocol, no secret
ASSET_SIGNATURE: Final = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE_SIGNATURE: Final = "0def7320c3a5731c473e5ecbe6d01bc7"
REFERENCE_SIGNATURE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
OUTPUT_SIGNATURE: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN_TEXT: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What stands for an unknown on the wire, whatever its type; this engine sends no other."""
UNKNOWN_TEXTS: Final = frozenset(
    {
        UNKNOWN_TEXT,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)
EXACT_INTEGERS: Final = 2.0**53
"""Numbers travel as 64-bit floating point; below this, one without a fraction is exactly an integer."""


class WireError(ValueError):
    """A message holds a special map that cannot be read."""


def from_struct(struct: struct_pb2.Struct, *, keep_output_values: bool = False) -> dict[str, Value]:
    """The properties of a message; without `keep_output_values`, `OutputValue`s are folded."""
    fields = struct.fields  # in the order of a hash table: sorted, so that equal messages give equal values
    return {sys.intern(key): from_wire(fields[key], keep_output_values) for key in sorted(fields)}


def from_wire(message: struct_pb2.Value, keep_output_values: bool = False) -> Value:
    """One value of a message; see `from_struct`."""
    kind = message.WhichOneof("kind")
    if kind == "string_value":
        text = message.string_value
        return UNKNOWN if text in UNKNOWN_TEXTS else text
    if kind == "struct_value":
        fields = message.struct_value.fields
        items = {sys.intern(key): from_wire(fields[key], keep_output_values) for key in sorted(fields)}
        return _special(items, keep_output_values) if SIGNATURE_KEY in items else items
    if kind == "list_value":
        return [from_wire(item, keep_output_values) for item in message.list_value.values]
    if kind == "bool_value":
        return message.bool_value
    if kind == "number_value":
        number = message.number_value
        return int(number) if abs(number) < EXACT_INTEGERS and number.is_integer() else number
    return None


def _special(items: dict[str, Value], keep_output_values: bool) -> Value:
    signature = items[SIGNATURE_KEY]
    if signature == SECRET_SIGNATURE:
        return secret(items.get("value"))
    if signature == OUTPUT_SIGNATURE:
        dependencies = frozenset(items.get("dependencies") or ())
        output = OutputValue(items.get("value", UNKNOWN), dependencies, bool(items.get("secret")))
        return output if keep_output_values else output.folded()
    if signature == REFERENCE_SIGNATURE:
        version = items.get("packageVersion") or ""
        # An empty id means the same as an unknown one: the resource exists only after deployment.
        reference_id = UNKNOWN if items.get("id") == "" else items.get("id")
        return Reference(plain(items["urn"]), plain(reference_id), version)
    if signature in (ASSET_SIGNATURE, ARCHIVE_SIGNATURE):
        return _file(signature, items)
    raise WireError(f"a value carries the unknown signature {signature!r}")


def _file(signature: str, items: dict[str, Value]) -> Value:
    kinds = ("text", "path", "uri") if signature == ASSET_SIGNATURE else ("assets", "path", "uri")
    kind = next((kind for kind in kinds if items.get(kind) not in (None, "")), None)
    if kind is None:  # an asset may be the empty text, but nothing else may be empty
        kind = kinds[0]
    content = items.get(kind)
    if content is UNKNOWN or (isinstance(content, Secret) and content.value is UNKNOWN):
        return content
    digest = items.get("hash") or ""
    hidden = isinstance(content, Secret)
    content = plain(content) if hidden else content
    made: Value
    if signature == ASSET_SIGNATURE:
        made = Asset(kind, content or "", digest)  # type: ignore[arg-type] # kinds[] above
    else:
        made = Archive(kind, content or {}, digest)  # type: ignore[arg-type]
    return Secret(made) if hidden else made


def to_struct(
    properties: Mapping[str, Value],
    *,
    keep_unknowns: bool = True,
    keep_secrets: bool = True,
    keep_resources: bool = True,
    keep_output_values: bool = True,
) -> struct_pb2.Struct:
    """`properties` as a message.

    What the receiver does not understand is lowered: unknown properties are left out, secrets become plain,
    references become the id (a component's: the URN), output values become their value.
    """
    options = WireOptions(keep_unknowns, keep_secrets, keep_resources, keep_output_values)
    struct = struct_pb2.Struct()
    _fill(struct, properties, options)
    return struct


@dataclass(frozen=True)
class WireOptions:
    """What the receiver of a message understands; see `to_struct`."""

    keep_unknowns: bool = True
    keep_secrets: bool = True
    keep_resources: bool = True
    keep_output_values: bool = True


def to_wire(value: Value, options: WireOptions) -> struct_pb2.Value:
    """One value as a message; see `to_struct`."""
    message = struct_pb2.Value()
    _write(message, value, options)
    return message


def _fill(struct: struct_pb2.Struct, properties: Mapping[str, Value], options: WireOptions) -> None:
    fields = struct.fields
    for key, item in properties.items():
        lowered = _lower(item, options)
        if lowered is UNKNOWN and not options.keep_unknowns:
            continue
        _write(fields[key], lowered, options)


def _lower(value: Value, options: WireOptions) -> Value:
    while True:
        if isinstance(value, Secret) and not options.keep_secrets:
            value = value.value
        elif isinstance(value, OutputValue) and not options.keep_output_values:
            value = value.folded()
        elif isinstance(value, Reference) and not options.keep_resources:
            return value.urn if value.id is None else value.id
        else:
            return value


def _write(message: struct_pb2.Value, value: Value, options: WireOptions) -> None:
    value = _lower(value, options)
    if value is None:
        message.null_value = struct_pb2.NULL_VALUE
    elif isinstance(value, str):
        message.string_value = value
    elif isinstance(value, bool):
        message.bool_value = value
    elif isinstance(value, int | float):
        message.number_value = value
    elif isinstance(value, dict):
        message.struct_value.SetInParent()
        _fill(message.struct_value, value, options)
    elif isinstance(value, list | tuple):
        values = message.list_value.values
        message.list_value.SetInParent()
        for item in value:
            _write(values.add(), item, options)
    elif value is UNKNOWN:
        if options.keep_unknowns:
            message.string_value = UNKNOWN_TEXT
        else:
            message.null_value = struct_pb2.NULL_VALUE
    else:
        message.struct_value.SetInParent()
        _fill(message.struct_value, _marked(value), options)


def _marked(value: Value) -> dict[str, Value]:
    marked: dict[str, Value]
    if isinstance(value, Secret):
        return {SIGNATURE_KEY: SECRET_SIGNATURE, "value": value.value}
    if isinstance(value, Reference):
        marked = {SIGNATURE_KEY: REFERENCE_SIGNATURE, "urn": value.urn}
        if value.id is not None:
            marked["id"] = UNKNOWN_TEXT if value.id is UNKNOWN else value.id
        if value.package_version:
            marked["packageVersion"] = value.package_version
        return marked
    if isinstance(value, Asset | Archive):
        signature = ASSET_SIGNATURE if isinstance(value, Asset) else ARCHIVE_SIGNATURE
        marked = {SIGNATURE_KEY: signature, value.kind: value.value}
        if value.hash:
            marked["hash"] = value.hash
        return marked
    if isinstance(value, OutputValue):
        marked = {SIGNATURE_KEY: OUTPUT_SIGNATURE}
        if value.value is not UNKNOWN:
            marked["value"] = value.value
        if value.secret:
            marked["secret"] = True
        if value.dependencies:
            marked["dependencies"] = sorted(value.dependencies)
        return marked
    raise TypeError(f"not a property value: {type(value).__name__}")

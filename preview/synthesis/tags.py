"""The tags that a resource gets from its own inputs and from its provider."""

from __future__ import annotations

from collections.abc import Mapping

from preview.schema import ResourceSchema
from preview.synthesis.contract import ProviderConfig
from preview.values import UNKNOWN, Value, contains_unknown, plain

ALL_TAGS = "tagsAll"


def all_tags(schema: ResourceSchema, inputs: Mapping[str, Value], provider: ProviderConfig | None) -> Value:
    """The value of `tagsAll` for these inputs: a map, UNKNOWN if any tag is unknown, or None for no tags.

    The provider's default tags and the resource's own, which win; without those that the provider is told
    to ignore. None as well for types that have no such property.
    """
    own_type = schema.inputs.get("tags")
    if ALL_TAGS not in schema.outputs or own_type is None or own_type.type.kind != "map":
        return None
    configured = provider.inputs if provider is not None else {}
    own = inputs.get("tags")
    defaults = plain(configured.get("defaultTags"))
    if own is None and not defaults:
        return None
    if contains_unknown(own) or contains_unknown(defaults):
        return UNKNOWN
    merged: dict[str, Value] = {}
    for tags in (defaults.get("tags") if isinstance(defaults, dict) else None, plain(own)):
        if isinstance(tags, dict):
            merged |= {key: value for key, value in tags.items() if value is not None}
    ignored = plain(configured.get("ignoreTags"))
    if isinstance(ignored, dict):
        keys = set(_texts(ignored.get("keys")))
        prefixes = tuple(_texts(ignored.get("keyPrefixes")))
        merged = {
            key: value for key, value in merged.items() if key not in keys and not key.startswith(prefixes)
        }
    return merged or None


def _texts(value: Value) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

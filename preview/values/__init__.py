"""Property values: what they are (`model`) and how messages carry them (`wire`)."""

from preview.values.model import (
    UNKNOWN,
    Archive,
    Asset,
    OutputValue,
    Reference,
    Secret,
    Unknown,
    Value,
    contains_secret,
    contains_unknown,
    plain,
    secret,
)
from preview.values.wire import (
    UNKNOWN_TEXT,
    WireError,
    WireOptions,
    from_struct,
    from_wire,
    to_struct,
    to_wire,
)

__all__ = [
    "UNKNOWN",
    "UNKNOWN_TEXT",
    "Archive",
    "Asset",
    "OutputValue",
    "Reference",
    "Secret",
    "Unknown",
    "Value",
    "WireError",
    "WireOptions",
    "contains_secret",
    "contains_unknown",
    "from_struct",
    "from_wire",
    "plain",
    "secret",
    "to_struct",
    "to_wire",
]

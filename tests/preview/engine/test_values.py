"""Property values and their way over the wire."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from google.protobuf import struct_pb2
from hypothesis import given
from hypothesis import strategies as st

from preview.values import (
    UNKNOWN,
    Archive,
    Asset,
    OutputValue,
    Reference,
    Secret,
    WireError,
    contains_secret,
    contains_unknown,
    from_struct,
    plain,
    secret,
    to_struct,
)
from preview.values.wire import SIGNATURE_KEY, UNKNOWN_TEXTS

NAMES = st.text(min_size=1, max_size=8).filter(lambda name: name != SIGNATURE_KEY)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**52), 2**52)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text().filter(lambda text: text not in UNKNOWN_TEXTS)
    | st.just(UNKNOWN)
    | st.builds(Reference, NAMES, st.none() | NAMES | st.just(UNKNOWN))
    | st.builds(Asset, st.sampled_from(["text", "path", "uri"]), NAMES, st.sampled_from(["", "abc"]))
)
PLAIN_VALUES: st.SearchStrategy[Any] = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)
)
VALUES = PLAIN_VALUES | st.builds(Secret, PLAIN_VALUES)


@given(st.dictionaries(NAMES, VALUES))
def test_every_value_survives_the_wire(properties: dict[str, Any]) -> None:
    assert from_struct(to_struct(properties), keep_output_values=True) == properties


@given(VALUES)
def test_nothing_plain_is_secret(value: Any) -> None:
    assert not contains_secret(plain(value))


def test_output_values_survive_the_wire_or_are_folded() -> None:
    properties = {
        "known": OutputValue("v", frozenset({"urn:b", "urn:a"})),
        "unknown": OutputValue(UNKNOWN),
        "secret": OutputValue({"k": 1}, secret=True),
    }
    struct = to_struct(properties)

    assert from_struct(struct, keep_output_values=True) == properties
    assert from_struct(struct) == {"known": "v", "unknown": UNKNOWN, "secret": Secret({"k": 1})}


def test_a_receiver_that_understands_little_gets_less() -> None:
    lowered = to_struct(
        {
            "secret": Secret(["s"]),
            "reference": Reference("urn:r", "r-1"),
            "component": Reference("urn:c"),
            "nested": {"unknown": UNKNOWN, "known": 1},
            "unknown": UNKNOWN,
            "secretUnknown": Secret(UNKNOWN),
        },
        keep_unknowns=False,
        keep_secrets=False,
        keep_resources=False,
        keep_output_values=False,
    )

    assert from_struct(lowered) == {
        "secret": ["s"],
        "reference": "r-1",
        "component": "urn:c",
        "nested": {"known": 1},
    }


def test_whole_numbers_come_back_as_integers() -> None:
    numbers = from_struct(to_struct({"whole": 5.0, "part": 5.5, "huge": 1e300}))

    assert [type(number) for number in (numbers["whole"], numbers["part"], numbers["huge"])] == [
        int,
        float,
        float,
    ]


@pytest.mark.parametrize("text", sorted(UNKNOWN_TEXTS))
def test_every_mark_for_an_unknown_is_read_as_one(text: str) -> None:
    assert from_struct(to_struct({"x": text})) == {"x": UNKNOWN}


def test_properties_are_read_in_one_order() -> None:
    struct = struct_pb2.Struct()
    struct.update({"c": 1, "a": {"z": 1, "b": 2}, "b": 3})

    properties = from_struct(struct)

    assert list(properties) == ["a", "b", "c"]
    assert list(properties["a"]) == ["b", "z"]


def test_a_reference_with_an_empty_id_is_to_something_that_has_none_yet() -> None:
    sent = to_struct({"r": Reference("urn:r", "")})

    assert from_struct(sent) == {"r": Reference("urn:r", UNKNOWN)}


def test_an_unknown_signature_is_refused() -> None:
    with pytest.raises(WireError, match="unknown signature 'nonsense'"):
        from_struct(to_struct({"x": {SIGNATURE_KEY: "nonsense"}}))


def test_a_secret_inside_a_secret_is_one_secret() -> None:
    assert secret({"a": Secret("x")}) == Secret({"a": "x"})


def test_secrets_never_show() -> None:
    hidden = [Secret("hunter2"), OutputValue("hunter2", secret=True)]

    assert "hunter2" not in f"{hidden} {hidden[0]} {hidden[1]}"


def test_an_unknown_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)


def test_there_is_one_unknown() -> None:
    assert pickle.loads(pickle.dumps(UNKNOWN)) is UNKNOWN  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("value", "unknown"),
    [
        (UNKNOWN, True),
        ({"a": [1, {"b": UNKNOWN}]}, True),
        (Secret(UNKNOWN), True),
        (Archive("assets", {"f": UNKNOWN}), True),
        (Reference("urn:r", UNKNOWN), True),
        (Reference("urn:r"), False),
        ({"a": [1, None]}, False),
    ],
)
def test_an_unknown_is_found_at_any_depth(value: Any, unknown: bool) -> None:
    assert contains_unknown(value) is unknown

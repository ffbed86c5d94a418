from typing import Any

import pytest

from preview.schema import Kind, Type
from preview.synthesis.coercion import coerced
from preview.values import UNKNOWN, Secret

from .support import synthesizer

SCHEMAS = synthesizer().schemas
FILTER = Type("object", name="aws||outputs|GetAvailabilityZonesFilterResult")


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("string", "a", "a"),
        ("string", 5, "5"),
        ("string", True, "true"),
        ("string", ["a"], UNKNOWN),
        ("integer", "5", 5),
        ("integer", 5.0, 5),
        ("integer", "five", UNKNOWN),
        ("integer", float("nan"), UNKNOWN),
        ("integer", float("inf"), UNKNOWN),
        ("integer", True, UNKNOWN),
        ("number", "1.5", 1.5),
        ("boolean", "false", False),
        ("boolean", False, False),
        ("boolean", "perhaps", UNKNOWN),
        ("boolean", 0, UNKNOWN),
        ("any", {"a": 1}, {"a": 1}),
        ("string", UNKNOWN, UNKNOWN),
        ("string", Secret(5), Secret("5")),
    ],
)
def test_a_value_is_brought_to_its_type_or_is_unknown(kind: Kind, given: Any, expected: Any) -> None:
    assert coerced(SCHEMAS, Type(kind), given) == expected


def test_lists_and_maps_are_brought_to_their_types_element_by_element() -> None:
    strings = Type("list", Type("string"))

    assert coerced(SCHEMAS, strings, [1, UNKNOWN, "b"]) == ["1", UNKNOWN, "b"]
    assert coerced(SCHEMAS, strings, "a") is UNKNOWN
    assert coerced(SCHEMAS, Type("map", Type("integer")), {"a": "1"}) == {"a": 1}
    assert coerced(SCHEMAS, Type("map", Type("integer")), [1]) is UNKNOWN


def test_objects_have_their_declared_properties_the_required_ones_always() -> None:
    assert coerced(SCHEMAS, FILTER, {"name": "n", "more": 1}) == {"name": "n", "values": UNKNOWN}
    assert coerced(SCHEMAS, FILTER, "a") is UNKNOWN

"""The three-valued reader, and the stack's index of companions."""

from typing import Any

import pytest
from pack.reader import HIDDEN, Reader
from pack.resource import Identity, Resource
from pack.stack import Stack
from pack.values import SENTINELS, UNKNOWN, Secret, from_struct

from tests.policies.process import struct

BUCKET = "aws:s3/bucket:Bucket"
BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"


def _states(reader: Reader) -> tuple[bool, bool, bool]:
    return reader.known, reader.unknown, reader.absent


@pytest.mark.parametrize(
    ("path", "states"),
    [
        ("a.b", (True, False, False)),
        ("a.missing", (False, False, True)),
        ("a.nothing", (False, False, True)),
        ("a.hidden", (False, True, False)),
        ("a.hidden.deeper.still", (False, True, False)),
        ("a.b.wrong.type", (False, False, True)),
        ("list.a", (False, False, True)),
    ],
)
def test_a_path_is_known_unknown_or_absent(path: str, states: tuple[bool, bool, bool]) -> None:
    reader = Reader({"a": {"b": 1, "nothing": None, "hidden": UNKNOWN}, "list": [1]})

    assert _states(reader.at(path)) == states


def test_a_path_is_named_by_what_is_really_unknown() -> None:
    assert Reader({"a": {"b": UNKNOWN}}).at("a.b.c.d").path == "a.b"


def test_a_list_is_read_with_its_unknown_elements() -> None:
    elements = list(Reader({"list": ["a", UNKNOWN, None]}).each("list"))

    assert [(one.path, one.text, one.unknown) for one in elements] == [
        ("list[0]", "a", False),
        ("list[1]", None, True),
        ("list[2]", None, False),
    ]


def test_an_unknown_list_is_one_unknown_element() -> None:
    assert [one.path for one in Reader({"list": UNKNOWN}).each("list") if one.unknown] == ["list"]


def test_brackets_stand_for_every_element() -> None:
    rules = {"rules": [{"ebs": [{"on": True}, {"on": False}]}, {}]}

    assert [(one.path, one.value) for one in Reader(rules).all("rules[].ebs[].on")] == [
        ("rules[0].ebs[0].on", True),
        ("rules[0].ebs[1].on", False),
    ]


@pytest.mark.parametrize("value", [True, "true", "TRUE"])
def test_text_can_be_true(value: Any) -> None:
    assert Reader(value).is_true()
    assert not Reader(value).is_false()


@pytest.mark.parametrize("value", [None, UNKNOWN, 1, "yes", [], {}])
def test_what_is_no_boolean_is_neither(value: Any) -> None:
    assert not Reader(value).is_true()
    assert not Reader(value).is_false()


@pytest.mark.parametrize(
    ("value", "number"),
    [(5, 5.0), ("5", 5.0), (True, None), (float("nan"), None), (10**400, None), ("x", None), (UNKNOWN, None)],
)
def test_numbers_are_finite_or_none(value: Any, number: float | None) -> None:
    assert Reader(value).number == number


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("text", '"text"'),
        (True, "true"),
        (3, "3"),
        (None, "not set"),
        (UNKNOWN, "not known yet"),
        ("a\nb\x1b[0m", '"a b [0m"'),
        ("x" * 200, f'"{"x" * 77}..."'),
        ([1, 2], "a list of 2"),
        ({}, "a map"),
        (Secret("hunter2"), HIDDEN),
        (Secret({"a": 1}), HIDDEN),
    ],
)
def test_values_are_shown_short_printable_and_never_secret(value: Any, shown: str) -> None:
    assert Reader(value).shown == shown


def test_what_is_below_a_secret_is_secret() -> None:
    reader = Reader({"a": Secret({"b": ["hunter2"]})})

    (element,) = reader.each("a.b")
    assert element.shown == HIDDEN
    assert [value.path for _, value in reader.at("a").items()] == ["a[*]"]


def test_an_unknown_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)


def test_a_request_is_read_with_its_marks() -> None:
    properties = {
        "number": 5.0,
        "hidden": SENTINELS[0],
        "part": f"arn:aws:iam::{SENTINELS[2]}:root",
        "secret": Secret({"user": "root", "later": UNKNOWN}),
    }

    read = from_struct(struct(properties))

    assert read["number"] == 5
    assert isinstance(read["number"], int)
    assert read["hidden"] is UNKNOWN
    assert read["part"] is UNKNOWN
    assert read["secret"] == Secret({"user": "root", "later": UNKNOWN})


def _made(type: str, name: str, bucket: Any, *sources: str) -> Resource:
    return Resource(
        {"bucket": bucket},
        Identity(
            type=type,
            name=name,
            urn=f"urn:{name}",
            property_dependencies={"bucket": sources} if sources else {},
        ),
    )


@pytest.mark.parametrize(
    ("bucket", "block"),
    [
        (_made(BUCKET, "b", "logs"), _made(BLOCK, "p", "logs")),
        (_made(BUCKET, "b", UNKNOWN), _made(BLOCK, "p", UNKNOWN, "urn:b")),
        (_made(BUCKET, "b", "logs"), _made(BLOCK, "p", UNKNOWN, "urn:b")),
        (_made(BUCKET, "b", UNKNOWN, "urn:pet"), _made(BLOCK, "p", UNKNOWN, "urn:pet")),
    ],
    ids=["by name", "by reference", "by reference to a known name", "by what both names hang on"],
)
def test_a_companion_is_found(bucket: Resource, block: Resource) -> None:
    assert Stack([bucket, block]).companions(bucket, [BLOCK], "bucket") == [block]


@pytest.mark.parametrize(
    "block",
    [
        _made(BLOCK, "p", "other"),
        _made(BLOCK, "p", UNKNOWN),
        _made(BLOCK, "p", UNKNOWN, "urn:other"),
        _made("aws:s3/bucketAcl:BucketAcl", "p", "logs"),
    ],
    ids=["another name", "nothing to go by", "another reference", "another type"],
)
def test_what_is_no_companion_is_not_taken_for_one(block: Resource) -> None:
    bucket = _made(BUCKET, "b", "logs")

    assert Stack([bucket, block]).companions(bucket, [BLOCK], "bucket") == []


def test_where_the_engine_names_no_property_the_dependencies_of_the_resource_count() -> None:
    bucket = _made(BUCKET, "b", UNKNOWN)
    block = Resource(
        {"bucket": UNKNOWN}, Identity(type=BLOCK, name="p", urn="urn:p", dependencies=("urn:b",))
    )

    assert Stack([bucket, block]).companions(bucket, [BLOCK], "bucket") == [block]

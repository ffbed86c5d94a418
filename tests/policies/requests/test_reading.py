"""Reading plain values in three states."""

from typing import Any

import pytest
from guardrails import Unknown
from guardrails.requests.reading import at, every, fill, holds, texts
from hypothesis import given
from hypothesis import strategies as st

PROPERTIES: dict[str, Any] = {
    "name": "alpha",
    "path": "/team/",
    "hidden": Unknown(),
    "block": {"on": True, "hidden": Unknown()},
    "listed": [{"kind": "a"}, {"kind": Unknown()}, {}],
    "single": [{"kind": "a"}],
    "empty": [],
    "off": False,
    "type": "egress",
    "role": "arn:aws:iam::444455556666:role/deploy",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(Unknown()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b"]), inner),
    max_leaves=8,
)
PATHS = st.lists(st.sampled_from(["a", "b", "a[]", "c"]), min_size=1, max_size=3).map(".".join)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("name", "alpha"),
        ("block.on", True),
        ("block.hidden", Unknown()),
        ("hidden.below", Unknown()),
        ("single.kind", "a"),
        ("name.below", None),
        ("nothing.at.all", None),
    ],
)
def test_a_path_leads_to_a_value_or_to_unknown_or_nowhere(path: str, expected: Any) -> None:
    assert at(PROPERTIES, path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("listed[].kind", ["a", Unknown()]),
        ("single[]", [{"kind": "a"}]),
        ("empty[].kind", []),
        ("hidden[].kind", Unknown(optional=True)),
        ("nothing[].kind", None),
    ],
)
def test_brackets_gather_what_the_elements_hold(path: str, expected: Any) -> None:
    assert every(PROPERTIES, path) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("", True),
        ("name", True),
        ("off", False),
        ("empty", False),
        ("nothing", False),
        ("not nothing", True),
        ("hidden", None),
        ("not hidden", None),
        ("type == egress", True),
        ("type == ingress", False),
        ("nothing == egress", False),
        ("not off == false", False),
        ("not nothing == false", True),
        ("hidden == egress", None),
        ("name and off", False),
        ("hidden and off", False),
        ("hidden and name", None),
        ("hidden or name", True),
        ("off or type == ingress", False),
        ("name and not off or nothing", True),
    ],
)
def test_a_condition_holds_or_does_not_or_cannot_be_known(when: str, expected: bool | None) -> None:
    assert holds(when, PROPERTIES) is expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("arn:{partition}:s3:::{name}", ("arn:aws:s3:::alpha", True, False)),
        ("arn:{partition}:s3:::{name}/*", ("arn:aws:s3:::alpha/*", True, False)),
        ("role{path|/}{name}", ("role/team/alpha", True, False)),
        ("role{nothing|/}{name}", ("role/alpha", True, False)),
        ("parameter/{path}", ("parameter/team/", True, False)),
        ("table/{hidden}", ("table/*", False, True)),
        ("table/{nothing}", ("table/*", False, False)),
        ("arn:aws:iam::1:role/{role}", ("arn:aws:iam::444455556666:role/deploy", True, False)),
    ],
)
def test_a_template_is_filled_and_says_what_is_missing(
    template: str, expected: tuple[str, bool, bool]
) -> None:
    assert fill(template, PROPERTIES, {"partition": "aws"}) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true"),
        (3.0, "3"),
        (2.5, "2.5"),
        (["a", False, ["b"]], ["a", "false", "b"]),
        ([], None),
        ({"a": 1}, Unknown()),
        ([Unknown()], [Unknown()]),
    ],
)
def test_values_are_written_as_requests_carry_them(value: Any, expected: Any) -> None:
    assert texts(value) == expected


@given(JSON, PATHS)
def test_reading_never_raises(value: Any, path: str) -> None:
    found = every(value, path) if path.count("[]") < 2 else at(value, path.replace("[]", ""))
    texts(found)
    holds(f"{path.replace('[]', '')} and not {path.replace('[]', '')} == a", {"a": value})
    fill(f"arn:{{{path.replace('[]', '')}|x}}", {"a": value}, {})

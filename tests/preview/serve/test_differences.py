"""Comparing two sets of property values."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from preview.serve.differences import differences
from preview.values import UNKNOWN, Archive, Asset

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "b"]) | st.just(UNKNOWN),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
PROPERTIES = st.dictionaries(st.sampled_from(["name", "tags", "a.b"]), VALUES, max_size=3)


def test_changes_are_told_by_their_path() -> None:
    old = {"a": {"x": 1, "y.z": [1, 2]}, "gone": True, "same": [1]}
    new = {"a": {"x": 2, "y.z": [1, 3, 4]}, "same": [1], "new": {}}
    assert differences(old, new) == {
        "a": {"a.x": "UPDATE", 'a["y.z"][1]': "UPDATE", 'a["y.z"][2]': "ADD"},
        "gone": {"gone": "DELETE"},
        "new": {"new": "ADD"},
    }


def test_true_is_not_one() -> None:
    assert differences({"a": True, "b": [0]}, {"a": 1, "b": [False]}) == {
        "a": {"a": "UPDATE"},
        "b": {"b[0]": "UPDATE"},
    }


def test_files_are_compared_by_what_is_in_them() -> None:
    old = {"asset": Asset("path", "a.txt", "1"), "archive": Archive("path", "a", "2")}
    new = {"asset": Asset("text", "moved", "1"), "archive": Archive("path", "a", "3")}
    assert differences(old, new) == {"archive": {"archive": "UPDATE"}}


def test_a_value_that_is_not_known_yet_is_a_change() -> None:
    assert differences({"a": "b"}, {"a": UNKNOWN}) == {"a": {"a": "UPDATE"}}


@given(PROPERTIES)
def test_nothing_differs_from_itself(values: dict[str, Any]) -> None:
    assert differences(values, copy.deepcopy(values)) == {}


@given(PROPERTIES, PROPERTIES)
def test_a_change_there_is_undone_by_the_change_back(old: dict[str, Any], new: dict[str, Any]) -> None:
    back = {"ADD": "DELETE", "DELETE": "ADD", "UPDATE": "UPDATE"}
    there = differences(old, new)
    assert differences(new, old) == {
        name: {path: back[change] for path, change in changes.items()} for name, changes in there.items()
    }

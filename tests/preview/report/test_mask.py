"""Nothing secret is shown."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preview.report.mask import HIDDEN, Mask, secret_texts
from preview.values import UNKNOWN, Archive, Asset, Reference, Secret

SIGNATURE = "4dabf18193072939515e22adb298388d"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("login with hunter22 failed", "login with [secret] failed"),
        ("hunter22hunter22", "[secret][secret]"),
        ("nothing", "nothing"),
        ("hunter22-long is longer", "[secret] is longer"),
        ('a "quoted" one', "a [secret] one"),
        ('in JSON: "a \\"quoted\\" one"', 'in JSON: "a [secret] one"'),
        ("1 true", "1 true"),
    ],
)
def test_secret_texts_are_hidden_wherever_they_stand(text: str, expected: str) -> None:
    assert Mask(["hunter22", "hunter22-long", '"quoted"', "1", "true", ""]).text(text) == expected


def test_each_long_line_of_a_secret_is_hidden_on_its_own() -> None:
    key = "-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA\nend\n-----END KEY-----\n"

    assert Mask([key]).text("read MIIEpAIBAAKCAQEA here, end") == "read [secret] here, end"


def test_values_take_the_form_of_pulumis_state_files() -> None:
    value = {
        "b": UNKNOWN,
        "a": Secret({"x": 1}),
        "list": [1, 2.5, None, True, "pw-123"],
        "role": Reference(urn="urn:r", id="r-1"),
        "component": Reference(urn="urn:c"),
        "later": Reference(urn="urn:r", id=UNKNOWN),
        "code": Archive(
            kind="assets", value={"f": Asset(kind="text", value="is pw-123", hash="h")}, hash="g"
        ),
        "nan": math.nan,
    }
    unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
    reference = "5cf8f73096256a8f31e491e813e4eb8e"

    assert Mask(["pw-123"]).value(value) == {
        "a": HIDDEN,
        "b": unknown,
        "list": [1, 2.5, None, True, HIDDEN],
        "role": {SIGNATURE: reference, "urn": "urn:r", "id": "r-1"},
        "component": {SIGNATURE: reference, "urn": "urn:c"},
        "later": {SIGNATURE: reference, "urn": "urn:r", "id": unknown},
        "code": {
            SIGNATURE: "0def7320c3a5731c473e5ecbe6d01bc7",
            "assets": {
                "f": {SIGNATURE: "c44067f5952c0a294b673a41bacd8c17", "text": "is [secret]", "hash": "h"}
            },
            "hash": "g",
        },
        "nan": "nan",
    }


def test_a_structured_secret_hides_each_text_in_it() -> None:
    value = '{"user": "admin", "keys": ["k-1", {"n": 12345}], "on": true}'

    assert list(secret_texts(value)) == [value, "admin", "k-1", "12345"]
    assert list(secret_texts("{no json")) == ["{no json"]


secrets = st.text(st.characters(codec="utf-8"), min_size=3).filter(
    lambda text: text.strip() == text and text.lower() not in ("true", "false", "null", "none")
)


@given(secrets, st.text(), st.text())
def test_no_secret_is_left_in_a_text_or_in_its_json(secret: str, before: str, after: str) -> None:
    mask = Mask([secret])
    shown = mask.text(before + secret + after)

    assert HIDDEN in shown
    assert mask.text(json.dumps(before + secret)).count(HIDDEN) >= 1


@given(
    st.recursive(
        st.none() | st.integers() | st.just(UNKNOWN) | st.just(Secret("the-hidden-one")) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | inner.map(Secret),
    )
)
def test_what_is_marked_secret_is_never_rendered(value: Any) -> None:
    assert "the-hidden-one" not in json.dumps(Mask().value(value))

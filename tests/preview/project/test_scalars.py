"""Unquoted words mean what Go's yaml.v3 makes of them, and are spelled as Go spells them."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preview.project import Timestamp, resolve, spelled
from preview.project.encoding import compact, in_project

NUMBERS = [
    ("0", 0),
    ("012", 10),
    ("012345670123", 1402433619),
    ("0o14", 12),
    ("0O14", 12),
    ("0x1F", 31),
    ("0b101", 5),
    ("-0x10", -16),
    ("-017", -15),
    ("+5", 5),
    ("00", 0),
    ("1_000", 1000),
    ("1__0_", 10),
    ("0x_1", 1),
    ("111122223333", 111122223333),
    ("9223372036854775807", 2**63 - 1),
    ("18446744073709551615", 2**64 - 1),
    ("-9223372036854775808", -(2**63)),
    ("1.30", 1.3),
    ("1.", 1.0),
    (".5", 0.5),
    ("-.5", -0.5),
    (".5_0", 0.5),
    ("1e3", 1000.0),
    ("1E-3", 0.001),
    ("6.02e+23", 6.02e23),
    # not octal after all: a decimal number then, and one with a fraction part to Go
    ("089", 89.0),
    # beyond 64 bits
    ("18446744073709551616", 18446744073709551616.0),
    ("+18446744073709551615", 18446744073709551615.0),
    ("-9223372036854775809", -9223372036854775809.0),
]
TEXTS = [
    "1" * 5000,
    *("yes", "no", "on", "off", "y", "n", "Yes", "NO", "On", "OFF"),
    *("tRUE", "nUll", "none", "None"),
    *("1.2.3", "10.16.32.0/20", "0x", "0xg", "0o8", "0b2", "_1", "1e", "e3", ".", "..", "._5", "-", "+"),
    *("1e400", "-1e400", ".e1", "nan", "inf", "1:30", "0.0.0.0/0", "12:30:45", "１２"),
    *("2026-13-01", "2026-02-30", "2026-11", "26-11-20", "2026-11-20T10:00", "2026-11-20T25:00:00Z"),
    *("2026-11-20T10:00:00", "2026-11-20 10:00:00Z", "2026-11-20x"),
]
MOMENTS = [
    ("2026-11-20", "2026-11-20 00:00:00 +0000 UTC", "2026-11-20T00:00:00Z"),
    ("2026-1-2", "2026-01-02 00:00:00 +0000 UTC", "2026-01-02T00:00:00Z"),
    ("2024-02-29", "2024-02-29 00:00:00 +0000 UTC", "2024-02-29T00:00:00Z"),
    ("0000-01-01", "0000-01-01 00:00:00 +0000 UTC", "0000-01-01T00:00:00Z"),
    ("2026-11-20 10:30:00", "2026-11-20 10:30:00 +0000 UTC", "2026-11-20T10:30:00Z"),
    ("2026-11-20T1:2:3.500Z", "2026-11-20 01:02:03.5 +0000 UTC", "2026-11-20T01:02:03.5Z"),
    ("2026-11-20t10:00:00+02:00", "2026-11-20 10:00:00 +0200 +0200", "2026-11-20T10:00:00+02:00"),
]
SPELLINGS: list[tuple[Any, str]] = [
    (True, "true"),
    (False, "false"),
    (None, "null"),
    (10, "10"),
    (1.3, "1.3"),
    (1000.0, "1000"),
    (0.00001, "0.00001"),
    (0.000001, "0.000001"),
    (0.0000001, "1e-7"),
    (1.5e-10, "1.5e-10"),
    (1e16, "10000000000000000"),
    (123456789012345680000.0, "123456789012345680000"),
    (1e21, "1e+21"),
    (-0.0, "-0"),
    ("1.30", "1.30"),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers(text: str, value: float) -> None:
    found = resolve(text)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("text", TEXTS)
def test_words_that_other_rules_take_for_something_else_stay_text(text: str) -> None:
    found = resolve(text)

    assert found == text
    assert type(found) is str


@pytest.mark.parametrize("text", ["true", "True", "TRUE"])
def test_true(text: str) -> None:
    assert resolve(text) is True


@pytest.mark.parametrize("text", ["false", "False", "FALSE"])
def test_false(text: str) -> None:
    assert resolve(text) is False


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing(text: str) -> None:
    assert resolve(text) is None


@pytest.mark.parametrize("text", [".inf", "+.Inf", "-.INF", ".nan", ".NaN"])
def test_numbers_that_are_not_finite(text: str) -> None:
    assert not math.isfinite(resolve(text))


@pytest.mark.parametrize(("text", "in_stack_files", "in_project_files"), MOMENTS)
def test_dates_become_moments(text: str, in_stack_files: str, in_project_files: str) -> None:
    found = resolve(text)

    assert isinstance(found, Timestamp)
    assert found == in_stack_files
    assert in_project({"at": [found]}) == {"at": [in_project_files]}


@pytest.mark.parametrize(("value", "text"), SPELLINGS)
def test_scalars_are_spelled_as_the_cli_spells_them(value: Any, text: str) -> None:
    assert spelled(value) == text


def test_json_is_compact_sorted_and_safe_for_html() -> None:
    value = {"b": [1.0, True, None], "a": "<é & \u2028>"}

    assert compact(value) == '{"a":"\\u003cé \\u0026 \\u2028\\u003e","b":[1,true,null]}'


@given(st.integers(-(2**63), 2**64 - 1))
def test_an_integer_in_decimal_reads_as_itself(number: int) -> None:
    assert resolve(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_as_the_cli_spells_it_reads_as_itself(number: float) -> None:
    assert float(resolve(spelled(number))) == number


@given(st.text(alphabet="0123456789+-._eExXobTZ: tnf~", max_size=14))
def test_any_word_has_a_value(text: str) -> None:
    assert isinstance(resolve(text), str | int | float | bool | None)

"""What pydantic refuses is said in words: what was given, what is allowed, and the fix."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, RootModel, StringConstraints, TypeAdapter, ValidationError, field_validator

from components.config.base import Refused, Section, refuse
from components.config.errors import problems_of
from preview.project import Problem, StackConfiguration, compact


class Mode(StrEnum):
    FAST = "FAST"
    SAFE = "SAFE"


class Tree(RootModel[dict[str, "Tree"]]):
    pass


class Part(Section):
    size: int
    label: str | None = None


class Model(Section):
    """One field for each kind of type."""

    text: str = Field(default="a", min_length=2, description="What it is called. And more.")
    number: int = Field(default=1, ge=1, le=9)
    above: float = Field(default=1, gt=0)
    ratio: float = Field(default=0.5, le=1)
    switch: bool = True
    mode: Mode = Mode.FAST
    level: Literal["high", "low"] | dict[str, int] = "low"
    names: tuple[str, ...] = Field(default=("a", "b"), min_length=2, max_length=3)
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=5)] = "reason"
    until: datetime.date | None = None
    part: Part | None = None
    parts: dict[str, Part] = Field(default_factory=dict)
    tree: Tree = Tree({})
    even: int = 2

    @field_validator("even")
    @classmethod
    def _even(cls, value: int) -> int:
        if value % 2:
            raise ValueError(f"{value} is odd")
        return value

    @field_validator("names")
    @classmethod
    def _short(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        refuse(
            [
                Refused(f"{name} is long", allowed="one letter", fix="shorten it", at=[index])
                for index, name in enumerate(names)
                if len(name) > 1
            ]
        )
        return names


def found(**values: Any) -> list[Problem]:
    """The problems of a section with these values, which stands in no file."""
    where = StackConfiguration(
        stack="dev",
        values={},
        secret_keys=frozenset(),
        sources={},
        secure=frozenset(),
        file="Pulumi.dev.yaml",
        project_file="Pulumi.yaml",
    )
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Model).validate_json(compact(values), strict=True)
    problems = problems_of(caught.value, annotation=Model, value=values, path=("a:model",), where=where)
    return [problem for _, problem in problems]


CASES = [
    ("text", None, "Text of at least 2 characters is expected, not nothing", "nothing"),
    ("text", 5, "5 is a number without quotes, not text", "5"),
    ("text", True, "true is true or false without quotes, not text", "true"),
    ("text", ["a"], "Text of at least 2 characters is expected, not a list", "a list"),
    ("text", "a", "text has 1 character", "a"),
    ("number", "5", "A whole number from 1 to 9 is expected, not text", "5"),
    ("number", 1.5, "A whole number from 1 to 9 is expected, not a number", "1.5"),
    ("number", True, "A whole number from 1 to 9 is expected, not true or false", "true"),
    ("number", 0, "number is below 1", "0"),
    ("number", 10, "number is above 9", "10"),
    ("above", 0, "above is not above 0.0", "0"),
    ("ratio", 2, "ratio is above 1.0", "2"),
    ("switch", "yes", "True or false is expected, not text", "yes"),
    ("mode", "fast", "fast is not allowed; did you mean FAST?", "fast"),
    ("mode", 3, "One of FAST, SAFE is expected, not a number", "3"),
    ("level", "hihg", "hihg is not allowed; did you mean high?", "hihg"),
    ("level", 3, "One of high, low or a mapping is expected, not a number", "3"),
    ("names", ["a"], "names has 1 entry", "a list"),
    ("names", "a", "A list of 2 to 3 entries is expected, not text", "a"),
    ("names", {"a": 1}, "A list of 2 to 3 entries is expected, not a mapping", "a mapping"),
    ("names[1]", ["a", 3], "3 is a number without quotes, not text", "3"),
    ("names[1]", ["a", "bb"], "bb is long", "bb"),
    ("reason", "a  ", "reason has 1 character", "a  "),
    ("reason", "", "reason is empty", "empty text"),
    ("until", "soon", 'A date in quotes, such as "2027-01-31" or null is expected, not text', "soon"),
    ("part", "x", "A mapping with size, label or null is expected, not text", "x"),
    ("part.size", {"label": "a"}, "size is missing", "nothing"),
    ("part.siz", {"siz": 1}, "The key siz is unknown; did you mean size?", "siz"),
    ("part.other", {"size": 1, "other": {"a": 1}}, "The key other is unknown", "other"),
    ("parts.a.b.size", {"a.b": {"size": "1"}}, "A whole number is expected, not text", "1"),
    ("tree.a.b", {"a": {"b": 3}}, "A mapping is expected, not a number", "3"),
    ("even", 3, "3 is odd", "3"),
]


@pytest.mark.parametrize(("path", "value", "message", "given"), CASES)
def test_each_kind_of_mistake_has_its_words(path: str, value: Any, message: str, given: str) -> None:
    field = path.partition(".")[0].partition("[")[0]

    problems = found(**{field: value})

    expected = "a:model." + path.replace("a.b.size", '["a.b"].size').replace('parts.["', 'parts["')
    assert [(problem.key, problem.message, problem.given) for problem in problems] == [
        (expected, message, given)
    ]
    assert problems[0].allowed
    assert problems[0].fix.endswith((".", '"', "..."))


def test_what_is_allowed_says_bounds_and_meaning() -> None:
    allowed = {
        "text": "text of at least 2 characters: what it is called",
        "number": "a whole number from 1 to 9",
        "above": "a number above 0",
        "ratio": "a number of at most 1",
        "switch": "true or false",
        "names": "a list of 2 to 3 entries",
        "reason": "text of at least 5 characters",
        "until": 'a date in quotes, such as "2027-01-31" or null',
    }
    values = {key: {"wrong": 1} for key in allowed}

    assert {problem.key.removeprefix("a:model."): problem.allowed for problem in found(**values)} == allowed


def test_a_number_in_quotes_is_told_to_lose_them() -> None:
    assert found(number="5")[0].fix == "Write 5 without quotes."
    assert found(switch="true")[0].fix == "Write true without quotes."
    assert found(number="five")[0].fix == "Write a whole number from 1 to 9."
    assert found(text=5)[0].fix == 'Quote it: "5".'


def test_every_mistake_of_a_section_is_found() -> None:
    problems = found(text=1, number="a", mode="x", part={"sise": 1}, extra=1)

    assert sorted(problem.key.removeprefix("a:model.") for problem in problems) == [
        "extra",
        "mode",
        "number",
        "part.sise",
        "text",
    ]

"""The outputs of stacks that are not previewed here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from preview.engine.model import StackOutputs
from preview.project.problems import ProblemsError
from preview.run.foreign import References, load_references
from preview.run.names import StackName, parse_stack_name
from preview.values import Secret

SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}


def references(tmp_path: Path, content: Any) -> References:
    path = tmp_path / "references.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1))
    return load_references(path, name="references.json")


def test_outputs_are_found_by_the_full_name_of_their_stack(tmp_path: Path) -> None:
    found = references(tmp_path, {"acme/net/prod": {"vpc": "vpc-1", "zones": ["a", {"b": None}]}})

    assert found.find(StackName(organization="acme", project="net", stack="prod")) == StackOutputs(
        outputs={"vpc": "vpc-1", "zones": ["a", {"b": None}]}
    )
    assert found.find(StackName(organization="acme", project="net", stack="dev")) is None


def test_secret_outputs_have_the_form_of_an_exported_stack(tmp_path: Path) -> None:
    outputs = {"a": {**SECRET, "plaintext": '{"k": 1}'}, "b": [{**SECRET, "value": "v"}]}

    found = references(tmp_path, {"acme/net/prod": outputs})

    assert found.stacks["acme/net/prod"] == {"a": Secret({"k": 1}), "b": [Secret("v")]}


def test_every_mistake_is_named_with_its_line(tmp_path: Path) -> None:
    content = {"prod": {}, "acme/net/dev": [1], "acme/net/qa": {"p": {**SECRET, "ciphertext": "x"}}}

    with pytest.raises(ProblemsError) as raised:
        references(tmp_path, content)

    assert [(each.line, each.key, each.message) for each in raised.value.problems] == [
        (2, "prod", "is no full stack name"),
        (3, "acme/net/dev", "must hold the outputs of the stack"),
        (6, "acme/net/qa", "cannot be used: a secret is encrypted"),
    ]
    assert raised.value.problems[0].fix == "write organization/<project>/prod"


@pytest.mark.parametrize(
    ("content", "line", "column", "words"),
    [
        ('{\n "a": 1,\n}', 3, 1, "is not valid JSON"),
        ("[]", 1, 1, "is no JSON object"),
        ("", 1, 1, "is not valid JSON"),
        ('{"a": {}, "a": {}}', None, None, "has the key a twice in one object"),
    ],
)
def test_a_file_that_is_no_json_object_is_named_with_its_place(
    tmp_path: Path, content: str, line: int | None, column: int | None, words: str
) -> None:
    with pytest.raises(ProblemsError) as raised:
        references(tmp_path, content)

    (problem,) = raised.value.problems
    assert (problem.line, problem.column) == (line, column)
    assert words in problem.message
    assert problem.allowed == "a JSON object: outputs by full stack name"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("acme/net/prod", "acme/net/prod"),
        ("acme/prod", "acme/shop/prod"),
        ("prod", "organization/shop/prod"),
    ],
)
def test_a_stack_is_named_fully_or_within_the_project(name: str, expected: str) -> None:
    assert str(parse_stack_name(name, project="shop")) == expected


@pytest.mark.parametrize("name", ["", "a//b", "a/b/c/d", "/"])
def test_what_is_no_name_of_a_stack_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is no name of a stack"):
        parse_stack_name(name, project="shop")

"""A project is understood as the Pulumi CLI understands it, whatever it is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from preview.project import PLACEHOLDER, Problem, ProblemsError, Project, UnknownStackError, environment_size

PROJECT = """\
name: shop
runtime:
  name: python
  options:
    virtualenv: venv
main: program
config:
  team:
    value: {name: red, size: 4}
  instances: 3
  ratio:
    default: 1.50
  names: [a, b]
  since:
    value: 2026-11-20
  aws:region: eu-west-1
  owner:
    type: string
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text(PROJECT)
    return tmp_path


def stack(folder: Path, text: str, name: str = "dev") -> Path:
    path = folder / f"Pulumi.{name}.yaml"
    path.write_text(text)
    return path


def complaints(folder: Path, stack: str = "dev") -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        Project.load(folder).configuration(stack)
    return [str(problem) for problem in caught.value.problems]


def test_the_project_file_names_program_and_environment(folder: Path) -> None:
    stack(folder, "config: {}")
    stack(folder, "config: {}", "prod")

    project = Project.load(folder)

    assert (project.name, project.runtime, project.stacks) == ("shop", "python", ("dev", "prod"))
    assert project.main == folder / "program"
    assert project.runtime_virtualenv == folder / "venv"


def test_a_short_project_file_is_enough(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yml").write_text("name: a\nruntime: python\n")
    (tmp_path / "Pulumi.dev.yml").write_text("")

    project = Project.load(tmp_path)

    assert (project.main, project.runtime_virtualenv, project.stacks) == (tmp_path, None, ("dev",))
    assert project.configuration("dev").values == {}


def test_values_are_handed_over_as_the_cli_does(folder: Path) -> None:
    stack(
        folder,
        """\
encryptionsalt: v1:abc
config:
  shop:owner: yes
  aws:region: us-east-1
  shop:config:old: form
  shop:on: true
  shop:octal: 0443
  shop:version: 1.30
  shop:quoted: "1.30"
  shop:nothing:
  shop:list: [1.50, "é", {b: 2, a: 1}]
  shop:since: {at: 2026-11-20}
""",
    )

    assert Project.load(folder).configuration("dev").values == {
        "shop:team": '{"name":"red","size":4}',
        "shop:instances": "3",
        "shop:ratio": "1.5",
        "shop:names": '["a","b"]',
        "shop:since": '{"at":"2026-11-20 00:00:00 +0000 UTC"}',
        "shop:owner": "yes",
        "aws:region": "us-east-1",
        "shop:old": "form",
        "shop:on": "true",
        "shop:octal": "291",
        "shop:version": "1.3",
        "shop:quoted": "1.30",
        "shop:nothing": "null",
        "shop:list": '[1.5,"é",{"a":1,"b":2}]',
    }


def test_a_stack_replaces_the_projects_value_as_a_whole(folder: Path) -> None:
    stack(folder, "config: {shop:owner: a, shop:team: {name: blue}}")

    configuration = Project.load(folder).configuration("dev")

    assert configuration.values["shop:team"] == '{"name":"blue"}'
    assert str(configuration.position(("shop:team", "name"))) == "Pulumi.dev.yaml:1"


def test_places_lead_to_the_file_that_gives_the_value(folder: Path) -> None:
    stack(folder, "config:\n  shop:owner: a\n  shop:size:\n    min: 01\n")

    configuration = Project.load(folder).configuration("dev")

    assert str(configuration.position(("shop:team",))) == "Pulumi.yaml:8"
    assert str(configuration.position(("shop:team", "size"))) == "Pulumi.yaml:9"
    assert str(configuration.position(("shop:names", 1))) == "Pulumi.yaml:13"
    assert str(configuration.position(("shop:size", "min"))) == "Pulumi.dev.yaml:4"
    assert configuration.written(("shop:size", "min")) == "01"
    assert str(configuration.position(("shop:none",))) == "Pulumi.dev.yaml:1"


SECRETS = """\
config:
  shop:owner: a
  shop:password:
    secure: AAABciphertext
  shop:database:
    user: admin
    keys: [{secure: AAABone}, {secure: AAABtwo}]
    secure: not a secret, since it has neighbours
"""


def test_encrypted_values_become_stand_ins(folder: Path) -> None:
    stack(folder, SECRETS)

    configuration = Project.load(folder).configuration(
        "dev", secrets={"password": {"a": 1}, "shop:database.keys[1]": "two", "shop:elsewhere": "x"}
    )

    assert configuration.values["shop:password"] == '{"a":1}'
    assert json.loads(configuration.values["shop:database"])["keys"] == [PLACEHOLDER, "two"]
    assert configuration.secret_keys == {"shop:password", "shop:database"}
    assert configuration.is_secure(("shop:database", "keys", 1))
    assert not configuration.is_secure(("shop:database", "user"))
    assert "AAAB" not in str(configuration.values)


def test_what_is_encrypted_is_never_given(folder: Path) -> None:
    stack(folder, SECRETS)
    configuration = Project.load(folder).configuration("dev")

    problem = configuration.problem(("shop:database", "keys", 0), "It is wrong", allowed="x", fix="y")

    assert problem.given == "(encrypted)"
    assert configuration.written(("shop:password",)) is None
    assert problem.line == 7


def test_stack_files_may_lie_elsewhere(folder: Path) -> None:
    (folder / "stacks").mkdir()
    (folder / "Pulumi.yaml").write_text("name: a\nruntime: python\nstackConfigDir: stacks\n")
    stack(folder / "stacks", "config: {a:b: 1}")
    stack(folder, "config: {}", "not-a-stack")
    other = stack(folder / "stacks", "config: {a:b: 2}", "prod").rename(folder / "other.yaml")

    project = Project.load(folder, stack_files={"test": other})

    assert project.stacks == ("dev", "test")
    assert project.stack("dev").name == "stacks/Pulumi.dev.yaml"
    assert project.configuration("test").values == {"a:b": "2"}


def test_the_old_name_of_the_stacks_folder_still_counts(tmp_path: Path) -> None:
    (tmp_path / "stacks").mkdir()
    (tmp_path / "Pulumi.yaml").write_text("name: a\nruntime: python\nconfig: stacks\n")
    stack(tmp_path / "stacks", "")

    assert Project.load(tmp_path).stacks == ("dev",)


def test_a_stack_that_does_not_exist_is_named_with_its_neighbours(folder: Path) -> None:
    stack(folder, "", "staging")
    stack(folder, "", "prod")

    with pytest.raises(UnknownStackError) as caught:
        Project.load(folder).configuration("stagin")

    assert str(caught.value) == (
        "Pulumi.stagin.yaml  There is no stack stagin; did you mean staging?\n"
        "    given    stagin\n"
        "    allowed  prod, staging\n"
        "    fix      Name staging, or create the file."
    )


def test_a_folder_without_a_project_says_so(tmp_path: Path) -> None:
    assert complaints(tmp_path) == [
        "Pulumi.yaml  There is no Pulumi project here\n"
        f"    given    {tmp_path}\n"
        "    allowed  a directory that holds Pulumi.yaml\n"
        "    fix      Change to the project's directory, or name it."
    ]


def test_all_that_is_wrong_with_a_project_file_comes_at_once(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text(
        """\
config:
  both: {value: 1, default: 2}
  company: {nmae: x}
  team: {vale: x}
  aws:region: {type: string}
  111122223333: {value: a}
"""
    )

    assert complaints(tmp_path) == [
        "Pulumi.yaml:1:1  name  The project file has no name\n"
        "    given    nothing\n"
        "    allowed  a name for the project\n"
        "    fix      Add name: <project>.",
        "Pulumi.yaml:1:1  runtime  The project file has no runtime\n"
        "    given    nothing\n"
        "    allowed  a language such as python, or a mapping with name: and options:\n"
        "    fix      Add runtime: python.",
        "Pulumi.yaml:2:3  both  A configuration key has both default: and value:\n"
        "    given    default and value\n"
        "    allowed  one of the two\n"
        "    fix      Remove one of them.",
        "Pulumi.yaml:3:13  company.nmae  nmae is no attribute of a configuration key\n"
        "    given    nmae\n"
        "    allowed  default, description, items, secret, type, value\n"
        "    fix      Put the value of company below value:.",
        "Pulumi.yaml:4:10  team.vale  vale is no attribute of a configuration key; did you mean value?\n"
        "    given    vale\n"
        "    allowed  default, description, items, secret, type, value\n"
        "    fix      Write value.",
        "Pulumi.yaml:5:3  aws:region  aws:region has no value\n"
        "    given    nothing\n"
        "    allowed  value: for a key of another namespace\n"
        "    fix      Add value:, or move the key to the stack files.",
        "Pulumi.yaml:6:3  config.111122223333  "
        "The key 111122223333 is no text to the CLI, which refuses the file\n"
        "    given    111122223333\n"
        "    allowed  keys that are text\n"
        '    fix      Quote the key: "111122223333".',
    ]


def test_what_the_cli_refuses_of_a_stack_file_comes_at_once(folder: Path) -> None:
    stack(folder, "config:\n  region: x\n  shop:limit: .inf\n")

    assert complaints(folder) == [
        "Pulumi.dev.yaml:2:3  region  region is no configuration key\n"
        "    given    region\n"
        "    allowed  <namespace>:<name>; in a stack file the namespace is never left out\n"
        "    fix      Write shop:region.",
        "Pulumi.dev.yaml:3:3  shop:limit  The CLI cannot pass this value on: inf cannot be written as JSON\n"
        "    given    .inf\n"
        "    allowed  numbers that are finite\n"
        "    fix      Write a finite number, or quote the value.",
        "Pulumi.yaml:17:3  shop:owner  "
        "Stack dev gives no value for shop:owner, which the project asks of every stack\n"
        "    given    nothing\n"
        "    allowed  a value in the stack's file, or a default here\n"
        "    fix      Add shop:owner to Pulumi.dev.yaml, or a default: to this key.",
    ]


@pytest.mark.parametrize("text", ["- a\n", "config: 3\n", "config: [a]\n", "just text\n"])
def test_a_stack_file_of_another_shape_is_a_problem(folder: Path, text: str) -> None:
    stack(folder, text)

    assert "no mapping" in complaints(folder)[0]


def test_the_size_is_that_of_the_environment_string() -> None:
    values = {"a:b": '{"c":"<é>"}', "a:d": "x"}

    text = '{"a:b":"{\\"c\\":\\"\\u003cé\\u003e\\"}","a:d":"x"}'
    assert environment_size(values) == len(text.encode())


def test_a_problem_travels_as_a_dictionary() -> None:
    problem = Problem(file="f", line=1, column=2, key="k", message="m", given="g", allowed="a", fix="x")

    assert Problem.from_dict(json.loads(json.dumps(problem.as_dict()))) == problem

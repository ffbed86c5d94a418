"""The catalogue as a whole: its names and words, and that every type and property exists."""

import importlib.metadata
import importlib.util
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pack.rule import Rule
from pack.settings import LEVELS
from pack.values import Secret
from rules import CATALOGUE

from tests.policies.cases import CASES
from tests.policies.harness import RULES
from tests.policies.process import POLICIES

SDK = Path(str(importlib.metadata.distribution("pulumi-aws").locate_file("pulumi_aws")))
GENERATOR = POLICIES / "rules" / "data" / "generate.py"

_OTHERS = ("pulumi:", "kubernetes:")

# Keys below these are the user's own.
_FREE = {"variables", "permissions", "tags", "tagsAll", "volumeTags", "required"}


@cache
def _generator() -> Any:
    specification = importlib.util.spec_from_file_location("generate", GENERATOR)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    sys.modules["generate"] = module
    specification.loader.exec_module(module)
    return module


@cache
def provider_types() -> dict[str, Any]:
    return {type.token: type for type in _generator().resource_types(SDK)}


@cache
def _nested(module: str) -> set[str]:
    folder = "lambda_" if module == "lambda" else module
    text = (SDK / folder / "_inputs.py").read_text(encoding="utf-8")
    return {name or attribute for name, attribute in re.findall(_generator()._GETTER.pattern, text)}


def test_names_are_unique_and_in_one_style() -> None:
    names = [rule.name for rule in CATALOGUE]

    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", name) for name in names)
    assert not {"all", "waivers"} & set(names)


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.name)
def test_a_rule_says_what_why_and_how_in_sentences(rule: Any) -> None:
    for words in (rule.asserts, rule.why, rule.fix):
        assert words[0].isupper() or words[0].isdigit()
        assert words.endswith(".")
        assert "  " not in words


@pytest.mark.parametrize("rule", [rule for rule in CATALOGUE if isinstance(rule, Rule)], ids=lambda r: r.name)
def test_the_types_of_a_rule_exist(rule: Rule) -> None:
    assert [
        token for token in rule.types if token not in provider_types() and not token.startswith(_OTHERS)
    ] == []


def _keys(value: Any) -> set[str]:
    if isinstance(value, Secret):
        return _keys(value.value)
    if isinstance(value, dict):
        inner = set().union(*(_keys(element) for key, element in value.items() if key not in _FREE))
        return set(value) | inner
    if isinstance(value, list):
        return set().union(*(_keys(element) for element in value))
    return set()


@pytest.mark.parametrize("name", CASES)
def test_the_properties_in_the_cases_of_a_rule_exist(name: str) -> None:
    rule, case = RULES[name], CASES[name]
    assert isinstance(rule, Rule)
    tokens = [token for token in ([case.type] if case.type else rule.types) if token in provider_types()]
    top = set().union(*(provider_types()[token].inputs | provider_types()[token].outputs for token in tokens))
    inner = set().union(*(_nested(token.split(":")[1].partition("/")[0]) for token in tokens))

    for properties in [*(bad for bad, _ in case.bad), *case.good, *case.unknown]:
        if tokens:
            assert set(properties) - top == set()
            below = set().union(*(_keys(value) for key, value in properties.items() if key not in _FREE))
            assert below - inner == set()


@pytest.mark.parametrize("profile", ["sandbox", "development", "production"])
def test_a_profile_names_rules_and_levels_that_exist(profile: str) -> None:
    levels = json.loads((POLICIES / "profiles" / f"{profile}.json").read_text(encoding="utf-8"))

    assert set(levels) - {"all"} - set(RULES) == set()
    assert list(levels)[1:] == sorted(list(levels)[1:])
    assert all(
        (level if isinstance(level, str) else level["enforcementLevel"]) in LEVELS
        for level in levels.values()
    )


def test_the_data_is_of_the_installed_provider() -> None:
    data = json.loads((GENERATOR.parent / "aws.json").read_text(encoding="utf-8"))

    assert data["version"] == importlib.metadata.version("pulumi-aws")
    assert data["types"] == len(provider_types())
    assert data["having"]["tagsAll"] == sorted(
        t.token for t in provider_types().values() if "tagsAll" in t.outputs
    )
    assert data["having"]["region"] == sorted(
        t.token for t in provider_types().values() if "region" in t.inputs
    )
    assert len(data["having"]["tagsAll"]) == 862
    groups = _generator().GROUPS
    assert data["paths"] == {name: _generator().paths_by_type(SDK, wanted) for name, wanted in groups.items()}


def test_the_catalogue_and_the_settings_import_no_sdk() -> None:
    code = "import sys, rules, pack.settings; print({'pulumi', 'grpc'} & set(sys.modules) or 'none')"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=POLICIES, capture_output=True, text=True, check=True
    )

    assert told.stdout == "none\n"


def test_no_folder_of_the_pack_hides_a_module_of_python() -> None:
    folders = {path.name for path in POLICIES.iterdir() if path.is_dir()}

    assert folders & set(sys.stdlib_module_names) == set()

"""The generated pages are current, and the written ones name what exists."""

import re

import pytest
from pack.rule import Rule
from pack.values import UNKNOWN, Secret
from rules import CATALOGUE

from tests.policies.cases import CASES
from tests.policies.docs.examples import example
from tests.policies.docs.pages import FOLDER, GENERATED, INDEX, pages

WRITTEN = ("using-the-pack.md", "writing-a-rule.md")


def test_the_pages_are_current() -> None:
    made = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    generated = {name: text for name, text in there.items() if text.startswith(GENERATED)}
    stale = sorted(name for name in made.keys() | generated.keys() if made.get(name) != generated.get(name))

    assert stale == [], "run `make docs`"


def test_every_rule_has_its_place_in_the_table_and_on_its_area_s_page() -> None:
    made = pages()

    for rule in CATALOGUE:
        assert f"[{rule.name}]({rule.area}.md#{rule.name})" in made[INDEX]
        assert f"\n## {rule.name}\n" in made[f"{rule.area}.md"]
        if isinstance(rule, Rule) and CASES[rule.name].bad:
            section = made[f"{rule.area}.md"].partition(f"\n## {rule.name}\n")[2].partition("\n## ")[0]
            assert "\nBad: " in section


@pytest.mark.parametrize("name", WRITTEN)
def test_links_of_the_written_pages_lead_somewhere(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")

    for target in re.findall(r"\]\(([^)#]+)", text):
        assert target.startswith("http") or (FOLDER / target).exists(), target


def test_the_written_pages_name_rules_that_exist() -> None:
    names = {rule.name for rule in CATALOGUE}
    text = (FOLDER / "using-the-pack.md").read_text(encoding="utf-8")

    named = set(re.findall(r"^ {4,6}(?:- rule: )?([a-z0-9]+(?:-[a-z0-9]+)+)", text, re.MULTILINE))
    named |= set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)": \{', text))
    named |= set(re.findall(r"- rule: (\S+)", text))
    assert len(named) == 4
    assert named <= names


def test_an_example_has_no_secret_and_words_for_what_json_lacks() -> None:
    shown = example({"a": Secret("hunter2"), "b": [UNKNOWN], "c": '{"Statement": [1]}', "d": "x" * 80})

    assert shown == {
        "a": "(a secret)",
        "b": ["(not known before the deployment)"],
        "c": {"Statement": [1]},
        "d": "x" * 69 + "...",
    }

"""The data files say nothing that the SDK does not know."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from preview.synthesis.derive import derive
from preview.synthesis.facts import DATA
from preview.synthesis.filters import FILTERS
from preview.synthesis.seeds import ALPHABETS

from .support import synthesizer

FILES = sorted(DATA.rglob("*.json"))
AWS_FILES = sorted((DATA / "aws").glob("*.json"))
HOLE = re.compile(r"\{([^{}]+)\}")
FIXED = {"partition", "suffix", "region", "account", "resource", "id", "uuid", "item"}


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def texts(written: Any) -> Iterator[str]:
    if isinstance(written, str):
        yield written
    for item in written if isinstance(written, list) else ():
        yield from texts(item)
    if isinstance(written, dict):
        yield from ("{" + name + "}" for name in [written.get("$case"), *written.get("$each", [])] if name)
        for key, item in written.items():
            if not key.startswith("$"):
                yield from texts(item)


def properties(written: Any) -> Iterator[str]:
    """The properties that the holes of a template read."""
    for text in texts(written):
        for hole in HOLE.findall(text):
            name = re.split(r"[:@]", hole)[0]
            if name in ALPHABETS or name in FIXED or name == "regional" or re.match(r"zone(Id)?:\d", hole):
                continue
            path, _, rest = hole.partition("|")[0].partition("~")
            assert not rest or rest in FILTERS
            if (name := path.split(".")[0]) not in FIXED:
                yield name


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DATA)))
def test_every_data_file_names_its_source_and_date(path: Path) -> None:
    data = load(path)

    assert data["source"]
    assert data["note"]
    assert date.fromisoformat(f"{data['date']}-01") <= date(2100, 1, 1)


@pytest.mark.parametrize("path", AWS_FILES, ids=lambda path: path.stem)
def test_models_speak_of_types_outputs_and_properties_that_exist(path: Path) -> None:
    schemas = synthesizer().schemas
    for token, entry in load(path).get("types", {}).items():
        schema = schemas.resource(token)
        assert schema is not None, token
        assert "like" not in entry or schemas.resource(entry["like"]) is not None, token
        outputs = entry.get("outputs", {})
        assert {name.split(".")[0] for name in outputs} <= set(schema.outputs), token
        read = set(properties([entry.get("id"), *outputs.values()]))
        assert read <= set(schema.inputs) | set(schema.outputs), (token, read)


@pytest.mark.parametrize("path", AWS_FILES, ids=lambda path: path.stem)
def test_answers_speak_of_functions_results_and_arguments_that_exist(path: Path) -> None:
    schemas = synthesizer().schemas
    for token, entry in load(path).get("functions", {}).items():
        schema = schemas.function(token)
        assert schema is not None, token
        results = entry.get("results", {})
        assert set(results) <= set(schema.results), token
        read = set(properties(list(results.values())))
        assert read <= set(schema.arguments) | set(schema.results), (token, read)


def test_names_speak_of_types_and_inputs_that_exist() -> None:
    schemas = synthesizer().schemas
    for token, entries in load(DATA / "names.json")["types"].items():
        schema = schemas.resource(token)
        assert schema is not None, token
        for entry in entries:
            named = schema.inputs[entry.get("property", "name")]
            assert not named.required, token
            assert entry.get("suffix_if", named.name) in schema.inputs, token


def test_the_derived_shapes_are_those_of_the_installed_sdk() -> None:
    schemas = synthesizer().schemas

    assert derive(schemas, schemas.packages["aws"]) == load(DATA / "aws" / "derived.json")["types"]


def test_regional_tables_speak_of_regions_that_exist() -> None:
    regions = set(load(DATA / "places.json")["regions"])

    for table in load(DATA / "regional.json")["tables"].values():
        assert set(table) <= regions


def test_no_type_token_stands_in_the_code() -> None:
    token = re.compile(r"[\"'](aws|eks|kubernetes):[\w./-]+:\w+")

    for path in sorted(DATA.parent.rglob("*.py")):
        assert not token.search(path.read_text(encoding="utf-8")), path

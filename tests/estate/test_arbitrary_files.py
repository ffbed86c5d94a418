"""Whatever stands in the files, validation answers with problems that can be read."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.config.settings import SECTIONS, Settings
from components.config.words import fields_of

from .conftest import Estate

WORDS = st.sampled_from(
    [
        *SECTIONS,
        *(name for section in Settings.model_fields.values() for name in fields_of(section.annotation)),
        *("eu-west-1", "eu-west-1a", "10.16.0.0/20", "10.0.0.0/8", "management", "production", "2026-11-20"),
        *("secure", "", "é\u2028", "a.b", "0"),
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS | st.text(max_size=4)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
CONFIG = st.dictionaries(st.sampled_from([f"landfall:{name}" for name in SECTIONS]), VALUES, max_size=6)


def answered(files: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        estate = Estate(Path(folder))
        for name, content in files.items():
            estate.write(name, json.dumps(content, ensure_ascii=False))
        problems = estate.answer().problems
    for problem in problems:
        assert problem.message
        assert problem.allowed
        assert problem.fix
        assert problem.given
        assert problem.line is None or problem.line >= 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONFIG | VALUES, VALUES)
def test_any_stack_file_is_answered(config: Any, other: Any) -> None:
    answered({"Pulumi.dev.yaml": {"config": config}, "Pulumi.prod.yaml": other})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(SECTIONS), VALUES.map(lambda value: {"value": value})), VALUES)
def test_any_project_file_is_answered(config: Any, runtime: Any) -> None:
    answered({"Pulumi.yaml": {"name": "landfall", "runtime": runtime, "config": config}})

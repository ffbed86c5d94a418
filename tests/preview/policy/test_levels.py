"""How the level and the settings of a rule are settled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format
from pulumi.runtime.proto import analyzer_pb2

from preview.policy import levels
from preview.policy.config import PackConfig, RuleConfig, load_pack_config
from preview.project.problems import ProblemsError


def a_pack(initial: dict[str, Any] | None = None, **schema: Any) -> analyzer_pb2.AnalyzerInfo:
    info = analyzer_pb2.AnalyzerInfo(name="p")
    for name, level in (("tags", analyzer_pb2.MANDATORY), ("regions", analyzer_pb2.ADVISORY)):
        policy = info.policies.add(name=name, enforcementLevel=level)
        if name == "tags" and schema:
            policy.configSchema.properties.update(schema)
    for name, properties in (initial or {}).items():
        info.initialConfig[name].enforcementLevel = analyzer_pb2.DISABLED
        info.initialConfig[name].properties.update(properties)
    return info


def config_file(tmp_path: Path, content: Any) -> PackConfig:
    path = tmp_path / "config.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1))
    return load_pack_config(path, name="config.json")


def test_without_a_file_the_rules_keep_their_levels_and_the_defaults_of_their_schemas() -> None:
    info = a_pack(keys={"type": "array", "default": ["owner"]}, deep={"type": "boolean"})

    assert levels.settled(info, None) == {
        "tags": RuleConfig(level="mandatory", properties={"keys": ["owner"]}),
        "regions": RuleConfig(level="advisory"),
    }


def test_the_file_wins_over_the_packs_own_configuration_and_a_rule_over_all(tmp_path: Path) -> None:
    info = a_pack({"tags": {"keys": ["a"], "more": 1}}, keys={"type": "array", "default": ["owner"]})
    config = config_file(
        tmp_path, {"all": "advisory", "tags": {"enforcementLevel": "remediate", "keys": ["b"]}}
    )

    assert levels.settled(info, config) == {
        "tags": RuleConfig(level="remediate", properties={"keys": ["b"], "more": 1.0}),
        "regions": RuleConfig(level="advisory"),
    }


def test_settings_without_a_level_leave_the_level_alone(tmp_path: Path) -> None:
    settled = levels.settled(a_pack(), config_file(tmp_path, {"tags": {"keys": ["b"]}}))

    assert settled["tags"] == RuleConfig(level="mandatory", properties={"keys": ["b"]})


def test_every_rule_is_configured_even_one_that_nobody_mentions() -> None:
    message = levels.request(
        {
            "tags": RuleConfig(level="disabled", properties={"keys": ["b"], "n": 2}),
            "x": RuleConfig(level="mandatory"),
        }
    )

    assert json_format.MessageToDict(message) == {
        "policyConfig": {
            "tags": {"enforcementLevel": "DISABLED", "properties": {"keys": ["b"], "n": 2.0}},
            "x": {"enforcementLevel": "MANDATORY"},
        }
    }


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"keys": ["a"]}, []),
        ({}, ["rule tags needs the setting keys"]),
        ({"keys": "a"}, ["rule tags: the setting keys must be array, it is 'a'"]),
        ({"keys": [], "mod": "on"}, ["rule tags: there is no setting mod, did you mean mode?"]),
        ({"keys": [], "mode": "of"}, ["rule tags: the setting mode must be one of on, off, it is 'of'"]),
        ({"keys": [], "count": True}, ["rule tags: the setting count must be integer or null, it is True"]),
    ],
)
def test_settings_are_checked_against_the_schema_of_the_rule(
    properties: dict[str, Any], expected: list[str]
) -> None:
    info = a_pack(keys={"type": "array"}, mode={"enum": ["on", "off"]}, count={"type": ["integer", "null"]})
    info.policies[0].configSchema.required.append("keys")
    rules = {
        "tags": RuleConfig(level="mandatory", properties=properties),
        "regions": RuleConfig(level="advisory"),
    }

    assert levels.mistakes(info, rules) == expected


def test_a_rule_that_is_off_needs_no_settings() -> None:
    info = a_pack(keys={"type": "array"})
    info.policies[0].configSchema.required.append("keys")

    assert (
        levels.mistakes(info, {"tags": RuleConfig(level="disabled"), "regions": RuleConfig(level="advisory")})
        == []
    )


def test_a_level_that_does_not_exist_is_an_error_with_its_line_and_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as raised:
        config_file(
            tmp_path, {"all": "advisory", "tags": "mandatroy", "regions": {"enforcementLevel": 3}, "x": []}
        )

    told = {(each.line, each.key, each.given, each.fix) for each in raised.value.problems}
    assert told == {
        (3, "tags", '"mandatroy"', "did you mean mandatory?"),
        (4, "regions.enforcementLevel", "3", "write one of the levels"),
        (7, "x", "[]", "write one of the levels"),
    }
    assert {each.allowed for each in raised.value.problems} == {"advisory, mandatory, remediate, disabled"}


def test_a_rule_that_the_pack_does_not_have_is_an_error_with_a_suggestion(tmp_path: Path) -> None:
    (problem,) = config_file(tmp_path, {"tag": "advisory", "all": "mandatory"}).unknown_rules(
        ["tags", "regions"]
    )

    assert (problem.file, problem.line, problem.given) == ("config.json", 2, "tag")
    assert problem.fix == "did you mean tags?"

"""What a pack is configured with: level and settings of every rule, settled as the engine settles them.

Later ones win: the rule's own level and the defaults of its schema, the pack's initial configuration, the
file of --policy-pack-config; in each of the latter two, `all` comes before single rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Final

from google.protobuf import json_format
from pulumi.runtime.proto import analyzer_pb2

from preview.policy.config import ALL, PackConfig, RuleConfig

_LEVELS: Final = {
    "advisory": analyzer_pb2.ADVISORY,
    "mandatory": analyzer_pb2.MANDATORY,
    "disabled": analyzer_pb2.DISABLED,
    "remediate": analyzer_pb2.REMEDIATE,
}
_NAMES: Final = {number: name for name, number in _LEVELS.items()}


def settled(info: analyzer_pb2.AnalyzerInfo, config: PackConfig | None) -> dict[str, RuleConfig]:
    """Every rule of the pack with its level and its settings."""
    rules = {
        policy.name: RuleConfig(level=_NAMES[policy.enforcementLevel], properties=_defaults(policy))
        for policy in info.policies
    }
    initial = {
        name: RuleConfig(
            level=_NAMES[entry.enforcementLevel], properties=json_format.MessageToDict(entry.properties)
        )
        for name, entry in info.initialConfig.items()
    }
    for layer in (initial, config.rules if config else {}):
        _apply(rules, layer)
    return rules


def _apply(rules: dict[str, RuleConfig], layer: Mapping[str, RuleConfig]) -> None:
    for_all = layer.get(ALL, RuleConfig())
    for name, rule in rules.items():
        own = layer.get(name, RuleConfig())
        rules[name] = RuleConfig(
            level=own.level or for_all.level or rule.level,
            properties={**rule.properties, **own.properties},
        )


def _defaults(policy: analyzer_pb2.PolicyInfo) -> dict[str, Any]:
    schema = json_format.MessageToDict(policy.configSchema.properties)
    return {
        name: fields["default"]
        for name, fields in schema.items()
        if isinstance(fields, dict) and "default" in fields
    }


def request(rules: Mapping[str, RuleConfig]) -> analyzer_pb2.ConfigureAnalyzerRequest:
    """The message that configures all of the pack's rules."""
    message = analyzer_pb2.ConfigureAnalyzerRequest()
    for name, rule in rules.items():
        entry = message.policyConfig[name]
        entry.enforcementLevel = _LEVELS[rule.level or "advisory"]
        entry.properties.update(dict(rule.properties))
    return message


def mistakes(info: analyzer_pb2.AnalyzerInfo, rules: Mapping[str, RuleConfig]) -> list[str]:
    """Where the settings do not fit the schemas that the rules publish; rules that are off are not judged."""
    found = []
    for policy in info.policies:
        rule = rules[policy.name]
        if rule.level == "disabled":
            continue
        schema = json_format.MessageToDict(policy.configSchema.properties)
        for name in policy.configSchema.required:
            if name not in rule.properties:
                found.append(f"rule {policy.name} needs the setting {name}")
        if schema:
            found += [f"rule {policy.name}: {text}" for text in _misfits(schema, rule.properties)]
    return found


def _misfits(schema: Mapping[str, Any], properties: Mapping[str, Any]) -> Iterable[str]:
    for name, value in properties.items():
        if name not in schema:
            close = get_close_matches(name, schema, 1)
            hint = f", did you mean {close[0]}?" if close else f"; there are {', '.join(schema)}"
            yield f"there is no setting {name}{hint}"
            continue
        wanted = schema[name].get("type") if isinstance(schema[name], dict) else None
        types = [wanted] if isinstance(wanted, str) else wanted or []
        if types and not any(_is(value, kind) for kind in types):
            yield f"the setting {name} must be {' or '.join(types)}, it is {value!r}"
        choices = schema[name].get("enum") if isinstance(schema[name], dict) else None
        if choices and value not in choices:
            yield f"the setting {name} must be one of {', '.join(map(str, choices))}, it is {value!r}"


def _is(value: Any, kind: str) -> bool:
    """Is `value` of this JSON type? Types that this does not know fit anything."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    checks = {
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "number": number,
        "integer": number and float(value).is_integer(),
        "array": isinstance(value, list),
        "object": isinstance(value, dict),
        "null": value is None,
    }
    return checks.get(kind, True)

"""From what a stack says to the level and settings of every rule.

Later wins: the rule's own defaults, the facts that the project states, the profile, the stack's overrides.
The outcome becomes the registered default of each policy, so that every engine and Pulumi Cloud see the
same; what `--policy-pack-config` then says comes through the protocol and wins over all of it.
"""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from pack.facts import Facts, Shared, facts_of
from pack.problems import ConfigurationError, problems_in
from pack.rule import AnyRule, RuleSettings
from pack.settings import LEVELS, Level, PolicySettings, Waiver
from pack.suggest import did_you_mean

PROFILES_DIRECTORY = Path(__file__).parent.parent / "profiles"

# Where a program of another name puts its section.
_FALLBACK_NAMESPACE = "landfall"
_KEYS = ("policies", "account", "accounts", "company", "guardrails", "regions", "tags", "units")


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """What holds for one rule in this stack, unless the engine's own configuration says otherwise."""

    level: Level
    settings: RuleSettings


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """Everything that the stack decides about the pack."""

    rules: Mapping[str, Resolved]
    waivers: tuple[Waiver, ...]
    today: datetime.date
    shared: Shared = field(default_factory=Shared)


def configure(rules: Iterable[AnyRule], environment: Mapping[str, str]) -> Configuration:
    """Read the configuration from a pack's environment; `ConfigurationError` holds every problem."""
    rules = tuple(rules)
    problems: list[str] = []
    values = _values(environment, problems)
    settings = _section(values, problems)
    names = {rule.name for rule in rules}
    for index, name in _waived_rules(values.get("policies")):
        if name not in names:
            problems.append(f"policies.waivers[{index}].rule: {_no_such_rule(name, names)}")
    resolved = resolve(rules, settings, facts_of(values), problems)
    today = _today(environment, problems)
    if problems:
        raise ConfigurationError(problems)
    return Configuration(rules=resolved, waivers=settings.waivers, today=today, shared=Shared(values))


def resolve(
    rules: Iterable[AnyRule], settings: PolicySettings, facts: Facts, problems: list[str]
) -> dict[str, Resolved]:
    """The level and settings of each rule; what is wrong is added to `problems`."""
    by_name = {rule.name: rule for rule in rules}
    profile = _profile(settings.profile)
    layers = (
        (f"profiles/{settings.profile}.json", profile),
        ("policies.overrides", settings.overrides),
    )
    for place, layer in layers:
        for name in layer:
            if name not in by_name and not (name == "all" and layer is profile):
                problems.append(f"{place}.{name}: {_no_such_rule(name, by_name)}")
    resolved = {}
    for name, rule in by_name.items():
        merged: dict[str, Any] = {"enforcementLevel": "mandatory"}
        for value in (profile.get("all"), profile.get(name), settings.overrides.get(name)):
            merged |= _as_object(value)
        level = merged.pop("enforcementLevel")
        model = rule.settings
        try:
            if level not in LEVELS:
                raise ConfigurationError([f"policies.overrides.{name}: level is one of {', '.join(LEVELS)}."])
            resolved[name] = Resolved(
                level=cast(Level, level), settings=model.model_validate(model.from_facts(facts) | merged)
            )
        except ValidationError as error:
            problems += problems_in(model, error, f"policies.overrides.{name}")
        except ConfigurationError as error:
            problems += error.problems
    return resolved


def _no_such_rule(name: str, names: Iterable[str]) -> str:
    return f"there is no rule named {json.dumps(name)}.{did_you_mean(name, names)}"


def _as_object(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"enforcementLevel": value}
    return dict(value) if isinstance(value, Mapping) else {}


@cache
def _profile(name: str) -> dict[str, Any]:
    profile: dict[str, Any] = json.loads((PROFILES_DIRECTORY / f"{name}.json").read_text(encoding="utf-8"))
    return profile


def _values(environment: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
    """The project's own configuration values that the pack reads, decoded, by key without namespace."""
    try:
        config = json.loads(environment.get("PULUMI_CONFIG") or "{}")
    except ValueError:
        config = None
    if not isinstance(config, dict):
        problems.append("PULUMI_CONFIG: it is not a JSON object.")
        return {}
    values: dict[str, Any] = {}
    for key in _KEYS:
        for namespace in (environment.get("PULUMI_PROJECT", ""), _FALLBACK_NAMESPACE):
            text = config.get(f"{namespace}:{key}")
            if text is not None:
                try:
                    values[key] = json.loads(text) if isinstance(text, str) else text
                except ValueError:
                    values[key] = text
                break
    return values


def _section(values: Mapping[str, Any], problems: list[str]) -> PolicySettings:
    section = values.get("policies")
    section = {} if section is None else section
    try:
        return PolicySettings.model_validate(section)
    except ValidationError as error:
        problems += problems_in(PolicySettings, error, "policies")
        return _salvaged(section)


def _salvaged(section: Any) -> PolicySettings:
    """What of a wrong section makes sense, so that the problems in the rest of it are found, too."""
    if not isinstance(section, Mapping):
        return PolicySettings()
    parts: dict[str, Any] = {}
    overrides = section.get("overrides")
    waivers = section.get("waivers")
    candidates: list[tuple[str, Any]] = [("profile", section.get("profile"))]
    candidates += [("overrides", entry) for entry in _entries(overrides)]
    candidates += [("waivers", [waiver]) for waiver in (waivers if isinstance(waivers, list) else ())]
    for name, part in candidates:
        try:
            PolicySettings.model_validate({name: part})
        except ValidationError:
            continue
        if name == "overrides":
            parts[name] = parts.get(name, {}) | part
        elif name == "waivers":
            parts[name] = [*parts.get(name, []), *part]
        else:
            parts[name] = part
    return PolicySettings.model_validate(parts)


def _waived_rules(section: Any) -> Iterator[tuple[int, str]]:
    """The rules that waivers name, also in waivers that are wrong otherwise."""
    waivers = section.get("waivers") if isinstance(section, Mapping) else None
    for index, waiver in enumerate(waivers if isinstance(waivers, list) else ()):
        rule = waiver.get("rule") if isinstance(waiver, Mapping) else None
        if isinstance(rule, str) and rule.strip():
            yield index, rule.strip()


def _entries(overrides: Any) -> list[dict[Any, Any]]:
    """Each override by itself; one whose level is wrong without it."""
    if not isinstance(overrides, Mapping):
        return []
    entries = []
    for name, value in overrides.items():
        level = value.get("enforcementLevel", "mandatory") if isinstance(value, Mapping) else value
        rest = dict(value) if isinstance(value, Mapping) else {}
        if level not in LEVELS:
            rest.pop("enforcementLevel", None)
            value = rest
        entries.append({name: value})
    return entries


def _today(environment: Mapping[str, str], problems: list[str]) -> datetime.date:
    given = environment.get("PREVIEW_DATE")
    try:
        return datetime.date.fromisoformat(given) if given else datetime.datetime.now(datetime.UTC).date()
    except ValueError:
        problems.append("PREVIEW_DATE: expected a date as YYYY-MM-DD.")
        return datetime.date.min

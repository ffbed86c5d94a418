"""The generated pages: a table of all rules, and a page for each area."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pack.configuration import resolve
from pack.facts import Facts
from pack.frameworks import frameworks
from pack.rule import AnyRule, Rule, RuleSettings, Severity
from pack.settings import PROFILES, PolicySettings
from rules import CATALOGUE

from tests.policies.cases import CASES
from tests.policies.cases.stacks import STACK_CASES, Part
from tests.policies.docs.examples import block, example

FOLDER = Path(__file__).parents[3] / "docs" / "policies"
GENERATED = "<!-- Made by `make docs` from the rules and their tested cases; edit those. -->\n"
INDEX = "README.md"
MOST_TYPES = 8
GENERIC = 20
"""A rule that reaches more types than this is named in the summary."""

_SEVERITIES = list(Severity)
_LETTERS = {"mandatory": "M", "advisory": "a", "disabled": "-"}


def pages() -> dict[str, str]:
    """The text of every generated page, by file name."""
    areas: dict[str, list[AnyRule]] = defaultdict(list)
    for rule in CATALOGUE:
        areas[rule.area].append(rule)
    ordered = {area: sorted(rules, key=_gravest_first) for area, rules in sorted(areas.items())}
    made = {f"{area}.md": _text(_area(area, rules)) for area, rules in ordered.items()}
    return {INDEX: _text(_index(ordered)), **made}


def _text(lines: Iterable[str]) -> str:
    return GENERATED + "\n".join(lines) + "\n"


def _gravest_first(rule: AnyRule) -> tuple[int, str]:
    return _SEVERITIES.index(rule.severity), rule.name


def _index(areas: dict[str, list[AnyRule]]) -> Iterator[str]:
    levels = {
        profile: resolve(CATALOGUE, PolicySettings.model_validate({"profile": profile}), Facts(), [])
        for profile in PROFILES
    }
    yield "# The rules of the policy pack\n"
    yield f"{len(CATALOGUE)} rules in {len(areas)} areas. "
    yield "[How to use the pack](using-the-pack.md), [how to write a rule](writing-a-rule.md).\n"
    yield from _areas(areas)
    yield "Levels by profile (sandbox, development, production): M mandatory, a advisory, - disabled."
    yield "Types: how many resource types a rule reaches; *stack* where it judges resources together.\n"
    for area, rules in areas.items():
        yield f"## [{area}]({area}.md)\n"
        yield "| rule | asserts | severity | levels | types |"
        yield "|---|---|---|---|---|"
        for rule in rules:
            held = " ".join(_LETTERS[levels[profile][rule.name].level] for profile in PROFILES)
            reach = str(len(list(rule.types))) if isinstance(rule, Rule) else "*stack*"
            if isinstance(rule, Rule) and reach == "0":
                reach = rule.types.summary
            link = f"[{rule.name}]({area}.md#{rule.name})"
            yield f"| {link} | {_cell(rule.asserts)} | {rule.severity.value} | {held} | {_cell(reach)} |"
        yield ""


def _areas(areas: dict[str, list[AnyRule]]) -> Iterator[str]:
    """How many rules each area has, how grave they are, and how many resource types they reach together."""
    yield "By area, with the resource types that its rules reach together (+: and those of a condition):\n"
    yield f"| area | rules | {' | '.join(severity.value for severity in _SEVERITIES)} | types |"
    yield "|---|---|" + "---|" * (len(_SEVERITIES) + 1)
    for area, rules in areas.items():
        count = Counter(rule.severity for rule in rules)
        grave = " | ".join(str(count[severity] or "") for severity in _SEVERITIES)
        reached = {token for rule in rules if isinstance(rule, Rule) for token in rule.types}
        open_ended = any(isinstance(rule, Rule) and not list(rule.types) for rule in rules)
        types = f"{len(reached)}+" if open_ended else str(len(reached))
        yield f"| [{area}](#{area}) | {len(rules)} | {grave} | {types} |"
    yield ""
    generic = [rule for rule in CATALOGUE if isinstance(rule, Rule) and len(list(rule.types)) > GENERIC]
    named = ", ".join(f"{rule.name} {len(list(rule.types))}" for rule in sorted(generic, key=_widest_first))
    yield f"The rules that reach most types, by what the provider's schema has: {named}.\n"


def _widest_first(rule: Rule) -> tuple[int, str]:
    return -len(list(rule.types)), rule.name


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _area(area: str, rules: list[AnyRule]) -> Iterator[str]:
    yield f"# {area}\n"
    yield "Properties are written as the engine sees them; a policy document that is JSON text is shown as"
    yield "the object that it stands for.\n"
    for rule in rules:
        yield from _rule(rule)


def _rule(rule: AnyRule) -> Iterator[str]:
    yield f"## {rule.name}\n"
    yield f"{rule.asserts} ({rule.severity.value})\n"
    yield f"- **Why**: {rule.why}"
    yield f"- **Fix**: {rule.fix}"
    yield f"- **Judges**: {_reach(rule)}"
    if served := frameworks(rule):
        named = "; ".join(f"{framework} {', '.join(numbers)}" for framework, numbers in served.items())
        yield f"- **Frameworks**: {named}"
    for name, field in rule.settings.model_fields.items():
        if name not in RuleSettings.model_fields:
            default = field.get_default(call_default_factory=True)
            shown = f"`{default}`" if default or default in (0, False) else "nothing"
            yield f"- **Setting** `{field.alias or name}`: {field.description or ''} Default: {shown}."
    yield ""
    if rule.name in STACK_CASES:
        together = STACK_CASES[rule.name]
        yield f"Bad: {together.message} (About {together.about}.)\n"
        yield from block(example([_part(part) for part in together.bad]))
        yield "Good:\n"
        yield from block(example([_part(part) for part in together.good]))
    case = CASES.get(rule.name)
    if case and case.bad:
        bad, message = case.bad[0]
        yield f"Bad: {message}\n"
        yield from block(example(bad))
        good = next((one for one in case.good if one), None)
        if good is not None:
            yield "Good:\n"
            yield from block(example(good))


def _part(part: Part) -> dict[str, Any]:
    """A resource of a stack; what it takes from another one is said in words."""
    taken = {key: f"(an output of {name})" for key, name in part.references.items()}
    return {"type": part.type, "name": part.name, "properties": part.properties | taken}


def _reach(rule: AnyRule) -> str:
    if not isinstance(rule, Rule):
        return "the stack as a whole, once all resources are known"
    tokens = list(rule.types)
    if not tokens or len(tokens) > MOST_TYPES:
        summary = rule.types.summary
        return summary if len(summary) < 120 else f"{len(tokens)} types"
    return ", ".join(f"`{token}`" for token in tokens)

"""The files of Suricata rules that a stack's firewall names: read, parsed, and judged before AWS does."""

from __future__ import annotations

from pathlib import Path

from preview.project import Problem

from .base import Refused
from .errors import refusal_problem
from .firewall import FirewallSettings, RuleFile, refused_capacity
from .found import Found, located
from .limits import limits
from .reading import Reading
from .segments import variable_of
from .suricata import read_rules
from .suricata_header import VARIABLES


def check_firewall(reading: Reading, directory: Path) -> None:
    """Add what is wrong with the firewall's rule files; their paths start in the project's directory."""
    egress = reading.parts.get("egress")
    firewall = egress.firewall if egress is not None else None
    if firewall is None:
        return
    for path, problem in [*_capacity(reading, firewall), *_files(reading, firewall, directory)]:
        reading.add(path, problem)


def rule_text(directory: Path, rules: RuleFile) -> str:
    """What a rule file holds; validation has found it readable."""
    return (directory / rules.file).read_text(encoding="utf-8")


def rule_texts(directory: Path, firewall: FirewallSettings | None) -> dict[str, str]:
    """What all rule files of a firewall hold, by the names of their groups; nothing without a firewall."""
    return {each.name: rule_text(directory, each) for each in (firewall.rule_files if firewall else ())}


def _capacity(reading: Reading, firewall: FirewallSettings) -> Found:
    yield from located(reading, "egress", refused_capacity(firewall), "firewall")


def _files(reading: Reading, firewall: FirewallSettings, directory: Path) -> Found:
    seen: dict[int, str] = {}
    named = [key for key, segment in reading.segments.items() if segment.ranges]
    # Of a segment that is wrong nobody knows whether it has ranges.
    named += [key for key in reading.names("segments") if reading.broken("segments", key)]
    variables = (*VARIABLES, *map(variable_of, named))
    for index, rules in enumerate(firewall.rule_files):
        path = reading.path("egress", "firewall", "rule_files", index)
        try:
            if not (directory / rules.file).resolve().is_relative_to(directory.resolve()):
                raise ValueError("it lies outside the project")
            text = rule_text(directory, rules)
        except (OSError, ValueError) as error:  # the second for paths and contents that are no text
            refused = Refused(
                f"The rule file {rules.file} cannot be read: {getattr(error, 'strerror', None) or error}",
                given=rules.file,
                allowed="a text file in the project's directory",
                fix="Correct the path, or write the file.",
                at=("file",),
            )
            yield (*path, "file"), refusal_problem(refused, path, reading.where)
            continue
        found, mistakes = read_rules(text, variables)
        for mistake in mistakes:
            yield (
                path,
                _at(rules.file, mistake.line, mistake.message, mistake.given, mistake.allowed, mistake.fix),
            )
        for rule in found:
            place = f"{rules.file}:{rule.line}"
            if rule.sid in seen:
                yield (
                    path,
                    _at(
                        rules.file,
                        rule.line,
                        f"The sid {rule.sid} is taken by {seen[rule.sid]}",
                        str(rule.sid),
                        "a number that no other rule of the policy has",
                        "Write another number: alerts name a rule by it.",
                    ),
                )
            seen.setdefault(rule.sid, place)
        yield from _size(reading, index, rules, len(found) + len(mistakes), len(text))


def _size(reading: Reading, index: int, rules: RuleFile, count: int, characters: int) -> Found:
    path = reading.path("egress", "firewall", "rule_files", index)
    most = limits().firewall_rule_file
    if count > rules.capacity:
        refused = Refused(
            f"{rules.file} has {count} rules, and its group has room for {rules.capacity}",
            given=str(rules.capacity),
            allowed=f"at least {count}",
            fix="Raise the capacity, with room to grow: the group is replaced when it changes.",
            at=("capacity",),
        )
    elif characters > most:
        refused = Refused(
            f"{rules.file} has {characters:,} characters",
            given=rules.file,
            allowed=f"at most {most:,} in a rule group",
            fix="Split the file.",
            at=("file",),
        )
    else:
        return
    yield (*path, *refused.at), refusal_problem(refused, path, reading.where)


def _at(file: str, line: int, message: str, given: str, allowed: str, fix: str) -> Problem:
    return Problem(
        file=file, line=line, column=1, key="", message=message, given=given, allowed=allowed, fix=fix
    )

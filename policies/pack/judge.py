"""Running one rule on one resource or stack: verdicts in, reports and unknowns out.

A rule that crashes yields a report about the rule; a finding that a waiver covers goes to the waiver book; no
report shows a secret. Both servicers run rules through here, so that their answers are the same.
"""

import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from pack.configuration import Configuration
from pack.problems import ConfigurationError, problems_in
from pack.reader import HIDDEN
from pack.resource import Resource
from pack.rule import AnyRule, Rule, RuleSettings, StackRule
from pack.settings import Waiver
from pack.stack import Stack
from pack.values import SENTINEL, secret_texts
from pack.verdict import Verdict
from pack.waivers import Waived, WaiverBook

# A secret shorter than this may stand in a message by coincidence ("22"); hiding it would garble the words.
_SHORTEST_SECRET = 6


@dataclass(frozen=True, kw_only=True)
class Report:
    """One thing that a rule reports, in the words that the diagnostic ends with."""

    result: Literal["fail", "error", "unknown", "waived"]
    message: str
    urn: str
    property: str = ""
    waiver: Waiver | None = None
    rule: str = ""  # the rule that a waived finding is from


@dataclass
class Outcome:
    """What one rule says: reports at its level, and the properties that can't be known."""

    reports: list[Report] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


class Judge:
    """Judges with the configuration of one stack. Safe to use from several threads."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.book = WaiverBook(configuration.waivers, configuration.today)
        self._settings: dict[str, tuple[Mapping[str, Any], RuleSettings]] = {}

    def settings(self, rule: AnyRule, config: Mapping[str, Any] | None) -> RuleSettings:
        """The rule's settings with what the engine configured; `ConfigurationError` if that is wrong."""
        resolved = self.configuration.rules[rule.name].settings
        if not config:
            return resolved
        cached = self._settings.get(rule.name)
        if cached and (cached[0] is config or cached[0] == config):
            return cached[1]
        try:
            settings = rule.settings.model_validate(resolved.model_dump(by_alias=True) | dict(config))
        except ValidationError as error:
            raise ConfigurationError(problems_in(rule.settings, error, rule.name)) from error
        self._settings[rule.name] = (config, settings)
        return settings

    def resource(self, rule: Rule, resource: Resource, config: Mapping[str, Any] | None) -> Outcome:
        """Judge one resource by itself."""
        try:
            settings = self.settings(rule, config)
            verdicts = list(rule.check(resource.under(settings, self.configuration.shared)))
        except Exception as error:  # the boundary: a broken rule must not stop the run
            return _broken(error, resource.urn)
        if not verdicts:  # the most common answer
            self.book.judged(rule.name, resource.urn, [])
            return Outcome()
        return self._outcome(rule, settings, verdicts, lambda _: resource, alone=resource)

    def stack(self, rule: StackRule, stack: Stack, config: Mapping[str, Any] | None) -> Outcome:
        """Judge a whole stack."""
        try:
            settings = self.settings(rule, config)
            verdicts = list(rule.check(stack.under(settings)))
        except Exception as error:  # the boundary: a broken rule must not stop the run
            return _broken(error, "")
        return self._outcome(rule, settings, verdicts, stack.by_urn)

    def _outcome(
        self,
        rule: AnyRule,
        settings: RuleSettings,
        verdicts: Iterable[Verdict],
        find: Callable[[str], Resource | None],
        alone: Resource | None = None,
    ) -> Outcome:
        outcome = Outcome()
        waived: list[Waived] = []
        secrets: dict[int, list[str]] = {}
        for verdict in verdicts:
            resource = alone or find(verdict.urn)
            if verdict.result == "unknown" and settings.unknown == "advisory":
                outcome.unknown.append(_place(verdict, alone or resource, named=alone is None))
                self._cover(rule, resource)
                continue
            if id(resource) not in secrets:
                secrets[id(resource)] = _secrets_of(resource)
            report = _report(verdict, resource, secrets[id(resource)])
            waiver = self._cover(rule, resource)
            if waiver and settings.waivable and not self.book.expired(waiver):
                waived.append(
                    Waived(
                        waiver=waiver,
                        rule=rule.name,
                        urn=report.urn,
                        message=report.message,
                        property=report.property,
                    )
                )
                continue
            if waiver:
                report = replace(report, waiver=waiver, message=f"{report.message} {_void(waiver, settings)}")
            outcome.reports.append(report)
        self.book.judged(rule.name, alone.urn if alone else "", waived)
        return outcome

    def _cover(self, rule: AnyRule, resource: Resource | None) -> Waiver | None:
        """The waiver that covers a verdict on this resource; noted as being about something."""
        waiver = self.book.find(
            rule.name, resource.name if resource else "", resource.urn if resource else ""
        )
        if waiver:
            self.book.match(waiver)
        return waiver


def _report(verdict: Verdict, resource: Resource | None, secrets: list[str]) -> Report:
    message = verdict.message
    if verdict.result == "unknown":
        message = f"{verdict.property} is not known before the deployment, and has to be."
    return Report(
        result=verdict.result,
        message=_without(secrets, message),
        urn=resource.urn if resource else "",
        property=verdict.property,
    )


def _void(waiver: Waiver, settings: RuleSettings) -> str:
    if not settings.waivable:
        return f"(The waiver of {waiver.owner} does not count: this rule takes none.)"
    return f"(The waiver of {waiver.owner} expired on {waiver.expires.isoformat()}.)"


def _place(verdict: Verdict, resource: Resource | None, *, named: bool) -> str:
    return f"{resource.name}.{verdict.property}" if named and resource else verdict.property


def _broken(error: Exception, urn: str) -> Outcome:
    """What a rule that could not be run says: a finding about the rule."""
    if isinstance(error, ConfigurationError):
        reason = f"The rule judged nothing here, its settings are wrong: {error}"
    else:
        reason = f"The rule itself failed and judged nothing here: {_where(error)}."
    return Outcome([Report(result="error", message=reason, urn=urn)])


def _where(error: Exception) -> str:
    """The kind of a crash and the line of it; never its text, which may quote a value."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}"


def _secrets_of(resource: Resource | None) -> list[str]:
    """The secrets of a resource that a message must not show, the longest first."""
    texts = secret_texts(resource.value) if resource else set()
    return sorted((text for text in texts if len(text) >= _SHORTEST_SECRET), key=len, reverse=True)


def _without(secrets: list[str], message: str) -> str:
    """The last guard: rules show values through `Reader.shown`, and one that forgot leaks nothing either."""
    for text in secrets:
        message = message.replace(text, HIDDEN)
    if not message.isascii():  # half a character has no bytes, and no answer could carry it
        message = message.encode("utf-8", "replace").decode()
    return SENTINEL.sub("...", message)

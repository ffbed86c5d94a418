"""Rules as the policies that pulumi_policy registers, each with its own name, level and settings."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyComplianceFramework,
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from pack.account import WAIVERS, account
from pack.configuration import Resolved
from pack.frameworks import FSBP
from pack.judge import Judge, Outcome, Report
from pack.memory import note, remembered_resource, remembered_stack
from pack.requests import resource_from, stack_from
from pack.rule import AnyRule, Described, Rule, RuleSettings, StackRule
from pack.values import Secret


def policies(rules: Sequence[AnyRule], judge: Judge) -> list[Policy]:
    """All policies of the pack: the rules, and at the end the account of waivers."""
    resolved = judge.configuration.rules
    made: list[Policy] = [_policy(rule, resolved[rule.name], judge) for rule in rules]
    return [*made, _waivers(judge)]


def unknown_value(paths: Sequence[str]) -> UnknownValueError:
    """What a policy raises, after all its reports, if something that decides is not known."""
    return UnknownValueError(UNKNOWN_STRING_VALUE, [", .".join(dict.fromkeys(paths))])


def note_unknown(described: Described, outcome: Outcome, urn: str) -> None:
    """Note the diagnostic that the servicer makes of `unknown_value`."""
    note(described, Report(result="unknown", message="", urn=urn, property=outcome.unknown[0]))


def _policy(rule: AnyRule, resolved: Resolved, judge: Judge) -> Policy:
    about: dict[str, Any] = {
        "name": rule.name,
        "description": rule.asserts,
        "enforcement_level": EnforcementLevel(resolved.level),
        "config_schema": config_schema(rule.settings, resolved.settings),
        "severity": Severity(rule.severity.value),
        "framework": PolicyComplianceFramework(name=FSBP, reference=", ".join(rule.fsbp))
        if rule.fsbp
        else None,
        "tags": [rule.area],
        "remediation_steps": f"{rule.fix} {rule.why}",
    }
    if isinstance(rule, Rule):
        return ResourceValidationPolicy(validate=_on_resource(rule, judge), **about)
    return StackValidationPolicy(validate=_on_stack(rule, judge), **about)


def _on_resource(rule: Rule, judge: Judge) -> Callable[[ResourceValidationArgs, ReportViolation], None]:
    def validate(arguments: ResourceValidationArgs, report_violation: ReportViolation) -> None:
        if arguments.resource_type not in rule.types:
            return
        resource = remembered_resource() or resource_from(arguments, Secret, UnknownValueError)
        outcome = judge.resource(rule, resource, arguments.get_config())
        for report in outcome.reports:
            note(rule, report)
            report_violation(report.message, None)
        if outcome.unknown:
            note_unknown(rule, outcome, resource.urn)
            raise unknown_value(outcome.unknown)

    return validate


def _on_stack(rule: StackRule, judge: Judge) -> Callable[[StackValidationArgs, ReportViolation], None]:
    def validate(arguments: StackValidationArgs, report_violation: ReportViolation) -> None:
        stack = remembered_stack() or stack_from(arguments.resources, Secret, UnknownValueError)
        outcome = judge.stack(rule, stack, arguments.get_config())
        for report in outcome.reports:
            note(rule, report)
            report_violation(report.message, report.urn)
        if outcome.unknown:
            note_unknown(rule, outcome, "")
            raise unknown_value(outcome.unknown)

    return validate


def _waivers(judge: Judge) -> Policy:
    def validate(_: StackValidationArgs, report_violation: ReportViolation) -> None:
        for report in account(judge):
            note(WAIVERS, report)
            report_violation(report.message, report.urn)

    return StackValidationPolicy(
        name=WAIVERS.name,
        description=WAIVERS.asserts,
        validate=validate,
        enforcement_level=EnforcementLevel.ADVISORY,
        severity=Severity(WAIVERS.severity.value),
        tags=[WAIVERS.area],
        remediation_steps=f"{WAIVERS.fix} {WAIVERS.why}",
    )


def config_schema(model: type[RuleSettings], settings: RuleSettings) -> PolicyConfigSchema:
    """The schema of a rule's settings, with what holds in this stack as the defaults."""
    defaults = settings.model_dump(mode="json", by_alias=True)
    return PolicyConfigSchema(
        properties={
            name: {**described, "default": defaults[name]} for name, described in _described(model).items()
        }
    )


@cache
def _described(model: type[RuleSettings]) -> Mapping[str, Mapping[str, Any]]:
    """The schema of each setting. Most rules share a model, and the making of a schema is slow."""
    schema = model.model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    return {name: _inlined(described, definitions) for name, described in schema["properties"].items()}


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """The schema without references: the engine compiles each property by itself."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions)
        return {key: _inlined(value, definitions) for key, value in schema.items() if key != "title"}
    if isinstance(schema, list):
        return [_inlined(element, definitions) for element in schema]
    return schema

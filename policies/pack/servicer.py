"""The analyzer, over pulumi_policy's own.

`RememberingServicer` is the stock servicer, which does all of the work; it only notes each request, so that
policies know what is secret in it, and writes the structure of what they said. `ThinServicer` answers the two
hot calls itself, with the same bytes (a test compares them): it asks only the rules that concern a resource's
type, and deserializes a request once instead of once per policy.
"""

from typing import Any, cast

import grpc
from pulumi.runtime import proto
from pulumi_policy import EnforcementLevel, Policy, StackValidationPolicy
from pulumi_policy.policy import _PolicyAnalyzerServicer

from pack.account import WAIVERS, account
from pack.findings import FindingsFile, finding
from pack.judge import Judge, Outcome
from pack.memory import Note, note, remembered_resource, remembered_stack, remembering
from pack.policies import note_unknown, unknown_value
from pack.problems import ConfigurationError
from pack.requests import resource_of, stack_of
from pack.rule import AnyRule, Described, Rule, StackRule

_Concern = tuple[Rule, Policy, Any, Any]
"""A rule about a type, the policy that it is registered as, its level, and its configuration."""


class RememberingServicer(_PolicyAnalyzerServicer):
    """The stock servicer, told what each request is about."""

    def __init__(self, judge: Judge, rules: tuple[AnyRule, ...], findings: FindingsFile, *stock: Any) -> None:
        super().__init__(*stock)
        self._judge = judge
        self._rules = {rule.name: rule for rule in rules}
        self._findings = findings

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        """Take the engine's configuration; settings that make no sense are refused, all at once."""
        problems: list[str] = []
        stock: Any = super()
        answer = stock.Configure(request, context)
        for name, rule in self._rules.items():
            try:
                self._judge.settings(rule, self._get_policy_config(name))
            except ConfigurationError as error:
                problems += error.problems
        if problems:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "\n".join(problems))
        return answer

    def Analyze(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        """Judge one resource."""
        with remembering(resource=resource_of(request)) as notes:
            response = self._analyze(request, context)
        self._write(notes, response)
        return response

    def AnalyzeStack(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        """Judge the whole stack."""
        with remembering(stack=stack_of(request)) as notes:
            response = self._analyze_stack(request, context)
        self._write(notes, response)
        return response

    def _analyze(self, request: Any, _context: Any) -> Any:
        stock: Any = super()
        return stock.Analyze(request, _context)

    def _analyze_stack(self, request: Any, _context: Any) -> Any:
        stock: Any = super()
        return stock.AnalyzeStack(request, _context)

    def _write(self, notes: list[Note], response: Any) -> None:
        if not self._findings.wanted:
            return
        # A policy's reports and the diagnostics made of them come in the same order.
        self._findings.write(
            [
                finding(
                    described,
                    report,
                    message=diagnostic.message,
                    level=proto.EnforcementLevel.Name(diagnostic.enforcementLevel).lower(),
                )
                for (described, report), diagnostic in zip(notes, response.diagnostics, strict=True)
            ]
        )


class ThinServicer(RememberingServicer):
    """Answers like the stock servicer, in a fraction of its time."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._by_type: dict[str, list[_Concern]] = {}
        self._policies: list[Policy] = self._private("policies")
        self._index()
        self._name: str = self._private("policy_pack_name")
        self._version: str = self._private("policy_pack_version")

    def _index(self) -> None:
        """Note which policies name a type, and which have to be asked; a program may have many types."""
        self._named: dict[str, list[int]] = {}
        self._conditional: list[int] = []
        for position, policy in enumerate(self._policies):
            rule = self._rules.get(policy.name)
            if not isinstance(rule, Rule):
                continue
            if rule.types.conditional:
                self._conditional.append(position)
                continue
            for token in rule.types.tokens:
                self._named.setdefault(token, []).append(position)

    def _private(self, name: str) -> Any:
        return getattr(self, f"_PolicyAnalyzerServicer__{name}")

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        """Take the engine's configuration, and forget what held before."""
        self._by_type = {}
        return super().Configure(request, context)

    def _concerning(self, token: str) -> list[_Concern]:
        """The rules about a type that are not switched off, with what is configured for them."""
        found = self._by_type.get(token)
        if found is None:
            found = []
            for position in sorted([*self._named.get(token, ()), *self._conditional]):
                policy = self._policies[position]
                rule = cast(Rule, self._rules[policy.name])
                if token not in rule.types:
                    continue
                level = self._get_enforcement_level(policy)
                if level is not EnforcementLevel.DISABLED:
                    found.append((rule, policy, level, self._get_policy_config(policy.name)))
            self._by_type[token] = found
        return found

    def _analyze(self, request: Any, _context: Any) -> Any:
        resource = remembered_resource() or resource_of(request)
        response = proto.AnalyzeResponse()
        for rule, policy, level, config in self._concerning(request.type):
            outcome = self._judge.resource(rule, resource, config)
            if outcome.reports or outcome.unknown:
                self._answer(response, policy, level, rule, outcome, resource.urn)
        return response

    def _analyze_stack(self, request: Any, _context: Any) -> Any:
        stack = remembered_stack() or stack_of(request)
        response = proto.AnalyzeResponse()
        for policy in self._policies:
            level = self._get_enforcement_level(policy)
            if level is EnforcementLevel.DISABLED or not isinstance(policy, StackValidationPolicy):
                continue
            rule = self._rules.get(policy.name)
            if isinstance(rule, StackRule):
                outcome = self._judge.stack(rule, stack, self._get_policy_config(policy.name))
                self._answer(response, policy, level, rule, outcome, "")
            else:
                outcome = Outcome(reports=list(account(self._judge)))
                self._answer(response, policy, level, WAIVERS, outcome, "")
        return response

    def Remediate(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        """Change nothing; the engine asks for every resource, even where no policy remediates."""
        if EnforcementLevel.REMEDIATE in self._private("policy_pack_config_enforcement_level").values():
            stock: Any = super()
            return stock.Remediate(request, context)
        return proto.RemediateResponse()

    def _answer(
        self, response: Any, policy: Policy, level: Any, described: Described, outcome: Outcome, urn: str
    ) -> None:
        if level is EnforcementLevel.REMEDIATE:
            level = EnforcementLevel.MANDATORY
        for report in outcome.reports:
            note(described, report)
            response.diagnostics.append(
                proto.AnalyzeDiagnostic(
                    policyName=policy.name,
                    policyPackName=self._name,
                    policyPackVersion=self._version,
                    message=f"{policy.description}\n{report.message}",
                    urn=report.urn if isinstance(policy, StackValidationPolicy) else "",
                    description=policy.description,
                    enforcementLevel=self._map_enforcement_level(level),
                    severity=self._map_severity(policy.severity),
                )
            )
        if outcome.unknown:
            note_unknown(described, outcome, urn)
            response.diagnostics.append(
                proto.AnalyzeDiagnostic(
                    policyName=policy.name,
                    policyPackName=self._name,
                    policyPackVersion=self._version,
                    message=f"can't run policy '{policy.name}' from policy pack "
                    f"'{self._name}@v{self._version}' during preview: "
                    f"{unknown_value(outcome.unknown).message}",
                    description=policy.description,
                    enforcementLevel=self._map_enforcement_level(EnforcementLevel.ADVISORY),
                )
            )

"""Network firewalls with their policies, from planned resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from . import tokens
from .filters import Filter, Rule
from .firewall_rules import attributes, inner, order, spelled
from .matches import UnreadableError
from .model import Firewall, Network
from .packets import ALL_ADDRESSES, TCP, Packets
from .planned import UNKNOWN, Planned, Resource
from .read_routes import dicts
from .spans import Spans
from .suricata import RuleError, Variables, address_set, port_set, read_rules

PASSES, FORWARDS = "aws:pass", "aws:forward_to_sfe"


def read_firewalls(planned: Planned, network: Network) -> None:
    """Add firewalls: where they are, and what their policies let pass."""
    for resource in planned.all(tokens.FIREWALL):
        endpoints = {}
        for mapping in dicts(resource.inputs.get("subnetMappings")):
            subnet = planned.named(mapping.get("subnetId"), *tokens.SUBNET)
            if subnet is not None and subnet.urn in network.subnets:
                endpoints[network.subnets[subnet.urn].zone] = network.subnets[subnet.urn]
            elif mapping.get("subnetId") == UNKNOWN:
                for each in planned.targets(resource, "subnetMappings", *tokens.SUBNET):
                    endpoints[network.subnets[each.urn].zone] = network.subnets[each.urn]
            else:
                network.gap(resource, "the subnet of an endpoint is unknown")
        policy = planned.target(resource, "firewallPolicyArn", tokens.FIREWALL_POLICY)
        if policy is None:
            network.gap(resource, "its policy is unknown")
            continue
        home = next(iter(endpoints.values())).vpc.addresses if endpoints else Spans()
        stateless, stateful = _Policy(planned, network, policy, home).filters()
        network.firewalls[resource.urn] = Firewall(resource, endpoints, stateless, stateful)


class _Policy:
    """One policy as rules in the order in which AWS judges by them."""

    def __init__(self, planned: Planned, network: Network, policy: Resource, home: Spans) -> None:
        self._planned = planned
        self._network = network
        self._policy = policy
        self._home = home
        given = policy.inputs.get("firewallPolicy")
        self._given: Mapping[str, Any] = given if isinstance(given, dict) else {}

    def filters(self) -> tuple[Filter, Filter]:
        """The stateless rules, whose passing without memory they say, and the stateful ones."""
        if not self._given:
            self._network.gap(self._policy, "its rules are unknown")
        return Filter(tuple(self._stateless()), self._policy), Filter(tuple(self._stateful()), self._policy)

    def _groups(self, name: str) -> Iterator[tuple[Resource, Mapping[str, Any]]]:
        references = sorted(dicts(self._given.get(name)), key=lambda each: order(each.get("priority")))
        for reference in references:
            arn = reference.get("resourceArn")
            group = self._planned.named(arn, tokens.RULE_GROUP)
            if group is None and arn == UNKNOWN:
                self._network.gap(self._policy, "one of its rule groups is unknown")
            elif group is None:
                text = f"the rules of {arn} are its owner's; they are taken to stop nothing"
                self._network.gap(self._policy, text, decisive=False)
            else:
                rules = group.inputs.get("ruleGroup")
                yield group, rules if isinstance(rules, dict) else {"rulesSource": {}}

    def _stateless(self) -> Iterator[Rule]:
        for group, content in self._groups("statelessRuleGroupReferences"):
            source = inner(inner(content, "rulesSource"), "statelessRulesAndCustomActions")
            for each in sorted(
                dicts(source.get("statelessRules")), key=lambda each: order(each.get("priority"))
            ):
                definition = inner(each, "ruleDefinition")
                try:
                    match = attributes(inner(definition, "matchAttributes"))
                except UnreadableError as error:
                    self._network.gap(group, str(error))
                    continue
                yield self._action(match, definition.get("actions"), group, f"rule {each.get('priority')}")
        default = self._given.get("statelessDefaultActions", [FORWARDS])
        yield self._action(Packets(), default, self._policy, "default")

    def _action(self, match: Packets, actions: Any, resource: Resource, name: str) -> Rule:
        words = [str(each) for each in actions] if isinstance(actions, list) else []
        allows = PASSES in words or FORWARDS in words
        text = f"stateless {name} of {resource.label}: {', '.join(words)}"
        return Rule(match, allows, text, resource, stateless=PASSES in words)

    def _stateful(self) -> Iterator[Rule]:
        strict = inner(self._given, "statefulEngineOptions").get("ruleOrder") == "STRICT_ORDER"
        rules = [
            rule
            for group, content in self._groups("statefulRuleGroupReferences")
            for rule in self._group(group, content)
        ]
        if not strict:
            rules.sort(key=lambda rule: not rule.allows)  # AWS then judges by what passes first
        yield from rules
        actions = [str(each) for each in self._given.get("statefulDefaultActions") or ()] if strict else []
        drops = any("drop" in each for each in actions)
        text = f"default of {self._policy.label}: {', '.join(actions) or 'pass'}"
        yield Rule(Packets(), not drops, text, self._policy)

    def _group(self, group: Resource, content: Mapping[str, Any]) -> Iterator[Rule]:
        variables = self._variables(content)
        source = inner(content, "rulesSource")
        text = group.inputs.get("rules") or source.get("rulesString")
        if text == UNKNOWN:
            self._network.gap(group, "its rules are unknown")
        elif text:
            yield from self._suricata(group, str(text), variables)
        for each in dicts(source.get("statefulRules")):
            yield from self._suricata(group, spelled(each), variables)
        listed = inner(source, "rulesSourceList")
        if listed:
            yield from self._domains(group, listed, variables)

    def _suricata(self, group: Resource, text: str, variables: Variables) -> Iterator[Rule]:
        for read in read_rules(text, variables):
            if isinstance(read, RuleError):
                self._network.gap(group, str(read))
            elif read.handshake or (read.condition and read.action in ("drop", "reject")):
                continue  # stops nothing for certain
            elif read.action in ("pass", "drop", "reject", "rejectboth", "rejectsrc", "rejectdst"):
                allows = read.action == "pass"
                words = f"firewall rule of {group.label}: {read.text}"
                yield Rule(read.match, allows, words, group, read.condition)

    def _domains(self, group: Resource, listed: Mapping[str, Any], variables: Variables) -> Iterator[Rule]:
        """An allow-list passes its domains; a deny-list stops nothing for certain."""
        if str(listed.get("generatedRulesType")) != "ALLOWLIST":
            return
        home = variables.addresses["HOME_NET"]
        names = [str(each) for each in listed.get("targets") or ()]
        text = f"domain list of {group.label}: {', '.join(names[:3])}{', ...' if len(names) > 3 else ''}"
        match = Packets(protocols=Spans.one(TCP), sources=home, targets=variables.addresses["EXTERNAL_NET"])
        yield Rule(match, True, text, group, f"only to the {len(names)} domains of {group.label}")

    def _variables(self, content: Mapping[str, Any]) -> Variables:
        own = inner(content, "ruleVariables")
        policy = inner(inner(self._given, "policyVariables"), "ruleVariables")
        ports = {
            str(each.get("key")): Spans.of(
                part
                for item in inner(each, "portSet").get("definitions") or ()
                for part in port_set(str(item), {}).parts
            )
            for each in dicts(own.get("portSets"))
        }
        found = {"HOME_NET": self._home}
        for source in (policy, own):
            for each in dicts(source.get("ipSets")):
                texts = [str(item) for item in inner(each, "ipSet").get("definitions") or ()]
                known = [text for text in texts if text != UNKNOWN]
                if len(known) < len(texts):
                    self._network.gap(self._policy, f"the addresses of ${each.get('key')} are unknown")
                found[str(each.get("key"))] = Spans.of(
                    part for text in known for part in address_set(text, {}).parts
                )
        found.setdefault("EXTERNAL_NET", ALL_ADDRESSES - found["HOME_NET"])
        return Variables(found, ports)

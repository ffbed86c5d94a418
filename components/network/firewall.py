"""The firewall that the spokes' calls to the internet pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from components.config.firewall import FirewallSettings

LOGS = ("ALERT", "FLOW")


@dataclass(frozen=True, kw_only=True)
class FirewallArgs:
    settings: FirewallSettings  # decided in the stack file
    rules: Mapping[str, str]  # what the rule files hold, by the name of the group
    variables: Mapping[str, Sequence[str]]  # ranges by name; HOME_NET is where calls come from
    vpc_id: pulumi.Input[str]
    subnet_ids: Mapping[str, pulumi.Output[str]]  # by zone
    log_bucket: pulumi.Input[str]


class Firewall(pulumi.ComponentResource):
    """An endpoint in each zone that passes what a rule names and drops the rest.

    Rules are judged in the order in which they are written: the files in the order of the settings, then the
    domains. What nothing passes is dropped and told. The firewall can neither be deleted nor given another
    policy or other subnets until somebody lifts its protection.
    """

    endpoint_ids: dict[str, pulumi.Output[str]]  # by zone

    def __init__(self, name: str, args: FirewallArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:network:Firewall", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

        policy = self._policy(name, self._rule_groups(name, args), args.variables["HOME_NET"])
        firewall = aws.networkfirewall.Firewall(
            name,
            description="Inspects calls to the internet",
            firewall_policy_arn=policy.arn,
            vpc_id=args.vpc_id,
            subnet_mappings=[{"subnet_id": subnet_id} for subnet_id in args.subnet_ids.values()],
            delete_protection=True,
            firewall_policy_change_protection=True,
            subnet_change_protection=True,
            tags={"Name": name},
            opts=pulumi.ResourceOptions(parent=self, protect=True),
        )
        aws.networkfirewall.LoggingConfiguration(
            f"{name}-logs",
            firewall_arn=firewall.arn,
            logging_configuration={
                "log_destination_configs": [
                    {
                        "log_type": kind,
                        "log_destination_type": "S3",
                        "log_destination": {"bucketName": args.log_bucket},
                    }
                    for kind in LOGS
                ]
            },
            opts=child,
        )

        self.endpoint_ids = {
            zone: _endpoint(firewall.firewall_statuses, subnet_id)
            for zone, subnet_id in args.subnet_ids.items()
        }
        self.register_outputs({"endpoint_ids": self.endpoint_ids})

    def _rule_groups(self, name: str, args: FirewallArgs) -> list[aws.networkfirewall.RuleGroup]:
        """The groups in the order in which they are judged."""
        groups = [
            self._rule_group(
                f"{name}-{each.name}",
                each.capacity,
                f"Rules of {each.file}",
                {"rules_string": args.rules[each.name]},
                args.variables,
            )
            for each in args.settings.rule_files
        ]
        if (domains := args.settings.domains) is not None:
            source: aws.networkfirewall.RuleGroupRuleGroupRulesSourceArgsDict = {
                "rules_source_list": {
                    "generated_rules_type": "ALLOWLIST",
                    "target_types": ["TLS_SNI"],
                    "targets": list(domains.names),
                }
            }
            says = "Domains that may be called over TLS"
            groups.append(self._rule_group(f"{name}-domains", domains.capacity, says, source, args.variables))
        return groups

    def _policy(
        self, name: str, groups: Sequence[aws.networkfirewall.RuleGroup], home: Sequence[str]
    ) -> aws.networkfirewall.FirewallPolicy:
        return aws.networkfirewall.FirewallPolicy(
            name,
            description="Passes what a rule names, drops the rest",
            firewall_policy={
                "stateless_default_actions": ["aws:forward_to_sfe"],
                "stateless_fragment_default_actions": ["aws:forward_to_sfe"],
                "stateful_engine_options": {
                    "rule_order": "STRICT_ORDER",
                    "stream_exception_policy": "REJECT",
                },
                # A connection has to be established before it can be told what it is about.
                "stateful_default_actions": ["aws:drop_established", "aws:alert_established"],
                "stateful_rule_group_references": [
                    {"priority": 10 * (position + 1), "resource_arn": group.arn}
                    for position, group in enumerate(groups)
                ],
                "policy_variables": {
                    "rule_variables": [{"key": "HOME_NET", "ip_set": {"definitions": list(home)}}]
                },
            },
            tags={"Name": name},
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _rule_group(
        self,
        name: str,
        capacity: int,
        description: str,
        source: aws.networkfirewall.RuleGroupRuleGroupRulesSourceArgsDict,
        variables: Mapping[str, Sequence[str]],
    ) -> aws.networkfirewall.RuleGroup:
        return aws.networkfirewall.RuleGroup(
            name,
            type="STATEFUL",
            capacity=capacity,
            description=description,
            rule_group={
                # Without HOME_NET the firewall takes its own network's range, where nothing calls from.
                "rule_variables": {
                    "ip_sets": [
                        {"key": key, "ip_set": {"definitions": list(ranges)}}
                        for key, ranges in variables.items()
                    ]
                },
                "rules_source": source,
                "stateful_rule_options": {"rule_order": "STRICT_ORDER"},
            },
            tags={"Name": name},
            opts=pulumi.ResourceOptions(parent=self),
        )


def _endpoint(statuses: pulumi.Output[Sequence[Any]], subnet_id: pulumi.Output[str]) -> pulumi.Output[str]:
    """The id of the endpoint in a subnet: the firewall reports one for each of its subnets."""

    def take(known: Sequence[Any], subnet: str) -> str:
        found = [
            attachment.endpoint_id
            for status in known
            for state in status.sync_states or ()
            for attachment in state.attachments or ()
            if attachment.subnet_id == subnet
        ]
        if len(found) != 1:
            raise pulumi.RunError(
                f"the firewall reports {len(found)} endpoints in subnet {subnet}, where it needs one: "
                "refresh the stack once the firewall is ready"
            )
        return str(found[0])

    # One inside the other: joining two outputs would make plain dicts of what has attributes.
    return statuses.apply(lambda known: subnet_id.apply(lambda subnet: take(known, subnet)))

"""Network ACLs of a spoke: what a tier may reach at all, whatever its security groups say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.addresses import PRIVATE
from components.config.subnets import Tier

ANYWHERE = "0.0.0.0/0"
ALL_PROTOCOLS = "-1"

# Ports from which Linux, Windows and AWS's own clients call, so the ones that answers come back to. Nothing
# that listens for people (SSH, RDP, databases) does so up here.
FIRST_CALLING_PORT = 32768
FIRST_NAT_PORT = 1024


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule; an ACL denies what none allows. `first_port` 0 with all protocols means every port."""

    number: int
    action: str = "allow"
    cidr: str
    protocol: str = ALL_PROTOCOLS
    first_port: int = 0
    last_port: int = 0


@dataclass(frozen=True, kw_only=True)
class TierRules:
    """What comes in and what goes out. ACLs know no connections, so answers need rules too."""

    ingress: tuple[Rule, ...]
    egress: tuple[Rule, ...]


def plan_passage_rules(spokes: str, *, between_spokes: bool) -> TierRules:
    """What passes through the egress network: HTTPS from the spokes to anywhere, and the answers.

    A NAT gateway calls from more ports than the spokes do. What spokes exchange with each other is the
    firewall's to judge.
    """
    between = (Rule(number=50, cidr=spokes),) if between_spokes else ()
    calls_in = Rule(number=100, cidr=spokes, protocol="tcp", first_port=443, last_port=443)
    answers_in = Rule(number=900, cidr=ANYWHERE, protocol="tcp", first_port=FIRST_NAT_PORT, last_port=65535)
    answers_out = Rule(number=100, cidr=spokes, protocol="tcp", first_port=FIRST_NAT_PORT, last_port=65535)
    calls_out = Rule(number=900, cidr=ANYWHERE, protocol="tcp", first_port=443, last_port=443)
    return TierRules(ingress=(*between, calls_in, answers_in), egress=(*between, answers_out, calls_out))


def plan_endpoint_rules(vpc_cidr: str, spokes: str) -> dict[Tier, TierRules]:
    """The rules around shared endpoints: HTTPS from the spokes, and the answers to them."""
    calls = Rule(number=100, cidr=spokes, protocol="tcp", first_port=443, last_port=443)
    answers = Rule(number=100, cidr=spokes, protocol="tcp", first_port=FIRST_CALLING_PORT, last_port=65535)
    own = (Rule(number=100, cidr=vpc_cidr),)
    return {
        Tier.ENDPOINT: TierRules(ingress=(calls,), egress=(answers,)),
        Tier.ATTACHMENT: TierRules(ingress=own, egress=own),
    }


def plan_rules(vpc_ranges: Sequence[str], supernets: Sequence[str]) -> dict[Tier, TierRules]:
    """The rules of each tier; ranges of IPv6 may be among both.

    Applications talk to the organization's networks and call HTTPS anywhere. Data is reached from its own
    network alone; it calls HTTPS too, since S3 and DynamoDB have public addresses behind their endpoints, but
    exchanges nothing with other private ranges. A transit gateway's interface is judged only by what it
    exchanges with its own network.
    """
    organization = tuple(Rule(number=100 + 10 * n, cidr=cidr) for n, cidr in enumerate(supernets))
    own = tuple(Rule(number=100 + 10 * n, cidr=cidr) for n, cidr in enumerate(vpc_ranges))
    others = tuple(Rule(number=800 + 10 * n, action="deny", cidr=str(cidr)) for n, cidr in enumerate(PRIVATE))
    calls = Rule(number=900, cidr=ANYWHERE, protocol="tcp", first_port=443, last_port=443)
    answers = Rule(number=900, cidr=ANYWHERE, protocol="tcp", first_port=FIRST_CALLING_PORT, last_port=65535)
    return {
        Tier.APP: TierRules(ingress=(*organization, answers), egress=(*organization, calls)),
        Tier.DATA: TierRules(ingress=(*own, *others, answers), egress=(*own, *others, calls)),
        Tier.ATTACHMENT: TierRules(ingress=own, egress=own),
    }


@dataclass(frozen=True, kw_only=True)
class SubnetAclsArgs:
    vpc_id: pulumi.Input[str]
    rules: Mapping[Tier, TierRules]
    subnet_ids: Mapping[Tier, Mapping[str, pulumi.Input[str]]]


class SubnetAcls(pulumi.ComponentResource):
    """A network ACL for each tier, around all its subnets."""

    def __init__(self, name: str, args: SubnetAclsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:network:SubnetAcls", name, None, opts)

        for tier, rules in args.rules.items():
            aws.ec2.NetworkAcl(
                f"{name}-{tier}",
                vpc_id=args.vpc_id,
                subnet_ids=list(args.subnet_ids[tier].values()),
                ingress=[_entry(rule) for rule in rules.ingress],
                egress=[_entry(rule) for rule in rules.egress],
                tags={"Name": f"{name}-{tier}"},
                opts=pulumi.ResourceOptions(parent=self),
            )
        self.register_outputs({})


def _entry(rule: Rule) -> aws.ec2.NetworkAclIngressArgsDict:
    """The rule as both directions of an ACL write it."""
    entry: aws.ec2.NetworkAclIngressArgsDict = {
        "rule_no": rule.number,
        "action": rule.action,
        "protocol": rule.protocol,
        "from_port": rule.first_port,
        "to_port": rule.last_port,
    }
    if ":" in rule.cidr:
        entry["ipv6_cidr_block"] = rule.cidr
    else:
        entry["cidr_block"] = rule.cidr
    return entry

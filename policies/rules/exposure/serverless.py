"""OpenSearch Serverless, whose policies have a format of their own: who reaches collections."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown


def public(resource: Resource) -> Iterator[Verdict]:
    """No network policy lets the internet reach a collection or its dashboard."""
    kind, text = resource.at("type"), resource.at("policy")
    if kind.known and not kind.one_of("network"):
        return
    flags = [rule.at("AllowFromPublic") for rule in text.json().each()]
    hidden = next((one for one in (text, kind, *flags) if one.unknown), None)
    if kind.known and any(flag.is_true() for flag in flags):
        yield fail("policy sets AllowFromPublic.", text)
    elif hidden:
        yield unknown(hidden if hidden is kind else text)


SERVERLESS = Rule(
    name="opensearch-serverless-public",
    area="public-exposure",
    severity=Severity.HIGH,
    types=aws("opensearch/serverlessSecurityPolicy"),
    asserts="Collections of OpenSearch Serverless are reached through VPC endpoints.",
    why="A collection with a public endpoint is guarded by its access policy only.",
    fix="Set AllowFromPublic to false in the network policy, and name endpoints in SourceVPCEs.",
    check=public,
)

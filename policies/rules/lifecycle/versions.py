"""Versions whose support has ended: runtimes of Lambda, Kubernetes of EKS."""

import datetime
from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.data import ended
from rules.lifecycle.settings import AsOf


def runtime(resource: Resource) -> Iterator[Verdict]:
    """The runtime still gets security patches; a function from an image brings its own."""
    today = resource.settings_as(AsOf).as_of
    value = resource.at("runtime")
    ends = ended()["lambda_runtimes"].get(value.text)
    if value.unknown:
        yield unknown(value)
    elif ends and datetime.date.fromisoformat(ends) <= today:
        yield fail(f"runtime is {value.shown}, which is deprecated since {ends}.", value)


def kubernetes(resource: Resource) -> Iterator[Verdict]:
    """The version is in standard support; not set, EKS takes a current one."""
    version = resource.at("version")
    if version.unknown:
        yield unknown(version)
        return
    text = version.text or (f"{version.number:.2f}" if version.number is not None else "")
    number = _number(text)
    if number is None:
        return
    facts = ended()["eks_standard_support"]
    oldest = _number(facts["oldest_listed"])
    ends = facts.get(text)
    if oldest and number < oldest:
        yield fail(f"version is {version.shown}, which is out of standard support.", version)
    elif ends and datetime.date.fromisoformat(ends) < resource.settings_as(AsOf).as_of:
        yield fail(f"version is {version.shown}, which is out of standard support since {ends}.", version)


def _number(version: str) -> tuple[int, int] | None:
    major, _, minor = version.partition(".")
    if major.isdecimal() and minor.isdecimal() and len(version) < 8:
        return int(major), int(minor)
    return None


RUNTIMES = Rule(
    name="lambda-runtime",
    area="lifecycle",
    severity=Severity.MEDIUM,
    types=aws("lambda/function"),
    asserts="Functions run on a runtime that is supported.",
    why="A deprecated runtime gets no patches; functions on it can soon be neither created nor updated.",
    fix="Move to a current runtime, such as python3.13 or nodejs24.x.",
    settings=AsOf,
    check=runtime,
    fsbp=("Lambda.2",),
)
EKS = Rule(
    name="eks-version-supported",
    area="lifecycle",
    severity=Severity.MEDIUM,
    types=aws("eks/cluster"),
    asserts="EKS clusters run a version in standard support.",
    why="Extended support costs six times as much; at its end AWS upgrades the cluster on its own day.",
    fix="Set version to 1.36, one minor version at a time, and upgrade_policy.support_type to STANDARD.",
    settings=AsOf,
    check=kubernetes,
    fsbp=("EKS.2",),
)

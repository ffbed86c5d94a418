"""Load balancers: HTTPS, and no protocol older than TLS 1.2."""

import re
from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import none_of, on, where

_BALANCERS = aws("lb/loadBalancer", "alb/loadBalancer")
_LISTENERS = aws("lb/listener", "alb/listener")
_WHY = "Whoever is on the way reads and changes what passes."

# Security policies name the oldest protocol that they take: ...-TLS13-1-2-2021-06, ...-FS-1-2-Res-2020-10.
_MODERN = re.compile(r"ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-[23]\b")


def https(resource: Resource) -> Iterator[Verdict]:
    """A listener of HTTP does nothing but send to HTTPS; with a port and no protocol, it is one of HTTP."""
    protocol, by_default = resource.at("protocol"), not resource.at("port").absent
    if not (protocol.one_of("HTTP") or protocol.unknown or (protocol.absent and by_default)):
        return
    # The actions before the last only ask who it is.
    for action in [*resource.each("defaultActions")][-1:]:
        target = action.at("redirect").at("protocol")
        if target.one_of("HTTPS"):
            return
        hidden = next((part for part in (protocol, target) if part.unknown), None)
        if hidden:
            yield unknown(hidden)
        else:
            told = f"{protocol.shown}, so HTTP," if protocol.absent else f"{protocol.shown},"
            yield fail(f"protocol is {told} and {action.path} does not redirect to HTTPS.", protocol)


def tls_policy(resource: Resource) -> Iterator[Verdict]:
    """A listener of HTTPS or TLS takes TLS 1.2 or later; the default policy takes TLS 1.0."""
    protocol, policy = resource.at("protocol"), resource.at("sslPolicy")
    if not (protocol.one_of("HTTPS", "TLS") or protocol.unknown):
        return
    if policy.unknown or (protocol.unknown and not _MODERN.match(policy.text or "")):
        yield unknown(policy if policy.unknown else protocol)
    elif policy.absent:
        yield fail("sslPolicy is not set, and takes TLS 1.0 by default.", policy)
    elif not _MODERN.match(policy.text or ""):
        yield fail(f"sslPolicy is {policy.shown}, which takes protocols before TLS 1.2.", policy)


BALANCERS = (
    Rule(
        name="lb-listener-https",
        area="encryption-in-transit",
        severity=Severity.HIGH,
        types=_LISTENERS,
        asserts="Listeners of application load balancers speak HTTPS, or redirect to it.",
        why=_WHY,
        fix="Set protocol to HTTPS with a certificate, or a redirect to HTTPS as the default action.",
        check=https,
        fsbp=("ELB.1",),
    ),
    Rule(
        name="lb-listener-tls-policy",
        area="encryption-in-transit",
        severity=Severity.HIGH,
        types=_LISTENERS,
        asserts="Listeners take TLS 1.2 or later.",
        why="TLS 1.0 and 1.1 are broken; clients that still need them should not be served.",
        fix="Set ssl_policy to ELBSecurityPolicy-TLS13-1-2-2021-06 or newer.",
        check=tls_policy,
    ),
    Rule(
        name="elb-classic-tls",
        area="encryption-in-transit",
        severity=Severity.HIGH,
        types=aws("elb/loadBalancer"),
        asserts="Listeners of classic load balancers speak HTTPS or SSL.",
        why=_WHY,
        fix="Set lb_protocol to https or ssl, with ssl_certificate_id.",
        check=none_of("listeners[].lbProtocol", "http", "tcp"),
        fsbp=("ELB.3",),
    ),
    Rule(
        name="lb-drop-invalid-headers",
        area="encryption-in-transit",
        severity=Severity.MEDIUM,
        types=_BALANCERS,
        asserts="Application load balancers drop invalid headers.",
        why="Balancer and server may read a malformed header differently: requests are smuggled that way.",
        fix="Set drop_invalid_header_fields=True.",
        check=where(
            "loadBalancerType", "application", check=on("dropInvalidHeaderFields"), default="application"
        ),
        fsbp=("ELB.4",),
    ),
    Rule(
        name="lb-desync",
        area="encryption-in-transit",
        severity=Severity.MEDIUM,
        types=_BALANCERS | aws("elb/loadBalancer"),
        asserts="Load balancers refuse ambiguous requests.",
        why="Balancer and server may split a request differently: others' requests are hijacked that way.",
        fix="Leave desync_mitigation_mode to its default, defensive, or set it to strictest.",
        check=none_of("desyncMitigationMode", "monitor"),
        fsbp=("ELB.12", "ELB.14"),
    ),
    Rule(
        name="targetgroup-https",
        area="encryption-in-transit",
        severity=Severity.LOW,
        types=aws("lb/targetGroup", "alb/targetGroup"),
        asserts="Load balancers reach their targets over HTTPS.",
        why="Whoever is on the network between balancer and target reads and changes what passes.",
        fix="Set protocol to HTTPS; the balancer takes a self-signed certificate of the target.",
        check=none_of("protocol", "HTTP"),
    ),
)

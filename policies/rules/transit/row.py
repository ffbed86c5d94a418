"""What the tables of encryption in transit share."""

from pack.rule import Rule, Severity, aws

from rules.checks import Check

_WHY = "Whoever is on the network reads queries, answers and passwords."


def row(
    name: str,
    types: tuple[str, ...],
    what: str,
    check: Check,
    fix: str,
    *fsbp: str,
    severity: Severity = Severity.HIGH,
) -> Rule:
    """A rule about services that have TLS as a setting."""
    return Rule(
        name=name,
        area="encryption-in-transit",
        severity=severity,
        types=aws(*types),
        asserts=what,
        why=_WHY,
        fix=fix,
        check=check,
        fsbp=fsbp,
    )

"""The rows of the tables about resilience."""

from pack.rule import Rule, Severity, aws

from rules.checks import Check

GONE = "One wrong command, and it is gone with what is in it."


def row(
    name: str,
    severity: Severity,
    types: tuple[str, ...],
    asserts: str,
    why: str,
    fix: str,
    check: Check,
    fsbp: tuple[str, ...] = (),
) -> Rule:
    """A rule about one resource of these types."""
    return Rule(
        name=name,
        area="resilience",
        severity=severity,
        types=aws(*types),
        asserts=asserts,
        why=why,
        fix=fix,
        check=check,
        fsbp=fsbp,
    )

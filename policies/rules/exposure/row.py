"""What the tables of exposure share."""

from pack.rule import Rule, Severity, aws

from rules.checks import Check

CRITICAL, HIGH, MEDIUM = Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM


def row(
    name: str,
    severity: Severity,
    types: tuple[str, ...],
    check: Check,
    asserts: str,
    why: str,
    fix: str,
    fsbp: tuple[str, ...] = (),
) -> Rule:
    """A rule that one property decides."""
    return Rule(
        name=name,
        area="public-exposure",
        severity=severity,
        types=aws(*types),
        asserts=asserts,
        why=why,
        fix=fix,
        check=check,
        fsbp=fsbp,
    )

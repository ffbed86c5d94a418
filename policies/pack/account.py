"""The `waivers` policy: every waiver of the stack, and what became of it, in each report."""

from collections.abc import Iterator

from pack.judge import Judge, Report
from pack.rule import Described, Severity
from pack.settings import Waiver

WAIVERS = Described(
    name="waivers",
    area="waivers",
    severity=Severity.LOW,
    asserts="Waivers of this stack, and what they cover.",
    why="A finding that is accepted for a time stays visible until it is fixed.",
    fix="Fix what is waived and remove the waiver; renew one that expired only with a new reason.",
)


def account(judge: Judge) -> Iterator[Report]:
    """What each waiver does: covers findings, is over, or covers nothing."""
    for waiver in judge.book.waivers:
        waived = judge.book.waived(waiver)
        for entry in waived:
            yield Report(
                result="waived",
                message=f"{waiver.rule} is waived here until {_until(waiver)}. Found: {entry.message}",
                urn=entry.urn,
                property=entry.property,
                waiver=waiver,
                rule=waiver.rule,
            )
        if not waived:
            yield Report(
                result="fail",
                message=f"The waiver of {waiver.rule} for {waiver.resource} {_idle(judge, waiver)}",
                urn="",
                waiver=waiver,
                rule=waiver.rule,
            )


def _until(waiver: Waiver) -> str:
    return f"{waiver.expires.isoformat()} ({waiver.owner}: {waiver.reason.rstrip('.')})"


def _idle(judge: Judge, waiver: Waiver) -> str:
    if judge.book.idle(waiver):
        return f"matches no finding: remove it ({waiver.owner}, until {waiver.expires.isoformat()})."
    if judge.book.expired(waiver):
        return f"expired on {waiver.expires.isoformat()} ({waiver.owner}): its findings count again."
    if not judge.configuration.rules[waiver.rule].settings.waivable:
        return f"does not count: this rule takes none ({waiver.owner})."
    return f"covers what is not known before the deployment, until {_until(waiver)}."

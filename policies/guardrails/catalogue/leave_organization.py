"""No account leaves the organization, and with it every other guardrail."""

from ..guardrail import Deny, Guardrail
from ..kinds import PolicyType
from ..settings import ROOT, Facts


def _denies(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    return [Deny(actions=["organizations:LeaveOrganization", "account:CloseAccount"])]


GUARDRAIL = Guardrail(
    id="leave-organization",
    type=PolicyType.SERVICE_CONTROL,
    why="An account that leaves, or closes itself, escapes every policy, trail and bill of the organization.",
    fix="Move or close accounts from the management account.",
    units=(ROOT,),
    controls=("NIST-800-53 AC-6", "NIST-800-53 CM-5"),
    denies=_denies,
)

"""An account in quarantine does nothing until somebody has looked at it."""

from ..guardrail import ADMINISTRATOR, Deny, Guardrail
from ..kinds import PolicyType
from ..settings import Facts


def _denies(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    return [Deny(actions=["*"])]


GUARDRAIL = Guardrail(
    id="quarantine",
    type=PolicyType.SERVICE_CONTROL,
    why="In an account that is suspected, every further call may destroy evidence or spread.",
    fix="Move the account out of the unit once it is clean.",
    units=("Suspended",),
    controls=("NIST-800-53 IR-4",),
    exempt=(ADMINISTRATOR,),
    denies=_denies,
)

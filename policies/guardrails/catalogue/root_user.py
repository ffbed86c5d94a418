"""Nobody works as an account's root user."""

from ..guardrail import Deny, Guardrail
from ..kinds import PolicyType
from ..settings import ROOT, Facts


def _denies(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    # A task session of central root access is a root user too, with one narrow policy: it may pass.
    return [
        Deny(
            actions=["*"],
            conditions={
                "ArnLike": {"aws:PrincipalArn": ["arn:*:iam::*:root"]},
                "Null": {"aws:AssumedRoot": "true"},
            },
        )
    ]


GUARDRAIL = Guardrail(
    id="root-user",
    type=PolicyType.SERVICE_CONTROL,
    why="The root user cannot be limited within its account, and its use tells nobody who it was.",
    fix="Assume a role; for the few root tasks use a session of central root access.",
    units=(ROOT,),
    controls=("CIS 1.7", "FSBP IAM.4", "NIST-800-53 AC-6", "PCI-DSS 8.2.2"),
    denies=_denies,
)

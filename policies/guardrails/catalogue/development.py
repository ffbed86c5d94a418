"""Development launches small machines only."""

from ..guardrail import Deny, Guardrail
from ..kinds import PolicyType
from ..settings import Facts


def _denies(facts: Facts) -> list[Deny]:
    return [
        Deny(
            actions=["ec2:RunInstances"],
            resources=["arn:*:ec2:*:*:instance/*"],
            conditions={"StringNotLike": {"ec2:InstanceType": list(facts.settings.instance_types)}},
        ),
        # A change of something else carries no class, and StringNotLike alone would deny it.
        Deny(
            actions=["rds:CreateDBInstance", "rds:ModifyDBInstance"],
            resources=["arn:*:rds:*:*:db:*"],
            conditions={
                "StringNotLike": {"rds:DatabaseClass": list(facts.settings.database_classes)},
                "Null": {"rds:DatabaseClass": "false"},
            },
        ),
    ]


GUARDRAIL = Guardrail(
    id="development-sizes",
    type=PolicyType.SERVICE_CONTROL,
    why="One large instance left running over a weekend costs more than a month of all small ones.",
    fix="Choose a type of guardrails.instance_types or guardrails.database_classes, or add one there.",
    units=("Workloads/Non-production",),
    controls=("NIST-800-53 CM-7",),
    denies=_denies,
)

"""Instances answer metadata requests with session tokens only."""

from ..guardrail import ADMINISTRATOR, Deny, Guardrail
from ..kinds import PolicyType
from ..settings import ROOT, Facts


def _launches(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    return [
        Deny(
            actions=["ec2:RunInstances"],
            resources=["arn:*:ec2:*:*:instance/*"],
            conditions={"StringNotEquals": {"ec2:MetadataHttpTokens": "required"}},
        ),
        # Credentials that an instance got through IMDSv1 are good for nothing.
        Deny(actions=["*"], conditions={"NumericLessThan": {"ec2:RoleDelivery": "2.0"}}),
    ]


def _changes(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    return [Deny(actions=["ec2:ModifyInstanceMetadataOptions", "ec2:ModifyInstanceMetadataDefaults"])]


LAUNCHES = Guardrail(
    id="imds-v2",
    type=PolicyType.SERVICE_CONTROL,
    why="IMDSv1 hands the instance's credentials to anyone who can make it send one HTTP request (SSRF).",
    fix="Set metadataOptions.httpTokens to required, on the instance or in its launch template.",
    units=(ROOT,),
    controls=("CIS 5.7", "FSBP EC2.8", "NIST-800-53 AC-3", "NIST-800-53 IA-2"),
    denies=_launches,
)

CHANGES = Guardrail(
    id="imds-changes",
    type=PolicyType.SERVICE_CONTROL,
    why="What is required at launch could be switched off a minute later.",
    fix="Launch the instance again with the options that it needs.",
    units=(ROOT,),
    controls=("FSBP EC2.8", "NIST-800-53 CM-5"),
    exempt=(ADMINISTRATOR,),
    denies=_changes,
)

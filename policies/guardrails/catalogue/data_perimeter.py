"""Resources answer the organization's own principals, over TLS, and services acting for it."""

from ..guardrail import Deny, Guardrail
from ..kinds import PolicyType
from ..settings import ROOT, Facts

# Services that hold data or keys, out of those whose resources AWS lets these policies bind. Not all of
# sts: whoever comes through an identity provider belongs to no organization, and its role's trust decides.
GUARDED = (
    "dynamodb:*", "ecr:*", "kms:*", "logs:*", "s3:*", "secretsmanager:*", "sqs:*", "sts:AssumeRole",
)  # fmt: skip
# The organization of the resource, so that the policy needs no id written down.
OURS = "${aws:ResourceOrgID}"


def _organization(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    return [
        Deny(
            actions=GUARDED,
            conditions={
                "StringNotEqualsIfExists": {"aws:PrincipalOrgID": OURS},
                "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
            },
        )
    ]


def _tls(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    return [Deny(actions=GUARDED, conditions={"BoolIfExists": {"aws:SecureTransport": "false"}})]


def _deputy(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    # Only where the service says for whom it acts: integrations without aws:SourceAccount go on.
    return [
        Deny(
            actions=GUARDED,
            conditions={
                "StringNotEqualsIfExists": {"aws:SourceOrgID": OURS},
                "Null": {"aws:SourceAccount": "false"},
                "Bool": {"aws:PrincipalIsAWSService": "true"},
            },
        )
    ]


ORGANIZATION = Guardrail(
    id="organization-access",
    type=PolicyType.RESOURCE_CONTROL,
    why="One policy of one bucket that names the wrong account opens the data to it; this closes it again.",
    fix="Call from an account of the organization; add the partner's roles to guardrails.exempt.",
    units=(ROOT,),
    controls=("FSBP S3.6", "NIST-800-53 AC-3", "NIST-800-53 AC-4"),
    denies=_organization,
)

TLS = Guardrail(
    id="tls-only",
    type=PolicyType.RESOURCE_CONTROL,
    why="What travels unencrypted is read by whoever is on the way.",
    fix="Call the https endpoint.",
    units=(ROOT,),
    controls=("FSBP S3.5", "NIST-800-53 SC-8", "PCI-DSS 4.2.1"),
    denies=_tls,
)

DEPUTY = Guardrail(
    id="confused-deputy",
    type=PolicyType.RESOURCE_CONTROL,
    why="A service acts for whoever asks it; without this, also for another company on our resources.",
    fix="Let the integration run in an account of the organization.",
    units=(ROOT,),
    controls=("NIST-800-53 AC-3", "NIST-800-53 AC-4"),
    denies=_deputy,
)

"""Production: nothing is destroyed in passing."""

from ..guardrail import ADMINISTRATOR, Deny, Guardrail
from ..kinds import PolicyType
from ..settings import Facts

DESTRUCTIVE = (
    "backup:DeleteBackupVault", "backup:DeleteRecoveryPoint", "dynamodb:DeleteTable", "ec2:DeleteVolume",
    "ec2:DeleteVpc", "ecr:DeleteRepository", "eks:DeleteCluster", "elasticache:DeleteReplicationGroup",
    "elasticfilesystem:DeleteFileSystem", "kinesis:DeleteStream", "kms:ScheduleKeyDeletion",
    "logs:DeleteLogGroup", "rds:DeleteDBCluster", "rds:DeleteDBInstance", "rds:DeleteGlobalCluster",
    "redshift:DeleteCluster", "route53:DeleteHostedZone", "s3:DeleteBucket", "s3:DeleteObjectVersion",
    "secretsmanager:DeleteSecret", "sqs:DeleteQueue",
)  # fmt: skip


def _deletes(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    # IfExists: long-term credentials carry no such key, and they are no better than a session without MFA.
    return [Deny(actions=DESTRUCTIVE, conditions={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}})]


def _protection(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    # RDS, DynamoDB and load balancers have no condition key for their deletion protection: that is left to
    # rules on the planned resources.
    return [
        Deny(
            actions=["ec2:ModifyInstanceAttribute"],
            resources=["arn:*:ec2:*:*:instance/*"],
            conditions={
                "StringEqualsIgnoreCase": {"ec2:Attribute": ["DisableApiTermination", "DisableApiStop"]}
            },
        ),
        Deny(
            actions=[
                "backup:DeleteBackupVaultAccessPolicy",
                "backup:DeleteBackupVaultLockConfiguration",
                "logs:PutLogGroupDeletionProtection",
                "s3:BypassGovernanceRetention",
                "s3:PutBucketVersioning",
            ]
        ),
    ]


DELETES = Guardrail(
    id="deletes-need-mfa",
    type=PolicyType.SERVICE_CONTROL,
    why="Data that is gone is gone; a person with a second factor has to mean it.",
    fix="Delete it by hand in a session with MFA, then remove it from the program.",
    units=("Workloads/Production",),
    controls=("NIST-800-53 CP-9", "NIST-800-53 IA-2(1)", "PCI-DSS 8.4.1"),
    denies=_deletes,
)

PROTECTION = Guardrail(
    id="deletion-protection",
    type=PolicyType.SERVICE_CONTROL,
    why="A protection that can be switched off in passing protects from typing errors only.",
    fix="Change it with the role that guardrails.administrator names.",
    units=("Workloads/Production",),
    controls=("FSBP RDS.8", "NIST-800-53 CP-9"),
    exempt=(ADMINISTRATOR,),
    denies=_protection,
)

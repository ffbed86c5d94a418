"""The key that an archive of delivered logs is encrypted with."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.shared.iam import Kind, Statement, account, document, service
from components.shared.names import key_alias

THIS_KEY = "in a key policy the asterisk stands for the key that the policy is on"

ADMINISTRATION = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
]


@dataclass(frozen=True, kw_only=True)
class ArchiveKeyArgs:
    prefix: str  # of physical names
    purpose: str  # what is encrypted, such as `flow-logs`
    writer: str  # the service that writes, such as `delivery.logs.amazonaws.com`
    account_id: pulumi.Output[str]
    organization_id: pulumi.Output[str]
    region: str


class ArchiveKey(pulumi.ComponentResource):
    """A key that one service may write with for the organization, and that the account may read with.

    The account administers the key and decrypts through S3, each as far as its own identity policies go;
    nothing grants it more, so an administrator of the account cannot use the key for anything else.
    """

    arn: pulumi.Output[str]

    def __init__(self, name: str, args: ArchiveKeyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:audit:ArchiveKey", name, None, opts)

        key = aws.kms.Key(
            name,
            description=f"Encrypts {args.purpose}",
            enable_key_rotation=True,
            rotation_period_in_days=365,
            deletion_window_in_days=30,
            policy=document(Kind.KEY, _statements(args)),
            # Without the key the whole archive is unreadable.
            opts=pulumi.ResourceOptions(parent=self, protect=True),
        )
        aws.kms.Alias(
            f"{name}-alias",
            name=key_alias(args.prefix, args.purpose),
            target_key_id=key.key_id,
            opts=pulumi.ResourceOptions(parent=self),
        )

        self.arn = key.arn
        self.register_outputs({"arn": self.arn})


def _statements(args: ArchiveKeyArgs) -> list[Statement]:
    return [
        Statement(
            sid="Administer",
            principals=account(args.account_id),
            actions=ADMINISTRATION,
            resources=["*"],
            reason=THIS_KEY,
        ),
        Statement(
            sid="ReadThroughS3",
            principals=account(args.account_id),
            actions=["kms:Decrypt"],
            resources=["*"],
            reason=THIS_KEY,
            conditions={"StringEquals": {"kms:ViaService": f"s3.{args.region}.amazonaws.com"}},
        ),
        Statement(
            sid="WriteForTheOrganization",
            principals=service(args.writer),
            # S3 decrypts to put the parts of a large object together.
            actions=["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
            resources=["*"],
            reason=THIS_KEY,
            conditions={"StringEquals": {"aws:SourceOrgID": args.organization_id}},
        ),
    ]

"""The archive that flow logs of the whole organization are delivered to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from components.audit.key import ArchiveKey, ArchiveKeyArgs
from components.config.audit import AuditSettings
from components.shared.bucket import PrivateBucket, PrivateBucketArgs
from components.shared.exports import ArchiveExports
from components.shared.iam import ANYONE, Statement, service

FLOW_LOGS = "delivery.logs.amazonaws.com"
ACCESS_LOGS = "logging.s3.amazonaws.com"


@dataclass(frozen=True, kw_only=True)
class LogArchiveArgs:
    settings: AuditSettings  # decided in the stack file
    prefix: str  # of physical names
    region: str
    account_id: pulumi.Output[str]
    organization_id: pulumi.Output[str]


class LogArchive(pulumi.ComponentResource):
    """A locked bucket for flow logs, its key, and a bucket that records who touched it.

    Only the log delivery service writes, and only for accounts of the organization. Nobody deletes a version
    or passes over the lock; age does.
    """

    exports: ArchiveExports

    def __init__(self, name: str, args: LogArchiveArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:audit:LogArchive", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        flow_logs = args.settings.flow_logs

        key = ArchiveKey(
            f"{name}-flow-logs-key",
            ArchiveKeyArgs(
                prefix=args.prefix,
                purpose="flow-logs",
                writer=FLOW_LOGS,
                account_id=args.account_id,
                organization_id=args.organization_id,
                region=args.region,
            ),
            child,
        )
        # S3 delivers access logs only to buckets without a default retention, and encrypts them itself.
        access_logs = PrivateBucket(
            f"{name}-access-logs",
            PrivateBucketArgs(
                retention_days=flow_logs.retention_days,
                statements=lambda arn: [_access_log_writer(arn, args.account_id)],
            ),
            child,
        )
        bucket = PrivateBucket(
            f"{name}-flow-logs",
            PrivateBucketArgs(
                retention_days=flow_logs.retention_days,
                glacier_after_days=flow_logs.glacier_after_days,
                lock=flow_logs.lock.value,
                key_arn=key.arn,
                access_logs=access_logs.name,
                statements=lambda arn: _flow_log_statements(arn, args.organization_id),
            ),
            child,
        )

        self.exports = ArchiveExports(
            flow_log_bucket_name=bucket.name, flow_log_bucket_arn=bucket.arn, flow_log_key_arn=key.arn
        )
        self.register_outputs(vars(self.exports))


def _access_log_writer(bucket_arn: pulumi.Output[str], account_id: pulumi.Output[str]) -> Statement:
    return Statement(
        sid="WriteAccessLogs",
        principals=service(ACCESS_LOGS),
        actions=["s3:PutObject"],
        resources=[pulumi.Output.concat(bucket_arn, "/*")],
        conditions={"StringEquals": {"aws:SourceAccount": account_id}},
    )


def _flow_log_statements(
    bucket_arn: pulumi.Output[str], organization_id: pulumi.Output[str]
) -> Sequence[Statement]:
    objects = pulumi.Output.concat(bucket_arn, "/*")
    for_the_organization = {"StringEquals": {"aws:SourceOrgID": organization_id}}
    return [
        Statement(
            sid="WriteForTheOrganization",
            principals=service(FLOW_LOGS),
            actions=["s3:PutObject"],
            resources=[objects],
            conditions=for_the_organization,
        ),
        Statement(
            sid="CheckBeforeWriting",
            principals=service(FLOW_LOGS),
            actions=["s3:GetBucketAcl"],
            resources=[bucket_arn],
            conditions=for_the_organization,
        ),
        Statement(
            sid="DenyOtherWriters",
            effect="Deny",
            principals=ANYONE,
            actions=["s3:PutObject"],
            resources=[objects],
            conditions={"StringNotEquals": {"aws:PrincipalServiceName": FLOW_LOGS}},
        ),
        # A lifecycle rule needs no permission, so expiry goes on.
        Statement(
            sid="DenyDeleting",
            effect="Deny",
            principals=ANYONE,
            actions=[
                "s3:BypassGovernanceRetention",
                "s3:DeleteBucket",
                "s3:DeleteObject",
                "s3:DeleteObjectVersion",
            ],
            resources=[bucket_arn, objects],
        ),
    ]

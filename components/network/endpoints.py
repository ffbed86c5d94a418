"""Gateway endpoints of a spoke: S3 and DynamoDB without leaving AWS's network, for our own data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.shared.iam import ANYONE, Kind, Statement, document

S3_ACTIONS = [
    "s3:AbortMultipartUpload",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:GetBucketLocation",
    "s3:GetObject",
    "s3:GetObjectAttributes",
    "s3:GetObjectTagging",
    "s3:GetObjectVersion",
    "s3:ListBucket",
    "s3:ListBucketMultipartUploads",
    "s3:ListBucketVersions",
    "s3:ListMultipartUploadParts",
    "s3:PutObject",
    "s3:PutObjectTagging",
]
DYNAMODB_ACTIONS = [
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:DescribeTimeToLive",
    "dynamodb:GetItem",
    "dynamodb:PartiQLDelete",
    "dynamodb:PartiQLInsert",
    "dynamodb:PartiQLSelect",
    "dynamodb:PartiQLUpdate",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
]

# AWS's own buckets that machines read while they start: image layers of ECR, packages of Amazon Linux 2023.
# https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
# https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html (2026-09)
AWS_BUCKETS = (
    "arn:aws:s3:::prod-{region}-starport-layer-bucket/*",
    "arn:aws:s3:::al2023-repos-{region}-de612dc2/*",
)


@dataclass(frozen=True, kw_only=True)
class GatewayEndpointsArgs:
    vpc_id: pulumi.Input[str]
    region: str
    organization_id: pulumi.Output[str]
    route_table_ids: Sequence[pulumi.Input[str]]


class GatewayEndpoints(pulumi.ComponentResource):
    """Endpoints through which the organization's principals reach the organization's data and no other.

    So stolen credentials of another account, or a bucket of another account, are of no use from inside.
    """

    def __init__(
        self, name: str, args: GatewayEndpointsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("landfall:network:GatewayEndpoints", name, None, opts)

        aws_buckets = Statement(
            sid="ReadWhatAwsPublishes",
            principals=ANYONE,
            reason="package managers ask without credentials",
            actions=["s3:GetObject"],
            resources=[bucket.format(region=args.region) for bucket in AWS_BUCKETS],
        )
        for service, statements in {
            "s3": [_our_data(S3_ACTIONS, args.organization_id), aws_buckets],
            "dynamodb": [_our_data(DYNAMODB_ACTIONS, args.organization_id)],
        }.items():
            aws.ec2.VpcEndpoint(
                f"{name}-{service}",
                vpc_id=args.vpc_id,
                vpc_endpoint_type="Gateway",
                service_name=f"com.amazonaws.{args.region}.{service}",
                route_table_ids=list(args.route_table_ids),
                policy=document(Kind.ENDPOINT, statements),
                tags={"Name": f"{name}-{service}"},
                opts=pulumi.ResourceOptions(parent=self),
            )
        self.register_outputs({})


def _our_data(actions: Sequence[str], organization_id: pulumi.Output[str]) -> Statement:
    return Statement(
        sid="OurPrincipalsToOurData",
        principals=ANYONE,
        reason="an endpoint policy only narrows what identity and resource policies already allow",
        actions=actions,
        resources=["*"],
        conditions={
            "StringEquals": {"aws:PrincipalOrgID": organization_id, "aws:ResourceOrgID": organization_id}
        },
    )

"""Locks against deletion."""

from pack.rule import Severity

from rules.checks import off, on, one_of
from rules.operations.rows import GONE, row

_LOW, _MEDIUM = Severity.LOW, Severity.MEDIUM


PROTECTION = (
    row(
        "dynamodb-deletion-protection",
        _MEDIUM,
        ("dynamodb/table",),
        "DynamoDB tables are protected from deletion.",
        GONE,
        "Set deletion_protection_enabled=True.",
        on("deletionProtectionEnabled"),
        ("DynamoDB.6",),
    ),
    row(
        "s3-force-destroy",
        _MEDIUM,
        ("s3/bucket", "s3/bucketV2", "s3/directoryBucket"),
        "S3 buckets are not deleted with objects in them.",
        GONE,
        "Remove force_destroy.",
        off("forceDestroy"),
    ),
    row(
        "lb-deletion-protection",
        _MEDIUM,
        ("lb/loadBalancer", "alb/loadBalancer"),
        "Load balancers are protected from deletion.",
        "A new balancer has another name and address; whatever points to the old one is down.",
        "Set enable_deletion_protection=True.",
        on("enableDeletionProtection"),
        ("ELB.6",),
    ),
    row(
        "eks-deletion-protection",
        _LOW,
        ("eks/cluster",),
        "EKS clusters are protected from deletion.",
        GONE,
        "Set deletion_protection=True.",
        on("deletionProtection"),
    ),
    row(
        "ec2-termination-protection",
        _LOW,
        ("ec2/instance",),
        "Instances are protected from termination.",
        GONE,
        "Set disable_api_termination=True.",
        on("disableApiTermination"),
    ),
    row(
        "cognito-deletion-protection",
        _MEDIUM,
        ("cognito/userPool",),
        "User pools are protected from deletion.",
        "Users and their passwords can't be restored from anywhere.",
        "Set deletion_protection to ACTIVE.",
        one_of("deletionProtection", "ACTIVE", default="INACTIVE"),
    ),
)

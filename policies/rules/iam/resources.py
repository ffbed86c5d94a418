"""Policies on resources: no statement lets everybody in."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail

from rules.iam.document import granted

_PATHS = ("policy", "accessPolicies", "resourcePolicy")


def check(resource: Resource) -> Iterator[Verdict]:
    """Everybody, without a condition that says whose requests are meant, is let in nowhere."""
    for path in _PATHS:
        document = resource.at(path)
        for found in granted(document) if not document.absent else ():
            if isinstance(found, Verdict):
                yield found
            elif found.everybody:
                yield fail(f"{path} lets everybody in, and no condition narrows it down.", document)


RESOURCES = Rule(
    name="resource-policy-public",
    area="public-exposure",
    severity=Severity.CRITICAL,
    types=aws(
        "s3/bucket",
        "s3/bucketV2",
        "s3/bucketPolicy",
        "sqs/queue",
        "sqs/queuePolicy",
        "sns/topic",
        "sns/topicPolicy",
        "kms/key",
        "kms/keyPolicy",
        "kms/replicaKey",
        "ecr/repositoryPolicy",
        "secretsmanager/secret",
        "secretsmanager/secretPolicy",
        "opensearch/domain",
        "opensearch/domainPolicy",
        "efs/fileSystemPolicy",
        "cloudwatch/eventBusPolicy",
        "backup/vaultPolicy",
        "dynamodb/resourcePolicy",
        "kinesis/resourcePolicy",
    ),
    asserts="No policy on a resource lets everybody in.",
    why="Anybody on the internet, or anybody with any AWS account, uses the resource.",
    fix="Name accounts in Principal, or add a condition on aws:PrincipalOrgID or aws:SourceAccount.",
    check=check,
    fsbp=("S3.2", "SQS.3", "SNS.4", "KMS.5"),
)

"""What costs money says whose it is, from its first second on."""

from ..guardrail import Deny, Guardrail
from ..kinds import PolicyType
from ..settings import Facts

# Actions that carry the tags of the request on each of their authorizations.
CREATING = (
    "dynamodb:CreateTable", "ecr:CreateRepository", "ecs:CreateCluster", "eks:CreateCluster",
    "elasticfilesystem:CreateFileSystem", "elasticloadbalancing:CreateLoadBalancer", "es:CreateDomain",
    "kinesis:CreateStream", "kms:CreateKey", "lambda:CreateFunction", "rds:CreateDBCluster",
    "rds:CreateDBInstance", "redshift:CreateCluster", "s3:CreateBucket", "secretsmanager:CreateSecret",
    "sns:CreateTopic", "sqs:CreateQueue",
)  # fmt: skip
# Authorized on several resources of which some take no tags: only those that do are named.
ON_SOME = (
    # Not its volumes: the provider tags those in a call of their own where it is told so.
    ("ec2:RunInstances", ("arn:*:ec2:*:*:instance/*",)),
    ("ec2:CreateVolume", ("arn:*:ec2:*:*:volume/*",)),
    ("ec2:CreateVpc", ("arn:*:ec2:*:*:vpc/*",)),
    ("elasticache:CreateReplicationGroup", ("arn:*:elasticache:*:*:replicationgroup:*",)),
)


def _denies(facts: Facts) -> list[Deny]:
    # One statement for each tag: several keys under one Null would all have to be missing at once.
    return [
        Deny(actions=actions, resources=resources, conditions={"Null": {f"aws:RequestTag/{tag}": "true"}})
        for tag in facts.tags
        for actions, resources in ((CREATING, ("*",)), *(((action,), on) for action, on in ON_SOME))
    ]


GUARDRAIL = Guardrail(
    id="required-tags",
    type=PolicyType.SERVICE_CONTROL,
    why="A resource without owner and cost centre is paid for by everybody and cared for by nobody.",
    fix="Give it every tag of tags: as default tags of the provider, or as its own.",
    units=("Workloads",),
    controls=("FSBP Tag.1", "NIST-800-53 CM-8"),
    denies=_denies,
)

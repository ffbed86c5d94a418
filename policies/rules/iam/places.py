"""Where policy documents stand: the type, the property, and what kind of policy it holds there."""

from collections.abc import Iterator, Mapping
from enum import Enum

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Types, aws_token


class Kind(Enum):
    """What a policy document is for; that decides what is right in it."""

    IDENTITY = "identity"  # what a principal may do
    BOUNDARY = "boundary"  # the most that a principal may do; it gives nothing
    SESSION = "session"  # the most that a session may do; it gives nothing
    TRUST = "trust"  # who may become a role
    RESOURCE = "resource"  # who may use a resource
    ENDPOINT = "endpoint"  # what may pass a VPC endpoint
    KEY = "key"  # who may use a KMS key; `Resource` is the key itself there
    API = "api"  # who may call an API, which may be everybody


_PLACES: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    Kind.IDENTITY: {
        "policy": ("iam/policy", "iam/rolePolicy", "iam/userPolicy", "iam/groupPolicy", "iot/policy"),
        "inlinePolicies[].policy": ("iam/role",),
        "inlinePolicy": ("ssoadmin/permissionSetInlinePolicy",),
    },
    Kind.SESSION: {
        "policy": ("transfer/user", "transfer/access", "eks/podIdentityAssociation"),
        "sessionPolicy": ("rolesanywhere/profile",),
    },
    Kind.TRUST: {"assumeRolePolicy": ("iam/role",)},
    Kind.ENDPOINT: {"policy": ("ec2/vpcEndpoint", "ec2/vpcEndpointPolicy")},
    Kind.API: {
        "policy": (
            "apigateway/domainName",
            "apigateway/restApi",
            "apigateway/restApiPolicy",
            "ecrpublic/repositoryPolicy",
        )
    },
    Kind.KEY: {
        "policy": (
            "kms/key",
            "kms/keyPolicy",
            "kms/replicaKey",
            "kms/externalKey",
            "kms/replicaExternalKey",
        ),
    },
    Kind.RESOURCE: {
        "policy": (
            "acmpca/policy",
            "backup/vaultPolicy",
            "bedrock/agentcoreResourcePolicy",
            "cloudwatch/eventBusPolicy",
            "codebuild/resourcePolicy",
            "dsql/clusterPolicy",
            "dynamodb/resourcePolicy",
            "ecr/registryPolicy",
            "ecr/repositoryPolicy",
            "efs/fileSystemPolicy",
            "glacier/vaultLock",
            "glue/resourcePolicy",
            "kinesis/resourcePolicy",
            "lambda/resourcePolicy",
            "mediastore/containerPolicy",
            "msk/clusterPolicy",
            "networkfirewall/resourcePolicy",
            "oam/sinkPolicy",
            "opensearchingest/resourcePolicy",
            "pinpoint/smsvoicev2ResourcePolicy",
            "redshift/resourcePolicy",
            "redshiftserverless/resourcePolicy",
            "s3/accessPoint",
            "s3/bucket",
            "s3/bucketPolicy",
            "s3/bucketV2",
            "s3/filesFileSystemPolicy",
            "s3/vectorsVectorBucketPolicy",
            "s3control/accessGrantsInstanceResourcePolicy",
            "s3control/accessPointPolicy",
            "s3control/bucketPolicy",
            "s3control/multiRegionAccessPointPolicy",
            "s3control/objectLambdaAccessPointPolicy",
            "schemas/registryPolicy",
            "secretsmanager/secret",
            "secretsmanager/secretPolicy",
            "ses/identityPolicy",
            "sesv2/emailIdentityPolicy",
            "sns/topic",
            "sns/topicPolicy",
            "sqs/queue",
            "sqs/queuePolicy",
            "vpclattice/authPolicy",
            "vpclattice/resourcePolicy",
        ),
        "deliveryDestinationPolicy": ("cloudwatch/logDeliveryDestinationPolicy",),
        "details.policy": ("s3control/multiRegionAccessPointPolicy",),
        "accessPolicies": (
            "elasticsearch/domain",
            "elasticsearch/domainPolicy",
            "opensearch/domain",
            "opensearch/domainPolicy",
        ),
        "accessPolicy": (
            "cloudsearch/domainServiceAccessPolicy",
            "cloudwatch/logDestinationPolicy",
            "glacier/vault",
        ),
        "policyDocument": (
            "amp/resourcePolicy",
            "cloudwatch/logResourcePolicy",
            "codeartifact/domainPermissions",
            "codeartifact/repositoryPermissionsPolicy",
            "xray/resourcePolicy",
        ),
        "resourcePolicy": (
            "s3tables/tableBucketPolicy",
            "s3tables/tablePolicy",
            "sagemaker/modelPackageGroupPolicy",
        ),
        "repositoryPolicy": ("ecr/repositoryCreationTemplate",),
        "content": ("organizations/resourcePolicy",),
    },
}


def _by_token() -> dict[str, tuple[tuple[Kind, str], ...]]:
    found: dict[str, tuple[tuple[Kind, str], ...]] = {}
    for kind, paths in _PLACES.items():
        for path, types in paths.items():
            for name in types:
                token = aws_token(name)
                found[token] = (*found.get(token, ()), (kind, path))
    return found


_BY_TOKEN = _by_token()


def types_with(*kinds: Kind) -> Types:
    """Every type that has a policy document of one of these kinds (a boundary is a managed policy)."""
    wanted = {Kind.IDENTITY if kind is Kind.BOUNDARY else kind for kind in kinds}
    tokens = {token for token, places in _BY_TOKEN.items() if wanted & {kind for kind, _ in places}}
    return Types(tokens)


def paths_of(token: str) -> frozenset[str]:
    """The paths of the properties of a type that hold policy documents."""
    return frozenset(path for _, path in _BY_TOKEN.get(token, ()))


def places(resource: Resource) -> Iterator[tuple[Kind, Reader]]:
    """The policy documents of a resource that are set, and their kinds."""
    for kind, path in _BY_TOKEN.get(resource.type, ()):
        for value in resource.all(path):
            if not value.absent:
                yield (Kind.BOUNDARY if kind is Kind.IDENTITY and is_boundary(resource) else kind), value


def is_boundary(resource: Resource) -> bool:
    """Whether a managed policy is a permissions boundary; nothing but what it is called tells."""
    words = (
        resource.name,
        *(resource.at(name).text or "" for name in ("name", "namePrefix", "path", "description")),
    )
    return resource.type == "aws:iam/policy:Policy" and any("boundar" in text.lower() for text in words)

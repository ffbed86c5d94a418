"""Data that AWS encrypts anyway: whose key it is under."""

import re
from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail

from rules.checks import Check, every, off, on, one_of, own_key, where, where_on, where_set

_LOW, _MEDIUM = Severity.LOW, Severity.MEDIUM
_WHY = "Access to data under a key that AWS owns or manages can't be granted, audited or revoked by key."


# Instances that keep data on local disks, where no KMS key can be named (CreateEndpointConfig, KmsKeyId).
_LOCAL_DISK = re.compile(r"ml\.(?:[a-z]+\d+[a-z]*d[a-z]*|g5|g6e?|p5e?n?|trn1n?)\.")


def repository(resource: Resource) -> Iterator[Verdict]:
    """Images are under a KMS key; without a word on it they are under the key of S3."""
    configurations = resource.at("encryptionConfigurations")
    if configurations.empty:
        yield fail("encryptionConfigurations is not set, and AES256 by default.", configurations)
    else:
        yield from one_of("encryptionConfigurations[].encryptionType", "KMS", "KMS_DSSE")(resource)


def broker(resource: Resource) -> Iterator[Verdict]:
    """The key is neither AWS's own nor one that AWS manages."""
    yield from off("encryptionOptions.useAwsOwnedKey", default=True)(resource)
    if resource.at("encryptionOptions.useAwsOwnedKey").is_false():
        yield from own_key("encryptionOptions.kmsKeyId")(resource)


def endpoint(resource: Resource) -> Iterator[Verdict]:
    """The disks of an endpoint name their key; local ones, and serverless endpoints, can't."""
    if not any(_without_volume(variant) for variant in resource.each("productionVariants")):
        yield from own_key("kmsKeyArn")(resource)


def _without_volume(variant: Reader) -> bool:
    serverless = not variant.at("serverlessConfig").empty
    return serverless or bool(_LOCAL_DISK.match(variant.at("instanceType").text or ""))


def file_system(resource: Resource) -> Iterator[Verdict]:
    """A file system names its key; one of Lustre that is scratch space can't."""
    key = own_key("kmsKeyId")
    if resource.type == "aws:fsx/lustreFileSystem:LustreFileSystem":
        key = where("deploymentType", "PERSISTENT_1", "PERSISTENT_2", check=key)
    yield from key(resource)


def _row(
    name: str,
    what: str,
    types: tuple[str, ...],
    fix: str,
    check: Check,
    severity: Severity = _LOW,
    fsbp: tuple[str, ...] = (),
) -> Rule:
    return Rule(
        name=name,
        area="encryption-at-rest",
        severity=severity,
        types=aws(*types),
        asserts=f"{what} under a KMS key of the company's own.",
        why=_WHY,
        fix=fix,
        check=check,
        fsbp=fsbp,
    )


def _key(
    name: str, what: str, path: str, *types: str, severity: Severity = _LOW, fsbp: tuple[str, ...] = ()
) -> Rule:
    """A row for a property that names the key."""
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in path)
    fix = f"Set {words.replace('[]', '')} to the ARN of a KMS key."
    return _row(name, what, types, fix, own_key(path), severity, fsbp)


KEYS = (
    _key(
        "s3-object-cmk",
        "Objects that the program uploads are",
        "kmsKeyId",
        "s3/bucketObject",
        "s3/bucketObjectv2",
        "s3/objectCopy",
    ),
    _row(
        "rds-performance-insights-cmk",
        "Performance data of databases is",
        ("rds/instance", "rds/clusterInstance", "rds/cluster", "docdb/clusterInstance"),
        "Set performance_insights_kms_key_id; it can't be changed later.",
        every(
            where_on("performanceInsightsEnabled", own_key("performanceInsightsKmsKeyId")),
            where_on("enablePerformanceInsights", own_key("performanceInsightsKmsKeyId")),
        ),
    ),
    _key("memorydb-cmk", "MemoryDB clusters are", "kmsKeyArn", "memorydb/cluster"),
    _key("redshift-serverless-cmk", "Redshift namespaces are", "kmsKeyId", "redshiftserverless/namespace"),
    _key(
        "msk-at-rest-cmk",
        "Kafka topics are",
        "encryptionInfo.encryptionAtRestKmsKeyArn",
        "msk/cluster",
        severity=_MEDIUM,
    ),
    _row(
        "fsx-cmk",
        "FSx file systems are",
        (
            "fsx/lustreFileSystem",
            "fsx/windowsFileSystem",
            "fsx/ontapFileSystem",
            "fsx/openZfsFileSystem",
        ),
        "Set kms_key_id to the ARN of a KMS key.",
        file_system,
    ),
    _key("kinesis-video-cmk", "Video streams are", "kmsKeyId", "kinesis/videoStream"),
    _row(
        "ecr-cmk",
        "Images in ECR are",
        ("ecr/repository", "ecr/repositoryCreationTemplate"),
        "Set encryption_configurations to encryption_type KMS, with kms_key; it can't be changed later.",
        repository,
    ),
    _key("secret-cmk", "Secrets are", "kmsKeyId", "secretsmanager/secret"),
    _key(
        "sagemaker-notebook-cmk",
        "SageMaker notebooks are",
        "kmsKeyId",
        "sagemaker/notebookInstance",
        severity=_MEDIUM,
    ),
    _row(
        "sagemaker-endpoint-cmk",
        "Disks of SageMaker endpoints are",
        ("sagemaker/endpointConfiguration",),
        "Set kms_key_arn to the ARN of a KMS key.",
        endpoint,
        _MEDIUM,
    ),
    _key("sagemaker-domain-cmk", "Home directories of SageMaker domains are", "kmsKeyId", "sagemaker/domain"),
    _key("codebuild-cmk", "Build artifacts are", "encryptionKey", "codebuild/project"),
    _key(
        "codepipeline-artifacts-cmk",
        "Artifacts of pipelines are",
        "artifactStores[].encryptionKey.id",
        "codepipeline/pipeline",
    ),
    _key("codeartifact-cmk", "Packages in CodeArtifact are", "encryptionKey", "codeartifact/domain"),
    _row(
        "lambda-env-cmk",
        "Environment variables of functions are",
        ("lambda/function",),
        "Set kms_key_arn to the ARN of a KMS key.",
        where_set("environment.variables", own_key("kmsKeyArn")),
    ),
    _row(
        "sfn-cmk",
        "State machines are",
        ("sfn/stateMachine",),
        "Set encryption_configuration.type to CUSTOMER_MANAGED_KMS_KEY, with kms_key_id.",
        one_of("encryptionConfiguration.type", "CUSTOMER_MANAGED_KMS_KEY", default="AWS_OWNED_KEY"),
    ),
    _key(
        "dms-instance-cmk",
        "Disks and passwords of DMS are",
        "kmsKeyArn",
        "dms/replicationInstance",
        "dms/endpoint",
    ),
    _row(
        "mq-cmk",
        "Messages of brokers are",
        ("mq/broker",),
        "Set encryption_options.use_aws_owned_key to false, with kms_key_id.",
        broker,
    ),
    _row(
        "storagegateway-share-cmk",
        "Files of Storage Gateway are",
        ("storagegateway/nfsFileShare", "storagegateway/smbFileShare"),
        "Set kms_encrypted=True, with kms_key_arn.",
        every(on("kmsEncrypted"), where_on("kmsEncrypted", own_key("kmsKeyArn"))),
    ),
    _key("timestream-cmk", "Timestream databases are", "kmsKeyId", "timestreamwrite/database"),
    _key(
        "appflow-cmk", "Flows and their credentials are", "kmsArn", "appflow/flow", "appflow/connectorProfile"
    ),
    _key("mwaa-cmk", "Airflow environments are", "kmsKey", "mwaa/environment"),
    _key("bedrock-agent-cmk", "Bedrock agents are", "customerEncryptionKeyArn", "bedrock/agentAgent"),
)

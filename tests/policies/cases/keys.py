"""Whose key data is under."""

from tests.policies.cases.shapes import also, must_be, must_be_on, must_be_own_key
from tests.policies.harness import UNKNOWN, Case

_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"

_HIDDEN_KEY = {"performanceInsightsKmsKeyId": UNKNOWN}

CASES = {
    "s3-object-cmk": must_be_own_key("kmsKeyId"),
    "rds-performance-insights-cmk": also(
        must_be_own_key("performanceInsightsKmsKeyId"),
        given={"performanceInsightsEnabled": True},
        good=({}, {"performanceInsightsEnabled": False}),
        unknown=({"performanceInsightsEnabled": UNKNOWN}, {"enablePerformanceInsights": True} | _HIDDEN_KEY),
    ),
    "memorydb-cmk": must_be_own_key("kmsKeyArn"),
    "redshift-serverless-cmk": must_be_own_key("kmsKeyId"),
    "msk-at-rest-cmk": must_be_own_key("encryptionInfo.encryptionAtRestKmsKeyArn"),
    "fsx-cmk": also(
        must_be_own_key("kmsKeyId"),
        given={"deploymentType": "PERSISTENT_2"},
        good=({}, {"deploymentType": "SCRATCH_2"}),
        unknown=({"deploymentType": UNKNOWN},),
        type="aws:fsx/lustreFileSystem:LustreFileSystem",
    ),
    "kinesis-video-cmk": must_be_own_key("kmsKeyId"),
    "ecr-cmk": Case(
        bad=[
            ({}, "encryptionConfigurations is not set, and AES256 by default."),
            (
                {"encryptionConfigurations": [{"encryptionType": "AES256"}]},
                'encryptionConfigurations[0].encryptionType is "AES256", not one of KMS, KMS_DSSE.',
            ),
        ],
        good=[{"encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": _KEY}]}],
        unknown=[
            {"encryptionConfigurations": UNKNOWN},
            {"encryptionConfigurations": [{"encryptionType": UNKNOWN}]},
        ],
    ),
    "secret-cmk": must_be_own_key("kmsKeyId"),
    "sagemaker-notebook-cmk": must_be_own_key("kmsKeyId"),
    "sagemaker-endpoint-cmk": also(
        must_be_own_key("kmsKeyArn"),
        good=(
            {"productionVariants": [{"instanceType": "ml.g4dn.xlarge"}]},
            {"productionVariants": [{"serverlessConfig": {"memorySizeInMb": 2048}}]},
        ),
    ),
    "sagemaker-domain-cmk": must_be_own_key("kmsKeyId"),
    "codebuild-cmk": must_be_own_key("encryptionKey"),
    "codepipeline-artifacts-cmk": Case(
        bad=[
            (
                {"artifactStores": [{"location": "b", "type": "S3"}]},
                "artifactStores[0].encryptionKey.id is not set.",
            )
        ],
        good=[{"artifactStores": [{"location": "b", "encryptionKey": {"id": _KEY, "type": "KMS"}}]}],
        unknown=[{"artifactStores": [{"encryptionKey": {"id": UNKNOWN, "type": "KMS"}}]}],
    ),
    "codeartifact-cmk": must_be_own_key("encryptionKey"),
    "lambda-env-cmk": also(
        must_be_own_key("kmsKeyArn"),
        given={"environment": {"variables": {"STAGE": "dev"}}},
        good=({}, {"environment": {}}),
        unknown=({"environment": UNKNOWN},),
    ),
    "sfn-cmk": must_be(
        "encryptionConfiguration.type",
        "CUSTOMER_MANAGED_KMS_KEY",
        "AWS_OWNED_KEY",
        default="AWS_OWNED_KEY",
    ),
    "dms-instance-cmk": must_be_own_key("kmsKeyArn"),
    "mq-cmk": Case(
        bad=[
            ({}, "encryptionOptions.useAwsOwnedKey is not set, and true by default."),
            ({"encryptionOptions": {"useAwsOwnedKey": True}}, "encryptionOptions.useAwsOwnedKey is true."),
            (
                {"encryptionOptions": {"useAwsOwnedKey": False}},
                "encryptionOptions.kmsKeyId is not set.",
            ),
        ],
        good=[{"encryptionOptions": {"useAwsOwnedKey": False, "kmsKeyId": _KEY}}],
        unknown=[
            {"encryptionOptions": UNKNOWN},
            {"encryptionOptions": {"useAwsOwnedKey": False, "kmsKeyId": UNKNOWN}},
        ],
    ),
    "storagegateway-share-cmk": also(
        must_be_on("kmsEncrypted"),
        given={"kmsKeyArn": _KEY},
        bad=(({"kmsEncrypted": True}, "kmsKeyArn is not set."),),
        unknown=({"kmsEncrypted": True, "kmsKeyArn": UNKNOWN},),
    ),
    "timestream-cmk": must_be_own_key("kmsKeyId"),
    "appflow-cmk": must_be_own_key("kmsArn"),
    "mwaa-cmk": must_be_own_key("kmsKey"),
    "bedrock-agent-cmk": must_be_own_key("customerEncryptionKeyArn"),
}

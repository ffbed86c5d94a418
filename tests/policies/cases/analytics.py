"""Jobs, queries and parameters: encryption of what is written on the way."""

import json

from tests.policies.cases.shapes import also, must_be, must_be_given, must_be_on, nested
from tests.policies.harness import UNKNOWN, Case, Properties

_GLUE = "encryptionConfiguration"
_COPY = "policyDetails.schedules[].crossRegionCopyRules[]"
_COPIED = "policyDetails.schedules[0].crossRegionCopyRules[0]"
_EXEC_LOGS = "configuration.executeCommandConfiguration.logConfiguration"
_CATALOG = "dataCatalogEncryptionSettings"
_OPTION = "configuration.resultConfiguration.encryptionConfiguration.encryptionOption"


def _emr(**encryption: object) -> Properties:
    return {"configuration": json.dumps({"EncryptionConfiguration": encryption})}


_AT_REST = {"LocalDiskEncryptionConfiguration": {"EncryptionKeyProviderType": "AwsKms"}}

CASES = {
    "ssm-parameter-securestring": Case(
        bad=[
            (
                {"name": "/app/db/password", "type": "String"},
                'name is "/app/db/password", and type is "String", not SecureString.',
            ),
            (
                {"name": "db-password-1a2b3c4", "type": "String"},
                'name is "db-password-1a2b3c4", and type is "String", not SecureString.',
            ),
            (
                {"name": "/app/dbPassword", "type": "String"},
                'name is "/app/dbPassword", and type is "String", not SecureString.',
            ),
            (
                {"name": "/app/url", "type": "String", "value": "postgres://app:hunter22@db/app"},
                'value holds what looks like a password in an address, and type is "String", '
                "not SecureString.",
            ),
            (
                {"type": "String", "value": "Server=db;User Id=app;Password=hunter22;"},
                'value holds what looks like a password, and type is "String", not SecureString.',
            ),
            (
                {"name": "/app/id", "type": "String", "value": "AKIA" + "A" * 16},
                'value holds what looks like an AWS access key, and type is "String", not SecureString.',
            ),
            (
                {"name": "/app/api-key", "type": "StringList"},
                'name is "/app/api-key", and type is "StringList", not SecureString.',
            ),
        ],
        good=[
            {"name": "db-password-1a2b3c4", "type": "SecureString"},
            {"name": "/app/db/password", "type": "SecureString"},
            {"name": UNKNOWN, "type": "SecureString"},
            {"name": "/app/db/password-policy", "type": "String"},
            {"name": "/app/token-ttl", "type": "String"},
            {"name": "/vpc/id", "type": UNKNOWN},
            {
                "name": "/app/db/secret",
                "type": "String",
                "value": "arn:aws:secretsmanager:eu-west-1:1:secret:db",
            },
            {"name": "/app/token", "type": "String", "value": "https://idp.example.com/oauth/token"},
            {"name": "/app/url", "type": "String", "value": "https://app.example.com"},
            {"type": "String"},
        ],
        unknown=[{"name": UNKNOWN, "type": "String"}, {"name": "/app/secret", "type": UNKNOWN}],
    ),
    "glue-security-config-s3": must_be(
        f"{_GLUE}.s3Encryption.s3EncryptionMode", "SSE-KMS", "DISABLED", wanted="one of SSE-KMS, SSE-S3"
    ),
    "glue-security-config-logs": must_be(
        f"{_GLUE}.cloudwatchEncryption.cloudwatchEncryptionMode", "SSE-KMS", "DISABLED"
    ),
    "glue-security-config-bookmarks": must_be(
        f"{_GLUE}.jobBookmarksEncryption.jobBookmarksEncryptionMode", "CSE-KMS", "DISABLED"
    ),
    "glue-catalog-encrypted": must_be(
        f"{_CATALOG}.encryptionAtRest.catalogEncryptionMode",
        "SSE-KMS",
        "DISABLED",
        wanted="one of SSE-KMS, SSE-KMS-WITH-SERVICE-ROLE",
    ),
    "glue-catalog-passwords-encrypted": must_be_on(
        f"{_CATALOG}.connectionPasswordEncryption.returnConnectionPasswordEncrypted"
    ),
    "glue-job-security-config": must_be_given("securityConfiguration", "sealed"),
    "athena-workgroup-enforced": must_be_on("configuration.enforceWorkgroupConfiguration", default=True),
    "athena-workgroup-encrypted": Case(
        bad=[
            ({}, f"{_OPTION} is not set."),
            (
                {"configuration": {"resultConfiguration": {"outputLocation": "s3://b/"}}},
                f"{_OPTION} is not set.",
            ),
        ],
        good=[
            {
                "configuration": {
                    "resultConfiguration": {"encryptionConfiguration": {"encryptionOption": "SSE_KMS"}}
                }
            },
            {"configuration": {"managedQueryResultsConfiguration": {"enabled": True}}},
        ],
        unknown=[{"configuration": UNKNOWN}],
    ),
    "athena-database-encrypted": must_be_given("encryptionConfiguration.encryptionOption", "SSE_KMS"),
    "emr-security-configuration": must_be_given("securityConfiguration", "sealed"),
    "emr-encryption": Case(
        bad=[
            (
                _emr(),
                "EncryptionConfiguration does not set EnableAtRestEncryption, EnableInTransitEncryption "
                "to true.",
            ),
            (
                _emr(EnableAtRestEncryption=True, EnableInTransitEncryption=False),
                "EncryptionConfiguration does not set EnableInTransitEncryption to true.",
            ),
            (
                _emr(EnableAtRestEncryption=True, EnableInTransitEncryption=True),
                "AtRestEncryptionConfiguration has no LocalDiskEncryptionConfiguration.",
            ),
            ({"configuration": "{"}, "configuration is no JSON document."),
        ],
        good=[
            _emr(
                EnableAtRestEncryption=True,
                EnableInTransitEncryption=True,
                AtRestEncryptionConfiguration=_AT_REST,
            )
        ],
        unknown=[{"configuration": UNKNOWN}],
    ),
    "ecs-exec-logging-encrypted": also(
        must_be_on(f"{_EXEC_LOGS}.cloudWatchEncryptionEnabled"),
        bad=(
            (
                nested(_EXEC_LOGS, {"s3BucketName": "logs", "s3BucketEncryptionEnabled": False}),
                f"{_EXEC_LOGS}.s3BucketEncryptionEnabled is false, not true.",
            ),
            (
                nested(
                    _EXEC_LOGS,
                    {
                        "s3BucketName": "logs",
                        "s3BucketEncryptionEnabled": True,
                        "cloudWatchLogGroupName": "exec",
                    },
                ),
                f"{_EXEC_LOGS}.cloudWatchEncryptionEnabled is not set, and false by default.",
            ),
        ),
        good=(nested(_EXEC_LOGS, {"s3BucketName": "logs", "s3BucketEncryptionEnabled": True}),),
    ),
    "appsync-cache-encrypted": must_be_on("atRestEncryptionEnabled"),
    "apigw-cache-encrypted": Case(
        bad=[
            (
                {"settings": {"cachingEnabled": True}},
                "settings.cacheDataEncrypted is not set, and false by default.",
            ),
            (
                {"settings": {"cachingEnabled": True, "cacheDataEncrypted": False}},
                "settings.cacheDataEncrypted is false, not true.",
            ),
        ],
        good=[
            {"settings": {}},
            {"settings": {"cachingEnabled": False}},
            {"settings": {"cachingEnabled": True, "cacheDataEncrypted": True}},
        ],
        unknown=[
            {"settings": {"cachingEnabled": UNKNOWN}},
            {"settings": {"cachingEnabled": True, "cacheDataEncrypted": UNKNOWN}},
        ],
    ),
    "dlm-copy-encrypted": also(
        Case(
            bad=[
                (nested(_COPY, {"target": "eu-west-1"}), f"{_COPIED}.encrypted is not set, not true."),
                (nested(_COPY, {"encrypted": False}), f"{_COPIED}.encrypted is false, not true."),
                (
                    nested(_COPY, {"encrypted": True}),
                    f"{_COPIED}.cmkArn is not set: the copy is under a key that AWS manages.",
                ),
                (
                    nested(
                        "policyDetails.action.crossRegionCopies[].encryptionConfiguration.encrypted", False
                    ),
                    "policyDetails.action.crossRegionCopies[0].encryptionConfiguration.encrypted is false, "
                    "not true.",
                ),
            ],
            good=[nested(_COPY, {"encrypted": True, "cmkArn": "arn:aws:kms:x"})],
            unknown=[nested(_COPY, {"encrypted": UNKNOWN})],
        ),
        good=(
            {"policyDetails": {"schedules": [{"name": "daily"}]}},
            nested(_COPY, {"encrypted": True, "cmkArn": UNKNOWN}),
        ),
    ),
}

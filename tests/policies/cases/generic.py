"""Rules over every type that has a property, each by one type that no other rule judges for it."""

from tests.policies.cases.shapes import nested
from tests.policies.harness import UNKNOWN, Case, Properties

_CONFIDENTIAL: Properties = {"tags": {"data-classification": "confidential"}}
_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"


def _switch(token: str, path: str, wrong: object, right: object, told: str) -> Case:
    return Case(
        type=token,
        bad=[(nested(path, wrong), told)],
        good=[{}, nested(path, right)],
        unknown=[nested(path, UNKNOWN)],
    )


CASES = {
    "encryption-not-off": _switch(
        "aws:sagemaker/trainingJob:TrainingJob",
        "enableInterContainerTrafficEncryption",
        False,
        True,
        "enableInterContainerTrafficEncryption is false.",
    ),
    "encryption-mode-not-none": _switch(
        "aws:datasync/efsLocation:EfsLocation",
        "inTransitEncryption",
        "NONE",
        "TLS1_2",
        'inTransitEncryption is "NONE".',
    ),
    "encryption-not-disabled": _switch(
        "aws:codebuild/project:Project",
        "logsConfig.s3Logs.encryptionDisabled",
        True,
        False,
        "logsConfig.s3Logs.encryptionDisabled is true.",
    ),
    "public-access-not-on": _switch(
        "aws:timestreaminfluxdb/dbInstance:DbInstance",
        "publiclyAccessible",
        True,
        False,
        "publiclyAccessible is true.",
    ),
    "deletion-protection-not-off": _switch(
        "aws:dsql/cluster:Cluster",
        "deletionProtectionEnabled",
        False,
        True,
        "deletionProtectionEnabled is false.",
    ),
    "backup-retention-not-zero": _switch(
        "aws:fsx/windowsFileSystem:WindowsFileSystem",
        "automaticBackupRetentionDays",
        0,
        7,
        "automaticBackupRetentionDays is 0: no backups are kept.",
    ),
    "tls-version-not-old": _switch(
        "aws:apigateway/restApi:RestApi",
        "securityPolicy",
        "TLS_1_0",
        "SecurityPolicy_TLS13_1_3_2025_09",
        'securityPolicy is "TLS_1_0", which takes protocols before TLS 1.2.',
    ),
    "classified-data-key": Case(
        type="aws:sqs/queue:Queue",
        bad=[
            (_CONFIDENTIAL, 'Its data is "confidential", and kmsMasterKeyId is not set.'),
            (
                _CONFIDENTIAL | {"kmsMasterKeyId": "alias/aws/sqs"},
                'Its data is "confidential", and kmsMasterKeyId is "alias/aws/sqs", a key that AWS manages.',
            ),
        ],
        good=[
            {},
            {"kmsMasterKeyId": "alias/aws/sqs"},
            {"tags": {"data-classification": "public"}},
            _CONFIDENTIAL | {"kmsMasterKeyId": _KEY},
            _CONFIDENTIAL | {"kmsMasterKeyId": UNKNOWN},
        ],
        unknown=[{"tags": UNKNOWN}],
    ),
}

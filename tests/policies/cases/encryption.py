"""Encryption at rest."""

from tests.policies.cases.shapes import must_be_given, must_be_off, must_be_on, must_be_own_key
from tests.policies.harness import UNKNOWN, Case

_UNSET = "is not set, and false unless the account's default says otherwise."
_UNMAPPED = (
    "blockDeviceMappings is not set: volumes are unencrypted unless the image or the account's default "
    "says otherwise."
)
_NOT_TRUE = "is not set, and false by default."


def _disks(path: str) -> Case:
    listed = path.endswith("[]")
    name = path.removesuffix("[]")
    shown = f"{name}[0]" if listed else name

    def at(block: object) -> dict[str, object]:
        return {name: [block] if listed else block}

    return Case(
        bad=[
            (at({"volumeSize": 8}), f"{shown}.encrypted {_UNSET}"),
            (at({"encrypted": False}), f"{shown}.encrypted is false, not true."),
        ],
        good=[at({"encrypted": True})],
        unknown=[
            at({"encrypted": UNKNOWN}),
            at(UNKNOWN),
            {name: UNKNOWN},
            at({"snapshotId": "snap-1"}),
        ],
    )


def _with(
    case: Case,
    *,
    bad: tuple[tuple[object, str], ...] = (),
    good: tuple[object, ...] = (),
    unknown: tuple[object, ...] = (),
) -> Case:
    return Case(
        bad=[*case.bad, *bad],  # type: ignore[list-item]
        good=[*case.good, *good],  # type: ignore[list-item]
        unknown=[*case.unknown, *unknown],  # type: ignore[list-item]
    )


_ROOT = _disks("rootBlockDevice")
_STORAGE = must_be_on("storageEncrypted")
_CLUSTER = _with(
    _STORAGE,
    good=(
        {"replicationSourceIdentifier": "arn:x"},
        {"sourceDbClusterIdentifier": "arn:x"},
        {"engineMode": "serverless"},
    ),
    unknown=(
        {"snapshotIdentifier": "snap"},
        {"restoreToPointInTime": {"sourceClusterIdentifier": "x"}},
    ),
)
CASES = {
    "ebs-volume-encrypted": Case(
        bad=[({}, f"encrypted {_UNSET}"), ({"encrypted": False}, "encrypted is false, not true.")],
        good=[{"encrypted": True}],
        unknown=[{"encrypted": UNKNOWN}, {"snapshotId": "snap-1"}],
    ),
    "ec2-root-volume-encrypted": _with(
        _ROOT,
        bad=(({}, f"rootBlockDevice.encrypted {_UNSET}"),),
        good=({"launchTemplate": {"id": "lt-1"}},),
    ),
    "ec2-ebs-block-device-encrypted": _with(
        _disks("ebsBlockDevices[]"), good=({}, {"ebsBlockDevices": [{"noDevice": True}]})
    ),
    "launchtemplate-ebs-encrypted": Case(
        bad=[
            (
                {"blockDeviceMappings": [{"deviceName": "/dev/xvda", "ebs": {"volumeSize": 8}}]},
                f"blockDeviceMappings[0].ebs.encrypted {_UNSET}",
            ),
            (
                {"blockDeviceMappings": [{"ebs": {"encrypted": "true"}}, {"ebs": {"encrypted": "false"}}]},
                'blockDeviceMappings[1].ebs.encrypted is "false", not true.',
            ),
            ({}, _UNMAPPED),
            ({"blockDeviceMappings": []}, _UNMAPPED),
        ],
        good=[
            {"blockDeviceMappings": [{"ebs": {"encrypted": "true"}}]},
            {"blockDeviceMappings": [{"deviceName": "/dev/sdb", "virtualName": "ephemeral0"}]},
        ],
        unknown=[
            {"blockDeviceMappings": UNKNOWN},
            {"blockDeviceMappings": [{"ebs": {"encrypted": UNKNOWN}}]},
        ],
    ),
    "spotfleet-ebs-encrypted": Case(
        bad=[
            (
                {"launchSpecifications": [{"rootBlockDevices": [{"encrypted": False}]}]},
                "launchSpecifications[0].rootBlockDevices[0].encrypted is false, not true.",
            ),
            (
                {"launchSpecifications": [{"ebsBlockDevices": [{"deviceName": "a"}]}]},
                f"launchSpecifications[0].ebsBlockDevices[0].encrypted {_UNSET}",
            ),
        ],
        good=[{}, {"launchSpecifications": [{"rootBlockDevices": [{"encrypted": True}]}]}],
        unknown=[{"launchSpecifications": UNKNOWN}],
    ),
    "imagebuilder-recipe-encrypted": Case(
        bad=[
            (
                {"blockDeviceMappings": [{"ebs": {"encrypted": "false"}}]},
                'blockDeviceMappings[0].ebs.encrypted is "false", not true.',
            ),
            ({}, _UNMAPPED),
        ],
        good=[{"blockDeviceMappings": [{"ebs": {"encrypted": "true"}}]}],
        unknown=[{"blockDeviceMappings": [{"ebs": {"encrypted": UNKNOWN}}]}],
        type="aws:imagebuilder/imageRecipe:ImageRecipe",
    ),
    "ebs-snapshot-copy-encrypted": must_be_on("encrypted"),
    "ebs-default-encryption": must_be_on("enabled", default=True),
    "ebs-volume-cmk": _with(must_be_own_key("kmsKeyId"), unknown=({"snapshotId": "snap-1"},)),
    "rds-storage-encrypted": _with(
        _STORAGE,
        good=({"replicateSourceDb": "db"},),
        unknown=(
            {"snapshotIdentifier": "snap"},
            {"restoreToPointInTime": {"sourceDbInstanceIdentifier": "x"}},
        ),
    ),
    "aurora-storage-encrypted": _CLUSTER,
    "docdb-encrypted": _with(
        _STORAGE, good=({"sourceDbClusterIdentifier": "arn:x"},), unknown=({"snapshotIdentifier": "snap"},)
    ),
    "neptune-encrypted": _with(
        _STORAGE,
        good=({"replicationSourceIdentifier": "arn:x"}, {"sourceDbClusterIdentifier": "arn:x"}),
        unknown=({"snapshotIdentifier": "snap"},),
    ),
    "dax-encrypted": must_be_on("serverSideEncryption.enabled"),
    "elasticache-at-rest": _with(
        must_be_on("atRestEncryptionEnabled"),
        good=({"engine": "valkey"}, {"globalReplicationGroupId": "global-1"}),
    ),
    "opensearch-at-rest": must_be_on("encryptAtRest.enabled"),
    "redshift-encrypted": must_be_on("encrypted", default=True),
    "rds-snapshot-copy-cmk": must_be_own_key("kmsKeyId"),
    "dynamodb-cmk": Case(
        bad=[
            ({}, f"serverSideEncryption.enabled {_NOT_TRUE}"),
            (
                {"serverSideEncryption": {"enabled": False}},
                "serverSideEncryption.enabled is false, not true.",
            ),
            ({"serverSideEncryption": {"enabled": True}}, "serverSideEncryption.kmsKeyArn is not set."),
            (
                {"serverSideEncryption": {"enabled": True, "kmsKeyArn": "alias/aws/dynamodb"}},
                'serverSideEncryption.kmsKeyArn is "alias/aws/dynamodb", a key that AWS manages.',
            ),
        ],
        good=[{"serverSideEncryption": {"enabled": True, "kmsKeyArn": "arn:aws:kms:x"}}],
        unknown=[
            {"serverSideEncryption": UNKNOWN},
            {"serverSideEncryption": {"enabled": True, "kmsKeyArn": UNKNOWN}},
        ],
    ),
    "keyspaces-cmk": Case(
        bad=[
            ({}, 'encryptionSpecification.type is not set, and "AWS_OWNED_KMS_KEY" by default.'),
            (
                {"encryptionSpecification": {"type": "AWS_OWNED_KMS_KEY"}},
                'encryptionSpecification.type is "AWS_OWNED_KMS_KEY", not CUSTOMER_MANAGED_KMS_KEY.',
            ),
        ],
        good=[{"encryptionSpecification": {"type": "CUSTOMER_MANAGED_KMS_KEY"}}],
        unknown=[{"encryptionSpecification": UNKNOWN}],
    ),
    "sns-encrypted": must_be_given("kmsMasterKeyId"),
    "sqs-encrypted": Case(
        bad=[
            (
                {"sqsManagedSseEnabled": False},
                "sqsManagedSseEnabled is false, and kmsMasterKeyId is not set.",
            ),
            (
                {"sqsManagedSseEnabled": False, "kmsMasterKeyId": ""},
                "sqsManagedSseEnabled is false, and kmsMasterKeyId is not set.",
            ),
        ],
        good=[
            {},
            {"sqsManagedSseEnabled": True},
            {"kmsMasterKeyId": "alias/x"},
            {"kmsMasterKeyId": UNKNOWN},
            {"sqsManagedSseEnabled": False, "kmsMasterKeyId": "alias/x"},
        ],
        unknown=[
            {"sqsManagedSseEnabled": UNKNOWN},
            {"sqsManagedSseEnabled": False, "kmsMasterKeyId": UNKNOWN},
        ],
    ),
    "loggroup-cmk": must_be_own_key("kmsKeyId"),
    "kinesis-stream-encrypted": Case(
        bad=[
            ({}, 'encryptionType is not set, and "NONE" by default.'),
            ({"encryptionType": "NONE"}, 'encryptionType is "NONE", not KMS.'),
        ],
        good=[{"encryptionType": "KMS"}],
        unknown=[{"encryptionType": UNKNOWN}],
    ),
    "firehose-sse": _with(
        must_be_on("serverSideEncryption.enabled"),
        good=({"kinesisSourceConfiguration": {"roleArn": "x"}}, {"mskSourceConfiguration": UNKNOWN}),
    ),
    "codebuild-artifacts-encrypted": _with(
        must_be_off("artifacts.encryptionDisabled"),
        bad=(
            (
                {"secondaryArtifacts": [{}, {"encryptionDisabled": True}]},
                "secondaryArtifacts[1].encryptionDisabled is true.",
            ),
        ),
    ),
    "efs-encrypted": must_be_on("encrypted"),
    "workspaces-root-encrypted": must_be_on("rootVolumeEncryptionEnabled"),
    "workspaces-user-encrypted": must_be_on("userVolumeEncryptionEnabled"),
    "eks-secrets-encrypted": Case(
        bad=[
            ({}, "encryptionConfig does not cover secrets."),
            (
                {"version": "1.36", "encryptionConfig": {"resources": []}},
                "encryptionConfig does not cover secrets.",
            ),
        ],
        good=[
            {
                "encryptionConfig": {
                    "resources": ["secrets"],
                    "provider": {"keyArn": "arn:aws:kms:eu-central-1:1:key/a"},
                }
            },
            {"encryptionConfig": {"resources": ["secrets", UNKNOWN]}},
        ],
        unknown=[{"encryptionConfig": UNKNOWN}, {"encryptionConfig": {"resources": [UNKNOWN]}}],
    ),
    "backup-vault-cmk": must_be_own_key("kmsKeyArn"),
    "cloudtrail-cmk": must_be_own_key("kmsKeyId"),
    "kms-rotation": _with(
        must_be_on("enableKeyRotation"),
        good=(
            {"customerMasterKeySpec": "RSA_4096", "keyUsage": "SIGN_VERIFY"},
            {"customerMasterKeySpec": "HMAC_256", "keyUsage": "GENERATE_VERIFY_MAC"},
            {"customKeyStoreId": "cks-1"},
        ),
    ),
    "kms-deletion-window": Case(
        bad=[({"deletionWindowInDays": 7}, "deletionWindowInDays is 7, less than 30.")],
        good=[{}, {"deletionWindowInDays": 30}],
        unknown=[{"deletionWindowInDays": UNKNOWN}],
    ),
    "kms-no-bypass-lockout": must_be_off("bypassPolicyLockoutSafetyCheck"),
}

"""File systems, desktops, clusters and keys."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import at_least, off, on, own_key

_WHY = "Whoever gets at the storage or a backup of it reads the data without the account's keys."


def secrets_of_cluster(resource: Resource) -> Iterator[Verdict]:
    """Kubernetes secrets are under a key of the company's; since 1.28, AWS uses one of its own otherwise."""
    kinds = resource.at("encryptionConfig.resources")
    if "secrets" in kinds.strings:
        return
    if kinds.some_unknown:
        yield unknown(kinds)
    else:
        yield fail("encryptionConfig does not cover secrets.", "encryptionConfig")


def rotation(resource: Resource) -> Iterator[Verdict]:
    """A symmetric key made by AWS rotates; others can't."""
    symmetric = resource.at("customerMasterKeySpec").empty or resource.at("customerMasterKeySpec").one_of(
        "SYMMETRIC_DEFAULT"
    )
    usage = resource.at("keyUsage")
    if (
        symmetric
        and (usage.empty or usage.one_of("ENCRYPT_DECRYPT"))
        and resource.at("customKeyStoreId").empty
    ):
        yield from on("enableKeyRotation")(resource)


STORAGE = (
    Rule(
        name="efs-encrypted",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("efs/fileSystem"),
        asserts="EFS file systems are encrypted.",
        why=_WHY,
        fix="Set encrypted=True, and kms_key_id; it can't be changed later.",
        check=on("encrypted"),
        fsbp=("EFS.1",),
    ),
    Rule(
        name="workspaces-root-encrypted",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("workspaces/workspace"),
        asserts="Root volumes of WorkSpaces are encrypted.",
        why=_WHY,
        fix="Set root_volume_encryption_enabled=True, and volume_encryption_key.",
        check=on("rootVolumeEncryptionEnabled"),
    ),
    Rule(
        name="workspaces-user-encrypted",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("workspaces/workspace"),
        asserts="User volumes of WorkSpaces are encrypted.",
        why=_WHY,
        fix="Set user_volume_encryption_enabled=True, and volume_encryption_key.",
        check=on("userVolumeEncryptionEnabled"),
    ),
    Rule(
        name="eks-secrets-encrypted",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("eks/cluster"),
        asserts="Kubernetes secrets of EKS clusters are encrypted with a key of the company's own.",
        why="Access to secrets under a key of AWS can't be audited or revoked by key.",
        fix="Set encryption_config with resources [secrets] and provider.key_arn.",
        check=secrets_of_cluster,
        fsbp=("EKS.3",),
    ),
    Rule(
        name="backup-vault-cmk",
        area="encryption-at-rest",
        severity=Severity.MEDIUM,
        types=aws("backup/vault"),
        asserts="Backup vaults are encrypted with a key of the company's own.",
        why="Copies to another account need a key that the account may share.",
        fix="Set kms_key_arn.",
        check=own_key("kmsKeyArn"),
    ),
    Rule(
        name="cloudtrail-cmk",
        area="encryption-at-rest",
        severity=Severity.MEDIUM,
        types=aws("cloudtrail/trail", "cloudtrail/eventDataStore"),
        asserts="Trails are encrypted with a KMS key.",
        why="The trail says who did what; reading it should take the key's permission, too.",
        fix="Set kms_key_id to a key whose policy lets cloudtrail.amazonaws.com use it.",
        check=own_key("kmsKeyId"),
        fsbp=("CloudTrail.2",),
    ),
    Rule(
        name="kms-rotation",
        area="encryption-at-rest",
        severity=Severity.MEDIUM,
        types=aws("kms/key"),
        asserts="KMS keys rotate.",
        why="Rotation bounds how much data one key protects.",
        fix="Set enable_key_rotation=True.",
        check=rotation,
    ),
    Rule(
        name="kms-deletion-window",
        area="encryption-at-rest",
        severity=Severity.LOW,
        types=aws("kms/key", "kms/externalKey", "kms/replicaKey"),
        asserts="KMS keys wait 30 days before they are gone.",
        why="Data under a deleted key is lost; the window is the time to notice.",
        fix="Leave deletion_window_in_days unset, or set it to 30.",
        check=at_least("deletionWindowInDays", 30, default=30),
    ),
    Rule(
        name="kms-no-bypass-lockout",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("kms/key", "kms/externalKey", "kms/replicaKey", "kms/keyPolicy"),
        asserts="KMS key policies are checked for locking everybody out.",
        why="A policy that lets nobody in makes the key, and the data under it, unmanageable.",
        fix="Remove bypass_policy_lockout_safety_check.",
        check=off("bypassPolicyLockoutSafetyCheck"),
    ),
)

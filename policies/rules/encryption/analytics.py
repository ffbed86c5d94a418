"""Jobs and queries: what is written on the way is encrypted, too."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import Check, given, on, one_of

_LOW, _MEDIUM, _HIGH = Severity.LOW, Severity.MEDIUM, Severity.HIGH
_WHY = "Results, logs and scratch files hold the same data as the source, and outlive the job."


def workgroup(resource: Resource) -> Iterator[Verdict]:
    """Results are encrypted; those that Athena keeps itself always are."""
    managed = resource.at("configuration.managedQueryResultsConfiguration.enabled")
    option = resource.at("configuration.resultConfiguration.encryptionConfiguration.encryptionOption")
    if managed.is_true() or (option.known and not option.empty):
        return
    if managed.unknown or option.unknown:
        yield unknown(option if option.unknown else managed)
    else:
        yield fail(f"{option.path} is not set.", option)


def emr_document(resource: Resource) -> Iterator[Verdict]:
    """The JSON of an EMR security configuration encrypts at rest, on local disks and in transit."""
    text = resource.at("configuration")
    document = text.json()
    if document.absent and not text.absent:
        yield fail("configuration is no JSON document.", text)
        return
    encryption = document.at("EncryptionConfiguration")
    parts = {
        "EnableAtRestEncryption": encryption.at("EnableAtRestEncryption"),
        "EnableInTransitEncryption": encryption.at("EnableInTransitEncryption"),
    }
    off = [name for name, flag in parts.items() if not flag.is_true() and not flag.unknown]
    if off:
        yield fail(f"EncryptionConfiguration does not set {', '.join(off)} to true.", text)
    elif any(flag.unknown for flag in parts.values()):
        yield unknown(text)
    disks: Reader = encryption.at("AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration")
    if parts["EnableAtRestEncryption"].is_true() and disks.empty:
        yield fail("AtRestEncryptionConfiguration has no LocalDiskEncryptionConfiguration.", text)


def row(
    name: str,
    severity: Severity,
    types: tuple[str, ...],
    asserts: str,
    fix: str,
    check: Check,
    fsbp: tuple[str, ...] = (),
    why: str = _WHY,
) -> Rule:
    """A rule about one resource of these types."""
    return Rule(
        name=name,
        area="encryption-at-rest",
        severity=severity,
        types=aws(*types),
        asserts=asserts,
        why=why,
        fix=fix,
        check=check,
        fsbp=fsbp,
    )


_GLUE = ("glue/securityConfiguration",)
_GLUE_AT = "encryptionConfiguration"
_CATALOG = "dataCatalogEncryptionSettings"

ANALYTICS = (
    row(
        "glue-security-config-s3",
        _MEDIUM,
        _GLUE,
        "Glue encrypts what it writes to S3.",
        "Set encryption_configuration.s3_encryption.s3_encryption_mode to SSE-KMS, with kms_key_arn.",
        one_of(f"{_GLUE_AT}.s3Encryption.s3EncryptionMode", "SSE-KMS", "SSE-S3"),
    ),
    row(
        "glue-security-config-logs",
        _LOW,
        _GLUE,
        "Glue encrypts its logs.",
        "Set encryption_configuration.cloudwatch_encryption.cloudwatch_encryption_mode to SSE-KMS.",
        one_of(f"{_GLUE_AT}.cloudwatchEncryption.cloudwatchEncryptionMode", "SSE-KMS"),
    ),
    row(
        "glue-security-config-bookmarks",
        _LOW,
        _GLUE,
        "Glue encrypts the bookmarks of its jobs.",
        "Set encryption_configuration.job_bookmarks_encryption.job_bookmarks_encryption_mode to CSE-KMS.",
        one_of(f"{_GLUE_AT}.jobBookmarksEncryption.jobBookmarksEncryptionMode", "CSE-KMS"),
    ),
    row(
        "glue-catalog-encrypted",
        _MEDIUM,
        ("glue/dataCatalogEncryptionSettings",),
        "The Glue data catalog is encrypted.",
        "Set data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode to SSE-KMS.",
        one_of(f"{_CATALOG}.encryptionAtRest.catalogEncryptionMode", "SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"),
        why="The catalog names every table, column and partition, and connections keep passwords in it.",
    ),
    row(
        "glue-catalog-passwords-encrypted",
        _MEDIUM,
        ("glue/dataCatalogEncryptionSettings",),
        "Passwords of Glue connections are encrypted.",
        "Set connection_password_encryption.return_connection_password_encrypted to true, with a key.",
        on(f"{_CATALOG}.connectionPasswordEncryption.returnConnectionPasswordEncrypted"),
        why="Whoever may read a connection gets its password in clear.",
    ),
    row(
        "glue-job-security-config",
        _MEDIUM,
        ("glue/job", "glue/crawler", "glue/devEndpoint"),
        "Glue jobs and crawlers encrypt what they write.",
        "Set security_configuration to the name of a glue.SecurityConfiguration.",
        given("securityConfiguration"),
    ),
    row(
        "athena-workgroup-enforced",
        _MEDIUM,
        ("athena/workgroup",),
        "Athena workgroups decide where results go and how they are encrypted.",
        "Remove enforce_workgroup_configuration=False.",
        on("configuration.enforceWorkgroupConfiguration", default=True),
        why="A client may send results to any bucket, unencrypted.",
    ),
    row(
        "athena-workgroup-encrypted",
        _MEDIUM,
        ("athena/workgroup",),
        "Athena encrypts the results of queries.",
        "Set configuration.result_configuration.encryption_configuration.encryption_option to SSE_KMS.",
        workgroup,
    ),
    row(
        "athena-database-encrypted",
        _LOW,
        ("athena/database",),
        "Athena encrypts what it writes for a database.",
        "Set encryption_configuration.encryption_option to SSE_KMS, with kms_key.",
        given("encryptionConfiguration.encryptionOption"),
    ),
    row(
        "emr-security-configuration",
        _MEDIUM,
        ("emr/cluster",),
        "EMR clusters have a security configuration.",
        "Set security_configuration to the name of an emr.SecurityConfiguration that encrypts.",
        given("securityConfiguration"),
    ),
    row(
        "emr-encryption",
        _HIGH,
        ("emr/securityConfiguration",),
        "EMR encrypts at rest, on local disks and in transit.",
        "Set EnableAtRestEncryption and EnableInTransitEncryption to true, with "
        "LocalDiskEncryptionConfiguration.",
        emr_document,
    ),
)

"""Mail, transfers, builds and mounts: TLS switched on."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Severity
from pack.verdict import Verdict, fail, unknown

from rules.checks import every, except_where, none_of, off, on, one_of
from rules.transit.row import row

# Endpoints of DMS that are APIs of AWS or have a TLS setting of their own.
_WITHOUT_SSL_MODE = (
    "s3",
    "dynamodb",
    "kinesis",
    "kafka",
    "elasticsearch",
    "opensearch",
    "neptune",
    "redis",
    "redshift",
    "redshift-serverless",
    "timestream",
)


def migration(resource: Resource) -> Iterator[Verdict]:
    """An endpoint that connects to a database asks for TLS."""
    mode = one_of("sslMode", "require", "verify-ca", "verify-full", default="none")
    yield from except_where("engineName", *_WITHOUT_SSL_MODE, check=mode)(resource)


def mounts(resource: Resource) -> Iterator[Verdict]:
    """Every EFS volume of a task is mounted over TLS."""
    for volume in resource.each("volumes"):
        mount = volume.at("efsVolumeConfiguration")
        encryption = mount.at("transitEncryption")
        if encryption.unknown:
            yield unknown(encryption)
        elif not mount.absent and not encryption.one_of("ENABLED"):
            default = ", and DISABLED by default" if encryption.absent else ""
            yield fail(f"{encryption.path} is {encryption.shown}{default}.", encryption)


SERVICES = (
    row(
        "transfer-protocols",
        ("transfer/server",),
        "Transfer servers do not speak FTP.",
        none_of("protocols", "FTP"),
        "Set protocols to SFTP, FTPS or AS2.",
    ),
    row(
        "codebuild-insecure-ssl",
        ("codebuild/project",),
        "Builds check the certificate of where their sources come from.",
        every(off("source.insecureSsl"), off("secondarySources[].insecureSsl")),
        "Remove insecure_ssl from the source.",
    ),
    row(
        "dms-endpoint-ssl",
        ("dms/endpoint",),
        "DMS reaches databases over TLS.",
        migration,
        "Set ssl_mode to verify-full (or verify-ca, require) with certificate_arn.",
        "DMS.9",
        severity=Severity.MEDIUM,
    ),
    row(
        "efs-mount-transit",
        ("ecs/taskDefinition",),
        "Tasks mount EFS over TLS.",
        mounts,
        "Set transit_encryption to ENABLED in every efs_volume_configuration.",
        severity=Severity.MEDIUM,
    ),
    row(
        "ses-tls",
        ("ses/configurationSet", "sesv2/configurationSet"),
        "Mail goes out over TLS only.",
        one_of("deliveryOptions.tlsPolicy", "Require", default="Optional"),
        "Set delivery_options.tls_policy to Require (REQUIRE in sesv2).",
        severity=Severity.LOW,
    ),
    row(
        "appsync-cache-transit",
        ("appsync/apiCache",),
        "AppSync reaches its cache over TLS.",
        on("transitEncryptionEnabled"),
        "Set transit_encryption_enabled=True.",
        severity=Severity.LOW,
    ),
    row(
        "transfer-security-policy",
        ("transfer/server",),
        "Transfer servers take no ciphers that are outdated.",
        none_of("securityPolicyName", "TransferSecurityPolicy-2018-11"),
        "Set security_policy_name to TransferSecurityPolicy-2024-01 or newer.",
        severity=Severity.MEDIUM,
    ),
)

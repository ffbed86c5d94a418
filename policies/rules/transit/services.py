"""Databases, caches, brokers and tools: TLS switched on."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import Check, every, except_where, like, none_of, off, on, one_of, unless

_WHY = "Whoever is on the network reads queries, answers and passwords."


def enforced(resource: Resource) -> Iterator[Verdict]:
    """A domain enforces HTTPS; the flag is on by default once its block is there."""
    flag = resource.at("domainEndpointOptions.enforceHttps")
    if flag.unknown:
        yield unknown(flag)
    elif resource.at("domainEndpointOptions").absent:
        yield fail("domainEndpointOptions is not set: plain HTTP is answered, too.", flag)
    elif not flag.absent and not flag.is_true():
        yield fail(f"{flag.path} is {flag.shown}, not true.", flag)


_CACHE = on("transitEncryptionEnabled")
_CACHE_CLUSTER = aws("elasticache/cluster")


def cache(resource: Resource) -> Iterator[Verdict]:
    """A cache takes TLS alone; one that belongs to a larger group is what that group is.

    A replication group has a `replicationGroupId` as well, but as its own name.
    """
    larger = "replicationGroupId" if resource.type in _CACHE_CLUSTER else "globalReplicationGroupId"
    yield from unless(larger, _CACHE)(resource)


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
            yield fail(f"{encryption.path} is {encryption.shown}, not ENABLED.", encryption)


def _row(
    name: str,
    types: tuple[str, ...],
    what: str,
    check: Check,
    fix: str,
    *fsbp: str,
    severity: Severity = Severity.HIGH,
) -> Rule:
    return Rule(
        name=name,
        area="encryption-in-transit",
        severity=severity,
        types=aws(*types),
        asserts=what,
        why=_WHY,
        fix=fix,
        check=check,
        fsbp=fsbp,
    )


SERVICES = (
    _row(
        "opensearch-https",
        ("opensearch/domain", "elasticsearch/domain"),
        "OpenSearch domains answer HTTPS only.",
        enforced,
        "Set domain_endpoint_options.enforce_https to true.",
        "Opensearch.8",
    ),
    _row(
        "opensearch-node-to-node",
        ("opensearch/domain", "elasticsearch/domain"),
        "Nodes of OpenSearch domains encrypt what they send each other.",
        on("nodeToNodeEncryption.enabled"),
        "Set node_to_node_encryption.enabled to true.",
        "Opensearch.3",
        "ES.3",
    ),
    _row(
        "elasticache-in-transit",
        ("elasticache/replicationGroup", "elasticache/cluster"),
        "ElastiCache takes TLS connections only.",
        cache,
        "Set transit_encryption_enabled=True.",
        "ElastiCache.5",
    ),
    _row(
        "memorydb-tls",
        ("memorydb/cluster",),
        "MemoryDB takes TLS connections only.",
        on("tlsEnabled", default=True),
        "Leave tls_enabled to its default, true.",
    ),
    _row(
        "msk-in-transit",
        ("msk/cluster",),
        "Kafka brokers take TLS connections only.",
        one_of("encryptionInfo.encryptionInTransit.clientBroker", "TLS", default="TLS"),
        "Set encryption_info.encryption_in_transit.client_broker to TLS.",
        "MSK.1",
    ),
    _row(
        "rds-proxy-tls",
        ("rds/proxy",),
        "RDS proxies take TLS connections only.",
        on("requireTls"),
        "Set require_tls=True.",
    ),
    _row(
        "transfer-protocols",
        ("transfer/server",),
        "Transfer servers do not speak FTP.",
        none_of("protocols", "FTP"),
        "Set protocols to SFTP, FTPS or AS2.",
    ),
    _row(
        "codebuild-insecure-ssl",
        ("codebuild/project",),
        "Builds check the certificate of where their sources come from.",
        every(off("source.insecureSsl"), off("secondarySources[].insecureSsl")),
        "Remove insecure_ssl from the source.",
    ),
    _row(
        "opensearch-tls-policy",
        ("opensearch/domain", "elasticsearch/domain"),
        "OpenSearch domains take TLS 1.2 or later.",
        like("domainEndpointOptions.tlsSecurityPolicy", r"(?i)Policy-Min-TLS-1-[23]", "TLS 1.2 or later"),
        "Set domain_endpoint_options.tls_security_policy to Policy-Min-TLS-1-2-PFS-2023-10.",
        "Opensearch.8",
        severity=Severity.MEDIUM,
    ),
    _row(
        "dax-tls",
        ("dax/cluster",),
        "DAX clusters take TLS connections only.",
        one_of("clusterEndpointEncryptionType", "TLS", default="NONE"),
        "Set cluster_endpoint_encryption_type to TLS; it can't be changed later.",
        "DynamoDB.7",
        severity=Severity.MEDIUM,
    ),
    _row(
        "msk-in-cluster",
        ("msk/cluster",),
        "Kafka brokers encrypt what they send each other.",
        on("encryptionInfo.encryptionInTransit.inCluster", default=True),
        "Leave encryption_info.encryption_in_transit.in_cluster to its default, true.",
        "MSK.1",
        severity=Severity.MEDIUM,
    ),
    _row(
        "dms-endpoint-ssl",
        ("dms/endpoint",),
        "DMS reaches databases over TLS.",
        migration,
        "Set ssl_mode to verify-full (or verify-ca, require) with certificate_arn.",
        "DMS.9",
        severity=Severity.MEDIUM,
    ),
    _row(
        "efs-mount-transit",
        ("ecs/taskDefinition",),
        "Tasks mount EFS over TLS.",
        mounts,
        "Set transit_encryption to ENABLED in every efs_volume_configuration.",
        severity=Severity.MEDIUM,
    ),
    _row(
        "ses-tls",
        ("ses/configurationSet", "sesv2/configurationSet"),
        "Mail goes out over TLS only.",
        one_of("deliveryOptions.tlsPolicy", "Require", default="Optional"),
        "Set delivery_options.tls_policy to Require (REQUIRE in sesv2).",
        severity=Severity.LOW,
    ),
    _row(
        "appsync-cache-transit",
        ("appsync/apiCache",),
        "AppSync reaches its cache over TLS.",
        on("transitEncryptionEnabled"),
        "Set transit_encryption_enabled=True.",
        severity=Severity.LOW,
    ),
    _row(
        "transfer-security-policy",
        ("transfer/server",),
        "Transfer servers take no ciphers that are outdated.",
        none_of("securityPolicyName", "TransferSecurityPolicy-2018-11"),
        "Set security_policy_name to TransferSecurityPolicy-2024-01 or newer.",
        severity=Severity.MEDIUM,
    ),
)

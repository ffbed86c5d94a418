"""Databases, caches, search and brokers: TLS switched on."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import like, none_of, on, one_of, unless
from rules.transit.row import row


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
    yield from none_of("transitEncryptionMode", "preferred")(resource)


DATABASES = (
    row(
        "opensearch-https",
        ("opensearch/domain", "elasticsearch/domain"),
        "OpenSearch domains answer HTTPS only.",
        enforced,
        "Set domain_endpoint_options.enforce_https to true.",
        "Opensearch.8",
    ),
    row(
        "opensearch-node-to-node",
        ("opensearch/domain", "elasticsearch/domain"),
        "Nodes of OpenSearch domains encrypt what they send each other.",
        on("nodeToNodeEncryption.enabled"),
        "Set node_to_node_encryption.enabled to true.",
        "Opensearch.3",
        "ES.3",
    ),
    row(
        "elasticache-in-transit",
        ("elasticache/replicationGroup", "elasticache/cluster"),
        "ElastiCache takes TLS connections only.",
        cache,
        "Set transit_encryption_enabled=True.",
        "ElastiCache.5",
    ),
    row(
        "memorydb-tls",
        ("memorydb/cluster",),
        "MemoryDB takes TLS connections only.",
        on("tlsEnabled", default=True),
        "Leave tls_enabled to its default, true.",
    ),
    row(
        "msk-in-transit",
        ("msk/cluster",),
        "Kafka brokers take TLS connections only.",
        one_of("encryptionInfo.encryptionInTransit.clientBroker", "TLS", default="TLS"),
        "Set encryption_info.encryption_in_transit.client_broker to TLS.",
        "MSK.1",
    ),
    row(
        "rds-proxy-tls",
        ("rds/proxy",),
        "RDS proxies take TLS connections only.",
        on("requireTls"),
        "Set require_tls=True.",
    ),
    row(
        "opensearch-tls-policy",
        ("opensearch/domain", "elasticsearch/domain"),
        "OpenSearch domains take TLS 1.2 or later.",
        like("domainEndpointOptions.tlsSecurityPolicy", r"(?i)Policy-Min-TLS-1-[23]", "TLS 1.2 or later"),
        "Set domain_endpoint_options.tls_security_policy to Policy-Min-TLS-1-2-PFS-2023-10.",
        "Opensearch.8",
        severity=Severity.MEDIUM,
    ),
    row(
        "dax-tls",
        ("dax/cluster",),
        "DAX clusters take TLS connections only.",
        one_of("clusterEndpointEncryptionType", "TLS", default="NONE"),
        "Set cluster_endpoint_encryption_type to TLS; it can't be changed later.",
        "DynamoDB.7",
        severity=Severity.MEDIUM,
    ),
    row(
        "msk-in-cluster",
        ("msk/cluster",),
        "Kafka brokers encrypt what they send each other.",
        on("encryptionInfo.encryptionInTransit.inCluster", default=True),
        "Leave encryption_info.encryption_in_transit.in_cluster to its default, true.",
        "MSK.1",
        severity=Severity.MEDIUM,
    ),
)

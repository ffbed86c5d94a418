"""Databases, caches, brokers and tools: TLS switched on."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import Check, every, none_of, off, on, one_of, unless

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


def _row(name: str, types: tuple[str, ...], what: str, check: Check, fix: str, *fsbp: str) -> Rule:
    return Rule(
        name=name,
        area="encryption-in-transit",
        severity=Severity.HIGH,
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
        unless("replicationGroupId", on("transitEncryptionEnabled")),
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
        "Transfer.2",
    ),
    _row(
        "codebuild-insecure-ssl",
        ("codebuild/project",),
        "Builds check the certificate of where their sources come from.",
        every(off("source.insecureSsl"), off("secondarySources[].insecureSsl")),
        "Remove insecure_ssl from the source.",
    ),
)

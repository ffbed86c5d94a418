"""Encryption in transit: services, parameters and what stands in front of them."""

from tests.policies.cases.shapes import also, must_be, must_be_on, must_not_be
from tests.policies.harness import UNKNOWN, Case, Properties


def _group(family: object, *parameters: tuple[object, object]) -> Properties:
    return {"family": family, "parameters": [{"name": name, "value": value} for name, value in parameters]}


_CLUSTER = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
_MAX_AGE = "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec"

CASES = {
    "lb-drop-invalid-headers": also(
        must_be_on("dropInvalidHeaderFields"),
        good=({"loadBalancerType": "network"}, {"loadBalancerType": "gateway"}),
        unknown=({"loadBalancerType": UNKNOWN},),
    ),
    "lb-desync": must_not_be("desyncMitigationMode", "monitor", "strictest"),
    "targetgroup-https": must_not_be("protocol", "HTTP", "TLS"),
    "cloudfront-origin-https": also(
        must_not_be("origins[].customOriginConfig.originProtocolPolicy", "http-only", "https-only"),
        good=({"origins": [{"domainName": "b.s3.eu-west-1.amazonaws.com"}]},),
    ),
    "cloudfront-origin-tls12": Case(
        bad=[
            (
                {"origins": [{"customOriginConfig": {"originSslProtocols": ["TLSv1.2", "TLSv1.1"]}}]},
                'origins[0].customOriginConfig.originSslProtocols is "TLSv1.1".',
            )
        ],
        good=[{"origins": [{"customOriginConfig": {"originSslProtocols": ["TLSv1.2"]}}]}],
        unknown=[{"origins": [{"customOriginConfig": {"originSslProtocols": [UNKNOWN]}}]}],
    ),
    "cloudfront-hsts": Case(
        bad=[
            ({}, f"{_MAX_AGE} is not set; it has to be 1 or more."),
            ({"corsConfig": {"originOverride": True}}, f"{_MAX_AGE} is not set; it has to be 1 or more."),
            (
                {"securityHeadersConfig": {"frameOptions": {"frameOption": "DENY"}}},
                f"{_MAX_AGE} is not set; it has to be 1 or more.",
            ),
        ],
        good=[
            {"securityHeadersConfig": {"strictTransportSecurity": {"accessControlMaxAgeSec": 31536000}}},
        ],
        unknown=[{"securityHeadersConfig": UNKNOWN}],
    ),
    "opensearch-tls-policy": must_be(
        "domainEndpointOptions.tlsSecurityPolicy",
        "Policy-Min-TLS-1-2-PFS-2023-10",
        "Policy-Min-TLS-1-0-2019-07",
        wanted="TLS 1.2 or later",
    ),
    "dax-tls": must_be("clusterEndpointEncryptionType", "TLS", "NONE", default="NONE"),
    "msk-in-cluster": must_be_on("encryptionInfo.encryptionInTransit.inCluster", default=True),
    "dms-endpoint-ssl": also(
        must_be(
            "sslMode", "verify-full", "none", default="none", wanted="one of require, verify-ca, verify-full"
        ),
        given={"engineName": "postgres"},
        good=({"engineName": "s3"}, {"engineName": "kafka", "sslMode": "none"}),
        unknown=({"engineName": UNKNOWN, "sslMode": "none"},),
    ),
    "efs-mount-transit": Case(
        bad=[
            (
                {"volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]},
                "volumes[0].efsVolumeConfiguration.transitEncryption is not set, and DISABLED by default.",
            ),
            (
                {"volumes": [{"efsVolumeConfiguration": {"transitEncryption": "DISABLED"}}]},
                'volumes[0].efsVolumeConfiguration.transitEncryption is "DISABLED".',
            ),
        ],
        good=[
            {},
            {"volumes": [{"name": "scratch"}]},
            {"volumes": [{"efsVolumeConfiguration": {"transitEncryption": "ENABLED"}}]},
        ],
        unknown=[
            {"volumes": [{"efsVolumeConfiguration": {"transitEncryption": UNKNOWN}}]},
            {"volumes": UNKNOWN},
        ],
    ),
    "ses-tls": must_be("deliveryOptions.tlsPolicy", "Require", "Optional", default="Optional"),
    "appsync-cache-transit": must_be_on("transitEncryptionEnabled"),
    "transfer-security-policy": must_not_be(
        "securityPolicyName", "TransferSecurityPolicy-2018-11", "TransferSecurityPolicy-2024-01"
    ),
    "rds-force-ssl-parameter": Case(
        type=_CLUSTER,
        bad=[
            (_group("aurora-postgresql16"), "parameters has no rds.force_ssl."),
            (_group("postgres14", ("log_statement", "ddl")), "parameters has no rds.force_ssl."),
            (_group("postgres17", ("rds.force_ssl", "0")), 'rds.force_ssl is "0".'),
            (_group("mysql8.0"), "parameters has no require_secure_transport."),
            (
                _group("aurora-mysql8.0", ("require_secure_transport", "OFF")),
                'require_secure_transport is "OFF".',
            ),
            (_group("sqlserver-ex-16.0"), "parameters has no rds.force_ssl."),
        ],
        good=[
            _group("postgres16"),
            _group("mysql8.4"),
            _group("oracle-ee-19"),
            _group("mysql8.0", ("require_secure_transport", "ON")),
            _group("aurora-postgresql16", ("rds.force_ssl", "1")),
            {"family": "postgres14", "parameters": [{"name": "rds.force_ssl", "value": 1.0}]},
        ],
        unknown=[
            _group(UNKNOWN),
            _group("postgres14", (UNKNOWN, "1")),
            _group("postgres14", ("rds.force_ssl", UNKNOWN)),
        ],
    ),
    "redshift-require-ssl": Case(
        bad=[
            (_group("redshift-1.0"), "parameters has no require_ssl."),
            (_group("redshift-1.0", ("require_ssl", "false")), 'require_ssl is "false".'),
        ],
        good=[_group("redshift-1.0", ("require_ssl", "true")), _group("redshift-2.0")],
        unknown=[_group("redshift-1.0", ("require_ssl", UNKNOWN))],
    ),
    "docdb-tls": Case(
        bad=[(_group("docdb5.0", ("tls", "disabled")), 'tls is "disabled".')],
        good=[
            _group("docdb5.0"),
            _group("docdb5.0", ("tls", "enabled")),
            _group("docdb5.0", ("ttl", "disabled")),
        ],
        unknown=[_group("docdb5.0", ("tls", UNKNOWN)), _group("docdb5.0", (UNKNOWN, "disabled"))],
    ),
}

"""Encryption in transit."""

from tests.policies.cases.shapes import must_be_off, must_be_on, must_not_be
from tests.policies.harness import UNKNOWN, Case

_REDIRECT = {
    "defaultActions": [{"type": "redirect", "redirect": {"protocol": "HTTPS", "statusCode": "HTTP_301"}}]
}
_FORWARD = {"defaultActions": [{"type": "forward", "targetGroupArn": "arn:x"}]}
_ENCRYPTED = must_be_on("transitEncryptionEnabled")

CASES = {
    "lb-listener-https": Case(
        bad=[
            (
                {"protocol": "HTTP"} | _FORWARD,
                'protocol is "HTTP", and defaultActions[0] does not redirect to HTTPS.',
            ),
            (
                {"port": 80} | _FORWARD,
                "protocol is not set, so HTTP, and defaultActions[0] does not redirect to HTTPS.",
            ),
        ],
        good=[
            {"protocol": "HTTPS"} | _FORWARD,
            {"protocol": "HTTP"} | _REDIRECT,
            {"protocol": "TCP"} | _FORWARD,
            {"loadBalancerArn": "gwy"} | _FORWARD,
            {
                "protocol": "HTTP",
                "defaultActions": [{"type": "authenticate-oidc"}, *_REDIRECT["defaultActions"]],
            },
            {"protocol": UNKNOWN} | _REDIRECT,
        ],
        unknown=[{"protocol": UNKNOWN} | _FORWARD, {"protocol": "HTTP", "defaultActions": UNKNOWN}],
    ),
    "lb-listener-tls-policy": Case(
        bad=[
            ({"protocol": "HTTPS"}, "sslPolicy is not set, and takes TLS 1.0 by default."),
            (
                {"protocol": "TLS", "sslPolicy": "ELBSecurityPolicy-TLS-1-1-2017-01"},
                'sslPolicy is "ELBSecurityPolicy-TLS-1-1-2017-01", which takes protocols before TLS 1.2.',
            ),
            (
                {"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-TLS13-1-0-2021-06"},
                'sslPolicy is "ELBSecurityPolicy-TLS13-1-0-2021-06", which takes protocols before TLS 1.2.',
            ),
        ],
        good=[
            {},
            {"protocol": "HTTP"},
            {"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06"},
            {"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-FS-1-2-Res-2020-10"},
            {"protocol": UNKNOWN, "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"},
        ],
        unknown=[{"protocol": UNKNOWN}, {"protocol": "HTTPS", "sslPolicy": UNKNOWN}],
    ),
    "elb-classic-tls": must_not_be("listeners[].lbProtocol", "http", "https"),
    "cloudfront-viewer-https": Case(
        bad=[
            (
                {"defaultCacheBehavior": {"viewerProtocolPolicy": "allow-all"}},
                'defaultCacheBehavior.viewerProtocolPolicy is "allow-all".',
            ),
            (
                {"orderedCacheBehaviors": [{"viewerProtocolPolicy": "allow-all"}]},
                'orderedCacheBehaviors[0].viewerProtocolPolicy is "allow-all".',
            ),
        ],
        good=[{"defaultCacheBehavior": {"viewerProtocolPolicy": "redirect-to-https"}}],
        unknown=[{"defaultCacheBehavior": UNKNOWN}],
    ),
    "cloudfront-min-tls": Case(
        bad=[
            (
                {"viewerCertificate": {"cloudfrontDefaultCertificate": True}},
                "viewerCertificate is CloudFront's own, which takes TLS 1.0.",
            ),
            (
                {
                    "viewerCertificate": {
                        "acmCertificateArn": "arn:x",
                        "minimumProtocolVersion": "TLSv1.1_2016",
                    }
                },
                'viewerCertificate.minimumProtocolVersion is "TLSv1.1_2016", '
                "which takes protocols before TLS 1.2.",
            ),
            (
                {"viewerCertificate": {"acmCertificateArn": "arn:x"}},
                "viewerCertificate.minimumProtocolVersion is not set, which takes protocols before TLS 1.2.",
            ),
        ],
        good=[
            {"viewerCertificate": {"acmCertificateArn": "arn:x", "minimumProtocolVersion": "TLSv1.2_2021"}}
        ],
        unknown=[{"viewerCertificate": UNKNOWN}],
    ),
    "apigw-domain-tls12": Case(
        bad=[
            ({}, "securityPolicy is not set."),
            ({"securityPolicy": "TLS_1_0"}, 'securityPolicy is "TLS_1_0".'),
        ],
        good=[{"securityPolicy": "TLS_1_2"}, {"securityPolicy": "SecurityPolicy_TLS13_1_3_2025_09"}],
        unknown=[{"securityPolicy": UNKNOWN}],
    ),
    "apigwv2-domain-tls12": Case(
        bad=[
            (
                {"domainNameConfiguration": {"securityPolicy": "TLS_1_0"}},
                'domainNameConfiguration.securityPolicy is "TLS_1_0", not TLS_1_2.',
            )
        ],
        good=[{"domainNameConfiguration": {"securityPolicy": "TLS_1_2"}}],
        unknown=[{"domainNameConfiguration": UNKNOWN}],
    ),
    "opensearch-https": Case(
        bad=[
            ({}, "domainEndpointOptions is not set: plain HTTP is answered, too."),
            (
                {"domainEndpointOptions": {"enforceHttps": False}},
                "domainEndpointOptions.enforceHttps is false, not true.",
            ),
        ],
        good=[
            {"domainEndpointOptions": {"enforceHttps": True}},
            {"domainEndpointOptions": {"tlsSecurityPolicy": "Policy-Min-TLS-1-2-2019-07"}},
        ],
        unknown=[{"domainEndpointOptions": UNKNOWN}],
    ),
    "opensearch-node-to-node": must_be_on("nodeToNodeEncryption.enabled"),
    "elasticache-in-transit": Case(
        bad=[
            *_ENCRYPTED.bad,
            # Its own name, which the provider fills in, does not make it a member of another group.
            (
                {"replicationGroupId": "cache-1"},
                "transitEncryptionEnabled is not set, and false by default.",
            ),
            (
                {"transitEncryptionEnabled": True, "transitEncryptionMode": "preferred"},
                'transitEncryptionMode is "preferred".',
            ),
        ],
        good=[*_ENCRYPTED.good, {"globalReplicationGroupId": "global-1"}],
        unknown=_ENCRYPTED.unknown,
        type="aws:elasticache/replicationGroup:ReplicationGroup",
    ),
    "memorydb-tls": must_be_on("tlsEnabled", default=True),
    "msk-in-transit": Case(
        bad=[
            (
                {"encryptionInfo": {"encryptionInTransit": {"clientBroker": "TLS_PLAINTEXT"}}},
                'encryptionInfo.encryptionInTransit.clientBroker is "TLS_PLAINTEXT", not TLS.',
            )
        ],
        good=[{}, {"encryptionInfo": {"encryptionInTransit": {"clientBroker": "TLS"}}}],
        unknown=[{"encryptionInfo": UNKNOWN}],
    ),
    "rds-proxy-tls": must_be_on("requireTls"),
    "transfer-protocols": Case(
        bad=[({"protocols": ["SFTP", "FTP"]}, 'protocols is "FTP".')],
        good=[{}, {"protocols": ["SFTP", "FTPS"]}],
        unknown=[{"protocols": UNKNOWN}],
    ),
    "codebuild-insecure-ssl": must_be_off("source.insecureSsl"),
}

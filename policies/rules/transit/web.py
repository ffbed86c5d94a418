"""CloudFront and API Gateway: HTTPS, and no protocol older than TLS 1.2."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import at_least, every, given, none_of, one_of

_MODERN = ("TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025")
_OLD = "TLS 1.0 and 1.1 are broken; clients that still need them should not be served."


def minimum(resource: Resource) -> Iterator[Verdict]:
    """A certificate of one's own, with a modern policy; CloudFront's own takes TLS 1.0."""
    certificate = resource.at("viewerCertificate")
    version, default = (
        certificate.at("minimumProtocolVersion"),
        certificate.at("cloudfrontDefaultCertificate"),
    )
    if default.is_true():
        yield fail("viewerCertificate is CloudFront's own, which takes TLS 1.0.", default)
    elif default.unknown or version.unknown:
        yield unknown(version if version.unknown else default)
    elif not version.one_of(*_MODERN):
        yield fail(f"{version.path} is {version.shown}, which takes protocols before TLS 1.2.", version)


WEB = (
    Rule(
        name="cloudfront-viewer-https",
        area="encryption-in-transit",
        severity=Severity.HIGH,
        types=aws("cloudfront/distribution"),
        asserts="CloudFront serves viewers over HTTPS.",
        why="Whoever is on the way reads and changes what passes.",
        fix="Set viewer_protocol_policy to redirect-to-https in every cache behavior.",
        check=every(
            none_of("defaultCacheBehavior.viewerProtocolPolicy", "allow-all"),
            none_of("orderedCacheBehaviors[].viewerProtocolPolicy", "allow-all"),
        ),
        fsbp=("CloudFront.3",),
    ),
    Rule(
        name="cloudfront-min-tls",
        area="encryption-in-transit",
        severity=Severity.HIGH,
        types=aws("cloudfront/distribution"),
        asserts="CloudFront takes TLS 1.2 or later from viewers.",
        why=_OLD,
        fix="Set viewer_certificate with acm_certificate_arn and minimum_protocol_version TLSv1.2_2021.",
        check=minimum,
    ),
    Rule(
        name="apigw-domain-tls12",
        area="encryption-in-transit",
        severity=Severity.HIGH,
        types=aws("apigateway/domainName"),
        asserts="Domains of REST APIs take TLS 1.2 or later.",
        why=_OLD,
        fix="Set security_policy to TLS_1_2.",
        check=every(given("securityPolicy"), none_of("securityPolicy", "TLS_1_0")),
    ),
    Rule(
        name="apigwv2-domain-tls12",
        area="encryption-in-transit",
        severity=Severity.HIGH,
        types=aws("apigatewayv2/domainName"),
        asserts="Domains of HTTP and WebSocket APIs take TLS 1.2 or later.",
        why=_OLD,
        fix="Set domain_name_configuration.security_policy to TLS_1_2.",
        check=one_of("domainNameConfiguration.securityPolicy", "TLS_1_2"),
    ),
    Rule(
        name="cloudfront-origin-https",
        area="encryption-in-transit",
        severity=Severity.MEDIUM,
        types=aws("cloudfront/distribution"),
        asserts="CloudFront reaches its origins over HTTPS.",
        why="Between CloudFront and the origin, whoever is on the way reads and changes what passes.",
        fix="Set custom_origin_config.origin_protocol_policy to https-only.",
        check=none_of("origins[].customOriginConfig.originProtocolPolicy", "http-only", "match-viewer"),
        fsbp=("CloudFront.9",),
    ),
    Rule(
        name="cloudfront-origin-tls12",
        area="encryption-in-transit",
        severity=Severity.MEDIUM,
        types=aws("cloudfront/distribution"),
        asserts="CloudFront speaks TLS 1.2 to its origins.",
        why=_OLD,
        fix="Set custom_origin_config.origin_ssl_protocols to [TLSv1.2].",
        check=none_of("origins[].customOriginConfig.originSslProtocols", "SSLv3", "TLSv1", "TLSv1.1"),
        fsbp=("CloudFront.10",),
    ),
    Rule(
        name="cloudfront-hsts",
        area="encryption-in-transit",
        severity=Severity.MEDIUM,
        types=aws("cloudfront/responseHeadersPolicy"),
        asserts="Response headers policies tell browsers to stay on HTTPS.",
        why="The first request of a browser without HSTS may be plain, and answered by somebody else.",
        fix="Set security_headers_config.strict_transport_security, with a max age of a year.",
        check=at_least("securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec", 1),
    ),
)

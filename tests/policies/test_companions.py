"""Rules about companions: found by reference and by name, asked for only where they are needed."""

import json
from typing import Any

import pytest
from pack.resource import Identity, Options, Resource
from pack.values import UNKNOWN

from tests.policies.cases.shapes import nested
from tests.policies.harness import RULES, judged_stack, made

# Each rule with a resource that needs a companion, the companion, and the property that names the resource.
PAIRS = [
    ("s3-versioning", "s3/bucket", "s3/bucketVersioning", "bucket", "BucketVersioning"),
    ("s3-access-logging", "s3/bucket", "s3/bucketLogging", "bucket", "BucketLogging"),
    ("vpc-flow-logs", "ec2/vpc", "ec2/flowLog", "vpcId", "FlowLog"),
    (
        "cloudfront-logging",
        "cloudfront/distribution",
        "cloudwatch/logDeliverySource",
        "resourceArn",
        "LogDeliverySource",
    ),
    ("lb-waf", "lb/loadBalancer", "wafv2/webAclAssociation", "resourceArn", "WebAclAssociation"),
    ("apigw-waf", "apigateway/stage", "wafv2/webAclAssociation", "resourceArn", "WebAclAssociation"),
    ("appsync-waf", "appsync/graphQLApi", "wafv2/webAclAssociation", "resourceArn", "WebAclAssociation"),
    (
        "wafv2-logging",
        "wafv2/webAcl",
        "wafv2/webAclLoggingConfiguration",
        "resourceArn",
        "WebAclLoggingConfiguration",
    ),
    (
        "networkfirewall-logging",
        "networkfirewall/firewall",
        "networkfirewall/loggingConfiguration",
        "firewallArn",
        "LoggingConfiguration",
    ),
    ("redshift-audit-logging", "redshift/cluster", "redshift/logging", "clusterIdentifier", "Logging"),
    ("route53-query-logging", "route53/zone", "route53/queryLog", "zoneId", "QueryLog"),
    ("route53-dnssec", "route53/zone", "route53/hostedZoneDnsSec", "hostedZoneId", "HostedZoneDnsSec"),
    (
        "s3-lifecycle",
        "s3/bucket",
        "s3/bucketLifecycleConfiguration",
        "bucket",
        "BucketLifecycleConfiguration",
    ),
    (
        "secret-rotation",
        "secretsmanager/secret",
        "secretsmanager/secretRotation",
        "secretId",
        "SecretRotation",
    ),
]
_ENABLED = {"versioningConfiguration": {"status": "Enabled"}}

# Resources that need no companion.
EXEMPT = [
    ("s3-versioning", "s3/bucket", {"versioning": {"enabled": True}}),
    ("s3-access-logging", "s3/bucket", {"logging": {"targetBucket": "logs"}}),
    ("s3-lifecycle", "s3/bucket", {}),
    ("s3-lifecycle", "s3/bucket", {"tags": {"data-classification": "x"}, "lifecycleRules": [{"id": "x"}]}),
    ("redshift-audit-logging", "redshift/cluster", {"logging": {"enable": True}}),
    ("cloudfront-logging", "cloudfront/distribution", {"loggingConfig": {"bucket": "b"}}),
    ("lb-waf", "lb/loadBalancer", {"internal": True}),
    ("lb-waf", "lb/loadBalancer", {"loadBalancerType": "network"}),
    ("appsync-waf", "appsync/graphQLApi", {"visibility": "PRIVATE"}),
    ("route53-dnssec", "route53/zone", {"vpcs": [{"vpcId": "vpc-1"}]}),
    ("route53-query-logging", "route53/zone", {"vpcs": [{"vpcId": "vpc-1"}]}),
]


@pytest.mark.parametrize(("rule", "type", "companion", "via", "named"), PAIRS, ids=lambda value: str(value))
def test_a_companion_is_found_by_reference_and_by_name(
    rule: str, type: str, companion: str, via: str, named: str
) -> None:
    resource = made(type, "it", {"id": "it-1234", "tags": {"data-classification": "internal"}})
    more = _ENABLED if companion == "s3/bucketVersioning" else {}

    assert judged_stack(rule, resource) == [("urn:it", "fail", f"No {named} has it as its {via}.")]
    assert judged_stack(rule, resource, made(companion, "c", {via: UNKNOWN, **more}, **{via: "it"})) == []
    assert judged_stack(rule, resource, made(companion, "c", {via: "it-1234", **more})) == []
    assert judged_stack(rule, resource, made(companion, "c", {via: "other", **more})) == judged_stack(
        rule, resource
    )


@pytest.mark.parametrize(("rule", "type", "properties"), EXEMPT)
def test_no_companion_is_asked_for_where_none_is_needed(
    rule: str, type: str, properties: dict[str, Any]
) -> None:
    assert judged_stack(rule, made(type, "it", properties)) == []


def test_what_decides_may_be_unknown() -> None:
    balancer = made("lb/loadBalancer", "lb", {"internal": UNKNOWN}, internal="config")
    filled_in_later = made("lb/loadBalancer", "lb", {"internal": UNKNOWN})

    assert judged_stack("lb-waf", balancer) == [("urn:lb", "unknown", "resourceArn")]
    assert [result for _, result, _ in judged_stack("lb-waf", filled_in_later)] == ["fail"]


def test_a_stage_of_a_private_api_needs_no_web_acl() -> None:
    api = made("apigateway/restApi", "api", nested("endpointConfiguration.types", "PRIVATE"))
    stage = made("apigateway/stage", "stage", {"restApi": UNKNOWN}, restApi="api")

    assert judged_stack("apigw-waf", api, stage) == []


def test_suspended_versioning_is_found_on_the_companion() -> None:
    bucket = made("s3/bucket", "b", {})
    suspended = nested("versioningConfiguration.status", "Suspended") | {"bucket": UNKNOWN}
    versioning = made("s3/bucketVersioning", "v", suspended, bucket="b")

    assert judged_stack("s3-versioning", bucket, versioning) == [
        ("urn:v", "fail", 'versioningConfiguration.status is "Suspended", not Enabled.')
    ]


def test_a_bucket_that_takes_logs_logs_to_nobody() -> None:
    bucket = made("s3/bucket", "logs", {})
    logging = made("s3/bucketLogging", "l", {"targetBucket": UNKNOWN}, targetBucket="logs")

    assert judged_stack("s3-access-logging", bucket, logging) == []


def _policy(effect: str, condition: Any, **other: Any) -> str:
    statement = {"Effect": effect, "Principal": "*", "Action": "s3:*", "Condition": condition}
    return json.dumps({"Statement": [statement | other]})


_NOT_DENIED = "No statement of the policy denies everybody requests without TLS."
_PLAIN = {"Bool": {"aws:SecureTransport": "false"}}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (_policy("Deny", {"Bool": {"aws:SecureTransport": "false"}}), []),
        (_policy("Deny", {"Bool": {"aws:SecureTransport": False}}), []),
        (_policy("Deny", {"BoolIfExists": {"aws:securetransport": ["false"]}}), []),
        (_policy("Deny", {"NumericLessThan": {"s3:TlsVersion": 1.2}}), []),
        (_policy("Allow", {"Bool": {"aws:SecureTransport": "true"}}), ["fail"]),
        (_policy("Deny", {"Bool": {"aws:SecureTransport": "true"}}), ["fail"]),
        (_policy("Deny", _PLAIN, Principal={"AWS": "*"}, Action=["s3:Get*", "s3:Put*"]), []),
        (_policy("Deny", _PLAIN, Action="s3:PutObject"), ["fail"]),
        (_policy("Deny", _PLAIN, Principal={"AWS": "arn:aws:iam::111122223333:role/app"}), ["fail"]),
        (
            {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": UNKNOWN, "Condition": _PLAIN}]},
            ["unknown"],
        ),
        (UNKNOWN, ["unknown"]),
    ],
)
def test_a_bucket_policy_refuses_plain_http(policy: Any, expected: list[str]) -> None:
    bucket = made("s3/bucket", "b", {})
    companion = made("s3/bucketPolicy", "p", {"bucket": UNKNOWN, "policy": policy}, bucket="b")

    elsewhere = made("s3/bucketPolicy", "p", {"bucket": "of-another-program", "policy": policy})
    told = [("urn:p", result, _NOT_DENIED if result == "fail" else "policy") for result in expected]

    assert judged_stack("s3-policy-deny-insecure", bucket, companion) == told
    assert judged_stack("s3-policy-deny-insecure", elsewhere) == told
    assert judged_stack("s3-policy-deny-insecure", bucket) == [
        ("urn:b", "fail", "No BucketPolicy on b denies requests without TLS.")
    ]


def test_a_policy_of_sessions_has_no_word_on_tls() -> None:
    bucket = made("s3/directoryBucket", "b", {"bucket": "orders--euw1-az1--x-s3"})
    companion = made("s3/bucketPolicy", "p", {"bucket": UNKNOWN, "policy": _policy("Allow", {})}, bucket="b")

    assert judged_stack("s3-policy-deny-insecure", bucket, companion) == []


def test_a_function_writes_to_a_log_group_of_the_program() -> None:
    function = made("lambda/function", "f", {"name": "orders"})
    unnamed = made("lambda/function", "f", {"name": UNKNOWN})
    group = made("cloudwatch/logGroup", "g", {"name": "/aws/lambda/orders"})
    later = made("cloudwatch/logGroup", "g", {"name": UNKNOWN}, name="f")
    other = made("cloudwatch/logGroup", "g", {"name": UNKNOWN})

    assert judged_stack("lambda-log-group", function) == [
        ("urn:f", "fail", "No LogGroup of f is there, by the name /aws/lambda/orders.")
    ]
    assert judged_stack("lambda-log-group", function, group) == []
    assert judged_stack("lambda-log-group", unnamed, later) == []
    assert judged_stack("lambda-log-group", unnamed, other) == [("urn:f", "unknown", "name")]
    filled_in = made(
        "lambda/function", "f", {"name": "orders"} | nested("loggingConfig.logGroup", "/aws/lambda/orders")
    )
    assert judged_stack("lambda-log-group", filled_in) == judged_stack("lambda-log-group", function)
    named = made("lambda/function", "f", {"loggingConfig": {"logGroup": "/app"}})
    assert judged_stack("lambda-log-group", named) == []


def test_a_repository_is_scanned_by_itself_or_by_its_registry() -> None:
    on_push = nested("imageScanningConfiguration.scanOnPush", True)
    registry = made("ecr/registryScanningConfiguration", "r", {"scanType": "ENHANCED"})
    plain = made("ecr/repository", "images", {})

    assert judged_stack("ecr-scan-on-push", made("ecr/repository", "images", on_push)) == []
    assert judged_stack("ecr-scan-on-push", plain, registry) == []
    assert judged_stack("ecr-scan-on-push", plain) == [
        (
            "urn:images",
            "fail",
            "imageScanningConfiguration.scanOnPush is not set, and no RegistryScanningConfiguration scans "
            "images.",
        )
    ]


def test_a_flow_log_holds_what_was_rejected() -> None:
    network = made("ec2/vpc", "v", {})
    accepted = made("ec2/flowLog", "f", {"vpcId": UNKNOWN, "trafficType": "ACCEPT"}, vpcId="v")

    assert judged_stack("vpc-flow-logs", network, accepted) == [("urn:f", "fail", 'trafficType is "ACCEPT".')]


def test_a_bucket_that_takes_the_logs_of_cloudfront_logs_to_nobody() -> None:
    bucket = made("s3/bucket", "logs", {})
    distribution = made(
        "cloudfront/distribution", "d", nested("loggingConfig.bucket", UNKNOWN), loggingConfig="logs"
    )

    assert judged_stack("s3-access-logging", bucket, distribution) == []


def test_each_namespace_has_a_network_policy() -> None:
    namespace = made("kubernetes:core/v1:Namespace", "web", nested("metadata.name", "web"))
    policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy"
    rule = "k8s-namespace-network-policy"

    assert judged_stack(rule, namespace) == [("urn:web", "fail", "No NetworkPolicy is in web.")]
    assert judged_stack(rule, namespace, made(policy, "p", nested("metadata.namespace", "web"))) == []
    by_reference = made(policy, "p", nested("metadata.namespace", UNKNOWN), metadata="web")
    assert judged_stack(rule, namespace, by_reference) == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("tags.owner", True),
        ('tags["owner"]', True),
        ("vpcConfig.endpointPublicAccess", True),
        ("serverSideEncryption", True),
        ("serverSideEncryption.enabled", True),
        ("ingress[0].cidrBlocks", True),
        ("rootBlockDevice.encrypted", True),
        ("*", True),
        ("desiredCount", False),
        ("scalingConfig.desiredSize", False),
        ("environment.variables.tagsOfRelease", False),
    ],
)
def test_what_a_program_ignores_is_told(path: str, told: bool) -> None:
    rule = RULES["ignore-changes-on-security"]
    identity = Identity(type="aws:s3/bucket:Bucket", options=Options(ignore_changes=("ami", path)))

    messages = [verdict.message for verdict in rule.check(Resource({}, identity))]  # type: ignore[arg-type]

    assert messages == ([f'The resource option ignore_changes names "{path}".'] if told else [])

"""Rules about companions: found by reference and by name, asked for only where they are needed."""

import json
from typing import Any

import pytest
from pack.resource import Identity, Options, Resource
from pack.rule import StackRule, aws_token
from pack.stack import Stack
from pack.values import UNKNOWN

from tests.policies.cases.shapes import nested
from tests.policies.harness import RULES

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
    ("cloudfront-logging", "cloudfront/distribution", {"loggingConfig": {"bucket": "b"}}),
    ("lb-waf", "lb/loadBalancer", {"internal": True}),
    ("lb-waf", "lb/loadBalancer", {"loadBalancerType": "network"}),
    ("appsync-waf", "appsync/graphQLApi", {"visibility": "PRIVATE"}),
    ("route53-dnssec", "route53/zone", {"vpcs": [{"vpcId": "vpc-1"}]}),
    ("route53-query-logging", "route53/zone", {"vpcs": [{"vpcId": "vpc-1"}]}),
]


def _made(path: str, name: str, properties: dict[str, Any], /, **references: str) -> Resource:
    by_property = {key: (f"urn:{target}",) for key, target in references.items()}
    token = path if path.startswith("kubernetes:") else aws_token(path)
    return Resource(
        properties,
        Identity(type=token, name=name, urn=f"urn:{name}", property_dependencies=by_property),
    )


def _judged(rule: str, *resources: Resource) -> list[tuple[str, str, str]]:
    judge = RULES[rule]
    assert isinstance(judge, StackRule)
    stack = Stack(resources, judge.settings())
    return [(one.urn, one.result, one.message or one.property) for one in judge.check(stack)]


@pytest.mark.parametrize(("rule", "type", "companion", "via", "named"), PAIRS, ids=lambda value: str(value))
def test_a_companion_is_found_by_reference_and_by_name(
    rule: str, type: str, companion: str, via: str, named: str
) -> None:
    resource = _made(type, "it", {"id": "it-1234", "tags": {"data-classification": "internal"}})
    more = _ENABLED if companion == "s3/bucketVersioning" else {}

    assert _judged(rule, resource) == [("urn:it", "fail", f"No {named} has it as its {via}.")]
    assert _judged(rule, resource, _made(companion, "c", {via: UNKNOWN, **more}, **{via: "it"})) == []
    assert _judged(rule, resource, _made(companion, "c", {via: "it-1234", **more})) == []
    assert _judged(rule, resource, _made(companion, "c", {via: "other", **more})) == _judged(rule, resource)


@pytest.mark.parametrize(("rule", "type", "properties"), EXEMPT)
def test_no_companion_is_asked_for_where_none_is_needed(
    rule: str, type: str, properties: dict[str, Any]
) -> None:
    assert _judged(rule, _made(type, "it", properties)) == []


def test_what_decides_may_be_unknown() -> None:
    balancer = _made("lb/loadBalancer", "lb", {"internal": UNKNOWN}, internal="config")
    filled_in_later = _made("lb/loadBalancer", "lb", {"internal": UNKNOWN})

    assert _judged("lb-waf", balancer) == [("urn:lb", "unknown", "resourceArn")]
    assert [result for _, result, _ in _judged("lb-waf", filled_in_later)] == ["fail"]


def test_a_stage_of_a_private_api_needs_no_web_acl() -> None:
    api = _made("apigateway/restApi", "api", nested("endpointConfiguration.types", "PRIVATE"))
    stage = _made("apigateway/stage", "stage", {"restApi": UNKNOWN}, restApi="api")

    assert _judged("apigw-waf", api, stage) == []


def test_suspended_versioning_is_found_on_the_companion() -> None:
    bucket = _made("s3/bucket", "b", {})
    suspended = nested("versioningConfiguration.status", "Suspended") | {"bucket": UNKNOWN}
    versioning = _made("s3/bucketVersioning", "v", suspended, bucket="b")

    assert _judged("s3-versioning", bucket, versioning) == [
        ("urn:v", "fail", 'versioningConfiguration.status is "Suspended", not Enabled.')
    ]


def test_a_bucket_that_takes_logs_logs_to_nobody() -> None:
    bucket = _made("s3/bucket", "logs", {})
    logging = _made("s3/bucketLogging", "l", {"targetBucket": UNKNOWN}, targetBucket="logs")

    assert _judged("s3-access-logging", bucket, logging) == []


def _policy(effect: str, condition: Any) -> str:
    statement = {"Effect": effect, "Principal": "*", "Action": "s3:*", "Condition": condition}
    return json.dumps({"Statement": [statement]})


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (_policy("Deny", {"Bool": {"aws:SecureTransport": "false"}}), []),
        (_policy("Deny", {"Bool": {"aws:SecureTransport": False}}), []),
        (_policy("Deny", {"BoolIfExists": {"aws:securetransport": ["false"]}}), []),
        (_policy("Deny", {"NumericLessThan": {"s3:TlsVersion": 1.2}}), []),
        (_policy("Allow", {"Bool": {"aws:SecureTransport": "true"}}), ["fail"]),
        (_policy("Deny", {"Bool": {"aws:SecureTransport": "true"}}), ["fail"]),
        (UNKNOWN, ["unknown"]),
    ],
)
def test_a_bucket_policy_refuses_plain_http(policy: Any, expected: list[str]) -> None:
    bucket = _made("s3/bucket", "b", {})
    companion = _made("s3/bucketPolicy", "p", {"bucket": UNKNOWN, "policy": policy}, bucket="b")

    assert [result for _, result, _ in _judged("s3-policy-deny-insecure", bucket, companion)] == expected
    assert _judged("s3-policy-deny-insecure", bucket) == [
        ("urn:b", "fail", "No BucketPolicy on b denies requests without TLS.")
    ]


def test_a_function_writes_to_a_log_group_of_the_program() -> None:
    function = _made("lambda/function", "f", {"name": "orders"})
    unnamed = _made("lambda/function", "f", {"name": UNKNOWN})
    group = _made("cloudwatch/logGroup", "g", {"name": "/aws/lambda/orders"})
    later = _made("cloudwatch/logGroup", "g", {"name": UNKNOWN}, name="f")
    other = _made("cloudwatch/logGroup", "g", {"name": UNKNOWN})

    assert _judged("lambda-log-group", function) == [
        ("urn:f", "fail", "No LogGroup of f is there, by the name /aws/lambda/orders.")
    ]
    assert _judged("lambda-log-group", function, group) == []
    assert _judged("lambda-log-group", unnamed, later) == []
    assert _judged("lambda-log-group", unnamed, other) == [("urn:f", "unknown", "name")]
    named = _made("lambda/function", "f", {"loggingConfig": {"logGroup": "/app"}})
    assert _judged("lambda-log-group", named) == []


def test_a_repository_is_scanned_by_itself_or_by_its_registry() -> None:
    on_push = nested("imageScanningConfiguration.scanOnPush", True)
    registry = _made("ecr/registryScanningConfiguration", "r", {"scanType": "ENHANCED"})
    plain = _made("ecr/repository", "images", {})

    assert _judged("ecr-scan-on-push", _made("ecr/repository", "images", on_push)) == []
    assert _judged("ecr-scan-on-push", plain, registry) == []
    assert _judged("ecr-scan-on-push", plain) == [
        (
            "urn:images",
            "fail",
            "imageScanningConfiguration.scanOnPush is not set, and no RegistryScanningConfiguration scans "
            "images.",
        )
    ]


def test_backups_cover_what_holds_data_by_arn_or_tag() -> None:
    by_tag = {"selectionTags": [{"type": "STRINGEQUALS", "key": "backup", "value": "daily"}]}
    selection = _made("backup/selection", "s", by_tag)
    tagged = _made("dynamodb/table", "t", {"tags": {"backup": "daily"}})
    untagged = _made("dynamodb/table", "t", {"tags": {"backup": "never"}})
    by_reference = _made("backup/selection", "s", {"resources": [UNKNOWN]}, resources="t")

    assert _judged("backup-coverage", untagged) == []
    assert _judged("backup-coverage", tagged, selection) == []
    assert _judged("backup-coverage", untagged, by_reference) == []
    assert _judged("backup-coverage", untagged, selection) == [
        ("urn:t", "fail", "No backup.Selection of the stack selects t, by ARN or by tag.")
    ]
    arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/t"
    everything = _made("backup/selection", "s", {"resources": ["arn:aws:dynamodb:*:*:table/*"]})
    assert _judged("backup-coverage", _made("dynamodb/table", "t", {"arn": arn}), everything) == []


def test_a_file_system_has_backups_of_its_own_or_is_selected() -> None:
    files = _made("efs/fileSystem", "files", {})
    policy = _made(
        "efs/backupPolicy",
        "p",
        nested("backupPolicy.status", "ENABLED") | {"fileSystemId": UNKNOWN},
        fileSystemId="files",
    )
    stopped = _made(
        "efs/backupPolicy",
        "p",
        nested("backupPolicy.status", "DISABLED") | {"fileSystemId": UNKNOWN},
        fileSystemId="files",
    )
    selection = _made("backup/selection", "s", {"resources": [UNKNOWN]}, resources="files")
    tagged = _made("efs/fileSystem", "files", {"tags": {"backup-plan": "daily"}})

    assert _judged("efs-backup", files) == [
        ("urn:files", "fail", "No BackupPolicy has files as its fileSystemId, and nothing else selects it.")
    ]
    assert _judged("efs-backup", files, policy) == []
    assert _judged("efs-backup", files, selection) == []
    assert _judged("efs-backup", tagged) == []
    assert _judged("efs-backup", files, stopped) == [
        ("urn:p", "fail", 'backupPolicy.status is "DISABLED", not one of ENABLED, ENABLING.')
    ]


def test_a_replica_needs_no_protection() -> None:
    protect = RULES["stateful-pulumi-protect"]
    replica = _made("rds/instance", "r", {"replicateSourceDb": "db"})

    assert list(protect.check(replica)) == []  # type: ignore[arg-type]


def test_each_namespace_has_a_network_policy() -> None:
    namespace = _made("kubernetes:core/v1:Namespace", "web", nested("metadata.name", "web"))
    policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy"
    rule = "k8s-namespace-network-policy"

    assert _judged(rule, namespace) == [("urn:web", "fail", "No NetworkPolicy is in web.")]
    assert _judged(rule, namespace, _made(policy, "p", nested("metadata.namespace", "web"))) == []
    by_reference = _made(policy, "p", nested("metadata.namespace", UNKNOWN), metadata="web")
    assert _judged(rule, namespace, by_reference) == []


def test_what_a_program_ignores_is_told() -> None:
    rule = RULES["ignore-changes-on-security"]
    identity = Identity(
        type="aws:s3/bucket:Bucket", options=Options(ignore_changes=("desiredCount", "tags.owner"))
    )

    messages = [verdict.message for verdict in rule.check(Resource({}, identity))]  # type: ignore[arg-type]

    assert messages == ['The resource option ignore_changes names "tags.owner".']

"""For each rule about resources together, a stack that breaks it and one that keeps it.

The docs show them as examples. What else a rule has to tell apart is in the tests about it.
"""

import json
from dataclasses import dataclass, field
from typing import Any

_CONFIDENTIAL = {"tags": {"data-classification": "confidential"}}
_KMS = {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms"}}]}
_AES = {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]}
_TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
_TLS_ONLY = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"],
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}


@dataclass(frozen=True)
class Part:
    """One resource of a stack; `references` says which of its properties are outputs of which other one."""

    type: str
    name: str
    properties: dict[str, Any] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StackCase:
    """A stack that breaks a rule, with what is said about which of its resources, and one that keeps it."""

    bad: tuple[Part, ...]
    about: str
    message: str
    good: tuple[Part, ...]


def _companion(main: Part, message: str, *companions: Part) -> StackCase:
    """The rule is kept where the companions are there."""
    return StackCase((main,), main.name, message, (main, *companions))


_BUCKET = Part("s3/bucket", "orders", {"bucket": "orders"})
_SECRET_BUCKET = Part("s3/bucket", "orders", {"bucket": "orders"} | _CONFIDENTIAL)
_ZONE = Part("route53/zone", "example", {"name": "example.com"})
_ALB = Part("lb/loadBalancer", "shop", {"loadBalancerType": "application"})
_STAGE = Part("apigateway/stage", "live", {"stageName": "live"})
_GRAPH = Part("appsync/graphQLApi", "shop", {"authenticationType": "AWS_IAM"})

STACK_CASES: dict[str, StackCase] = {
    "s3-sse-config-kms": StackCase(
        (
            _BUCKET,
            Part("s3/bucketServerSideEncryptionConfiguration", "sse", {"bucket": "orders"} | _AES),
        ),
        "sse",
        'rules[0].applyServerSideEncryptionByDefault.sseAlgorithm is "AES256", '
        "not one of aws:kms, aws:kms:dsse.",
        (
            _BUCKET,
            Part("s3/bucketServerSideEncryptionConfiguration", "sse", {"bucket": "orders"} | _KMS),
        ),
    ),
    "s3-sse-kms": _companion(
        _SECRET_BUCKET,
        'Its data is "confidential", and no BucketServerSideEncryptionConfiguration sets aws:kms.',
        Part("s3/bucketServerSideEncryptionConfiguration", "sse", {"bucket": "orders"} | _KMS),
    ),
    "s3-bucket-has-pab": _companion(
        _BUCKET,
        "No BucketPublicAccessBlock names the bucket orders.",
        Part("s3/bucketPublicAccessBlock", "closed", {"bucket": "orders"}),
    ),
    "s3-versioning": _companion(
        _BUCKET,
        "No BucketVersioning has orders as its bucket.",
        Part(
            "s3/bucketVersioning",
            "versions",
            {"bucket": "orders", "versioningConfiguration": {"status": "Enabled"}},
        ),
    ),
    "s3-access-logging": _companion(
        _BUCKET,
        "No BucketLogging has orders as its bucket.",
        Part("s3/bucketLogging", "reads", {"bucket": "orders", "targetBucket": "logs"}),
    ),
    "s3-lifecycle": _companion(
        _SECRET_BUCKET,
        "No BucketLifecycleConfiguration has orders as its bucket.",
        Part(
            "s3/bucketLifecycleConfiguration",
            "kept",
            {"bucket": "orders", "rules": [{"status": "Enabled", "expiration": {"days": 400}}]},
        ),
    ),
    "s3-policy-deny-insecure": _companion(
        _BUCKET,
        "No BucketPolicy on orders denies requests without TLS.",
        Part(
            "s3/bucketPolicy",
            "tls",
            {"bucket": "orders", "policy": json.dumps({"Statement": [_TLS_ONLY]})},
        ),
    ),
    "apigwv2-default-route-auth": StackCase(
        (
            Part("apigatewayv2/api", "shop", {"protocolType": "HTTP"}),
            Part("apigatewayv2/route", "all", {"routeKey": "$default"}, {"apiId": "shop"}),
        ),
        "all",
        "authorizationType is not set.",
        (
            Part("apigatewayv2/api", "shop", {"protocolType": "HTTP"}),
            Part(
                "apigatewayv2/route",
                "all",
                {"routeKey": "$default", "authorizationType": "AWS_IAM"},
                {"apiId": "shop"},
            ),
        ),
    ),
    "wafv2-has-rules": _companion(
        Part("wafv2/webAcl", "edge", {"defaultAction": {"allow": {}}, "scope": "REGIONAL"}),
        "rules is not set: everything passes.",
        Part(
            "wafv2/webAclRule",
            "limit",
            {"name": "limit", "action": {"block": {}}, "statement": {"rateBasedStatement": {"limit": 1000}}},
            {"webAclArn": "edge"},
        ),
    ),
    "vpce-has-policy": _companion(
        Part("ec2/vpcEndpoint", "s3", {"serviceName": "com.amazonaws.eu-west-1.s3"}),
        "policy is not set, and allows everything by default.",
        Part("ec2/vpcEndpointPolicy", "own", {"policy": "{}"}, {"vpcEndpointId": "s3"}),
    ),
    "backup-coverage": StackCase(
        (
            Part("dynamodb/table", "orders", {"name": "orders", "arn": _TABLE}),
            Part("backup/selection", "daily", {"resources": ["arn:aws:rds:*:*:db:*"]}),
        ),
        "orders",
        "No backup.Selection of the stack selects orders, by ARN or by tag.",
        (
            Part("dynamodb/table", "orders", {"name": "orders", "arn": _TABLE, "tags": {"backup": "daily"}}),
            Part(
                "backup/selection",
                "daily",
                {"selectionTags": [{"type": "STRINGEQUALS", "key": "backup", "value": "daily"}]},
            ),
        ),
    ),
    "efs-backup": _companion(
        Part("efs/fileSystem", "shared", {"encrypted": True}),
        "No BackupPolicy has shared as its fileSystemId, and no tag asks for backups.",
        Part(
            "efs/backupPolicy", "daily", {"backupPolicy": {"status": "ENABLED"}}, {"fileSystemId": "shared"}
        ),
    ),
    "lambda-log-group": _companion(
        Part("lambda/function", "import", {"name": "import"}),
        "No LogGroup of import is there, by the name /aws/lambda/import.",
        Part("cloudwatch/logGroup", "import", {"name": "/aws/lambda/import", "retentionInDays": 400}),
    ),
    "ecr-scan-on-push": _companion(
        Part("ecr/repository", "shop", {"name": "shop"}),
        "imageScanningConfiguration.scanOnPush is not set, and no RegistryScanningConfiguration scans shop.",
        Part(
            "ecr/registryScanningConfiguration",
            "all",
            {
                "scanType": "ENHANCED",
                "rules": [
                    {
                        "scanFrequency": "SCAN_ON_PUSH",
                        "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}],
                    }
                ],
            },
        ),
    ),
    "vpc-flow-logs": _companion(
        Part("ec2/vpc", "main", {"cidrBlock": "10.0.0.0/16"}),
        "No FlowLog has main as its vpcId.",
        Part("ec2/flowLog", "flows", {"trafficType": "ALL"}, {"vpcId": "main"}),
    ),
    "cloudfront-logging": _companion(
        Part("cloudfront/distribution", "shop", {"enabled": True}),
        "No LogDeliverySource has shop as its resourceArn.",
        Part("cloudwatch/logDeliverySource", "shop", {"logType": "ACCESS_LOGS"}, {"resourceArn": "shop"}),
    ),
    "lb-waf": _companion(
        _ALB,
        "No WebAclAssociation has shop as its resourceArn.",
        Part("wafv2/webAclAssociation", "guard", {"webAclArn": "arn"}, {"resourceArn": "shop"}),
    ),
    "apigw-waf": _companion(
        _STAGE,
        "No WebAclAssociation has live as its resourceArn.",
        Part("wafv2/webAclAssociation", "guard", {"webAclArn": "arn"}, {"resourceArn": "live"}),
    ),
    "appsync-waf": _companion(
        _GRAPH,
        "No WebAclAssociation has shop as its resourceArn.",
        Part("wafv2/webAclAssociation", "guard", {"webAclArn": "arn"}, {"resourceArn": "shop"}),
    ),
    "wafv2-logging": _companion(
        Part("wafv2/webAcl", "guard", {"scope": "REGIONAL"}),
        "No WebAclLoggingConfiguration has guard as its resourceArn.",
        Part(
            "wafv2/webAclLoggingConfiguration",
            "decisions",
            {"logDestinationConfigs": ["arn:aws:firehose:eu-west-1:123456789012:deliverystream/waf"]},
            {"resourceArn": "guard"},
        ),
    ),
    "networkfirewall-logging": _companion(
        Part("networkfirewall/firewall", "egress", {"name": "egress"}),
        "No LoggingConfiguration has egress as its firewallArn.",
        Part("networkfirewall/loggingConfiguration", "alerts", {}, {"firewallArn": "egress"}),
    ),
    "redshift-audit-logging": _companion(
        Part("redshift/cluster", "reports", {"clusterIdentifier": "reports"}),
        "No Logging has reports as its clusterIdentifier.",
        Part(
            "redshift/logging", "audit", {"clusterIdentifier": "reports", "logDestinationType": "cloudwatch"}
        ),
    ),
    "route53-query-logging": _companion(
        _ZONE,
        "No QueryLog has example as its zoneId.",
        Part("route53/queryLog", "queries", {}, {"zoneId": "example"}),
    ),
    "route53-dnssec": _companion(
        _ZONE,
        "No HostedZoneDnsSec has example as its hostedZoneId.",
        Part("route53/hostedZoneDnsSec", "signed", {}, {"hostedZoneId": "example"}),
    ),
    "secret-rotation": _companion(
        Part("secretsmanager/secret", "database", {"name": "database"}),
        "No SecretRotation has database as its secretId.",
        Part(
            "secretsmanager/secretRotation",
            "monthly",
            {"rotationRules": {"automaticallyAfterDays": 30}},
            {"secretId": "database"},
        ),
    ),
    "k8s-namespace-network-policy": _companion(
        Part("kubernetes:core/v1:Namespace", "shop", {"metadata": {"name": "shop"}}),
        "No NetworkPolicy is in shop.",
        Part(
            "kubernetes:networking.k8s.io/v1:NetworkPolicy",
            "closed",
            {"metadata": {"namespace": "shop"}, "spec": {"podSelector": {}, "policyTypes": ["Ingress"]}},
        ),
    ),
}

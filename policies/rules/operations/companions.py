"""Companions: logs, firewalls, rotation and backups that stand beside what they are for."""

from pack.resource import Resource
from pack.rule import Severity, StackRule, aws
from pack.stack import Stack

from rules.companions import StackCheck, lacking, written
from rules.operations.backups import BACKUPS
from rules.operations.buckets import BUCKETS
from rules.operations.flow_logs import FLOW_LOGS
from rules.operations.log_groups import LOG_GROUPS
from rules.operations.scanning import SCANNING
from rules.operations.web_acls import WEB_ACLS

_LOW, _MEDIUM = Severity.LOW, Severity.MEDIUM
_UNSEEN = "What is not logged can't be investigated, and nobody is told that it happens."


def _public_zone(_: Stack, zone: Resource) -> bool | None:
    vpcs = zone.at("vpcs")
    if vpcs.unknown:  # one that the program did not set is filled in later, with nothing
        return not written(zone, "vpcs")
    return vpcs.empty


def _logs_nowhere(_: Stack, distribution: Resource) -> bool:
    return distribution.at("loggingConfig.bucket").empty


def _row(
    name: str,
    area: str,
    severity: Severity,
    asserts: str,
    why: str,
    fix: str,
    check: StackCheck,
    *fsbp: str,
) -> StackRule:
    return StackRule(
        name=name, area=area, severity=severity, asserts=asserts, why=why, fix=fix, check=check, fsbp=fsbp
    )


_ZONES = aws("route53/zone")

COMPANIONS = (
    *BUCKETS,
    *BACKUPS,
    LOG_GROUPS,
    SCANNING,
    FLOW_LOGS,
    *WEB_ACLS,
    _row(
        "cloudfront-logging",
        "logging",
        _MEDIUM,
        "CloudFront distributions log requests.",
        _UNSEEN,
        "Set logging_config.bucket, or add a cloudwatch.LogDeliverySource for the distribution.",
        lacking(
            aws("cloudfront/distribution"),
            "LogDeliverySource",
            (aws("cloudwatch/logDeliverySource"), "resourceArn"),
            only=_logs_nowhere,
        ),
        "CloudFront.5",
    ),
    _row(
        "wafv2-logging",
        "logging",
        _MEDIUM,
        "Web ACLs log what they decide.",
        _UNSEEN,
        "Add a wafv2.WebAclLoggingConfiguration with the ARN as resource_arn.",
        lacking(
            aws("wafv2/webAcl"),
            "WebAclLoggingConfiguration",
            (aws("wafv2/webAclLoggingConfiguration"), "resourceArn"),
        ),
    ),
    _row(
        "networkfirewall-logging",
        "logging",
        _MEDIUM,
        "Network firewalls log what they let through and drop.",
        _UNSEEN,
        "Add a networkfirewall.LoggingConfiguration with the ARN as firewall_arn.",
        lacking(
            aws("networkfirewall/firewall"),
            "LoggingConfiguration",
            (aws("networkfirewall/loggingConfiguration"), "firewallArn"),
        ),
        "NetworkFirewall.2",
    ),
    _row(
        "redshift-audit-logging",
        "logging",
        _MEDIUM,
        "Redshift clusters log connections and queries.",
        _UNSEEN,
        "Add a redshift.Logging with the cluster as cluster_identifier.",
        lacking(
            aws("redshift/cluster"),
            "Logging",
            (aws("redshift/logging"), "clusterIdentifier"),
            only=lambda _, cluster: not cluster.at("logging.enable").is_true(),  # as up to version 6
        ),
        "Redshift.4",
    ),
    _row(
        "route53-query-logging",
        "logging",
        _LOW,
        "Public zones log the queries that they answer.",
        _UNSEEN,
        "Add a route53.QueryLog with the zone as zone_id.",
        lacking(_ZONES, "QueryLog", (aws("route53/queryLog"), "zoneId"), only=_public_zone),
        "Route53.2",
    ),
    _row(
        "route53-dnssec",
        "network",
        _LOW,
        "Public zones are signed.",
        "Without signatures, a resolver can be made to believe somebody else's answer.",
        "Add a route53.KeySigningKey and a route53.HostedZoneDnsSec for the zone.",
        lacking(
            _ZONES, "HostedZoneDnsSec", (aws("route53/hostedZoneDnsSec"), "hostedZoneId"), only=_public_zone
        ),
    ),
    _row(
        "secret-rotation",
        "secrets",
        _LOW,
        "Secrets rotate.",
        "A secret that leaked once works until somebody changes it.",
        "Add a secretsmanager.SecretRotation with the secret as secret_id.",
        lacking(
            aws("secretsmanager/secret"),
            "SecretRotation",
            (aws("secretsmanager/secretRotation"), "secretId"),
        ),
        "SecretsManager.1",
    ),
)

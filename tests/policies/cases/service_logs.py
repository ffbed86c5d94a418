"""Logs of services."""

import json

from tests.policies.cases.shapes import also, must_be, must_be_given, must_be_off, must_be_on
from tests.policies.harness import UNKNOWN, Case

_ALL = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
_APPLICATION = {"loadBalancerType": "application"}


def _tasks(*containers: object) -> dict[str, object]:
    return {"containerDefinitions": json.dumps(list(containers))}


CASES = {
    "cloudtrail-cloudwatch": must_be_given("cloudWatchLogsGroupArn"),
    "loggroup-retention": Case(
        bad=[
            ({}, "retentionInDays is not set: logs are kept, and paid for, for ever."),
            ({"retentionInDays": 0}, "retentionInDays is 0: logs are kept, and paid for, for ever."),
            ({"retentionInDays": 30}, "retentionInDays is 30, less than 365."),
        ],
        good=[{"retentionInDays": 365}, {"retentionInDays": 3653}, {"logGroupClass": "DELIVERY"}],
        unknown=[{"retentionInDays": UNKNOWN}],
    ),
    "lb-access-logs": also(
        must_be_on("accessLogs.enabled"),
        good=({"loadBalancerType": "network"},),
        unknown=({"loadBalancerType": UNKNOWN},),
    ),
    "elb-access-logs": Case(
        bad=[
            ({}, "accessLogs is not set."),
            ({"accessLogs": {"bucket": "b", "enabled": False}}, "accessLogs.enabled is false, not true."),
        ],
        good=[{"accessLogs": {"bucket": "b"}}, {"accessLogs": {"bucket": UNKNOWN}}],
        unknown=[{"accessLogs": UNKNOWN}, {"accessLogs": {"bucket": "b", "enabled": UNKNOWN}}],
    ),
    "rds-log-exports": Case(
        bad=[
            ({}, "enabledCloudwatchLogsExports is not set."),
            ({"enabledCloudwatchLogsExports": []}, "enabledCloudwatchLogsExports is empty."),
            (
                {"enabledCloudwatchLogsExports": ["profiler"]},
                "enabledCloudwatchLogsExports lacks audit.",
            ),
        ],
        good=[{"enabledCloudwatchLogsExports": ["audit"]}],
        unknown=[{"enabledCloudwatchLogsExports": UNKNOWN}],
    ),
    "neptune-log-exports": Case(
        bad=[
            ({}, "enableCloudwatchLogsExports lacks audit."),
            ({"enableCloudwatchLogsExports": ["slowquery"]}, "enableCloudwatchLogsExports lacks audit."),
        ],
        good=[{"enableCloudwatchLogsExports": ["audit", UNKNOWN]}],
        unknown=[{"enableCloudwatchLogsExports": [UNKNOWN]}],
    ),
    "mq-logs": Case(
        bad=[
            ({}, "logs.general is not set, and false by default."),
            (
                {"engineType": "ActiveMQ", "logs": {"general": True}},
                "logs.audit is not set, and false by default.",
            ),
        ],
        good=[
            {"engineType": "RabbitMQ", "logs": {"general": True}},
            {"engineType": "ActiveMQ", "logs": {"general": True, "audit": True}},
        ],
        unknown=[{"logs": UNKNOWN}],
    ),
    "eks-control-plane-logs": Case(
        bad=[
            ({}, "enabledClusterLogTypes lacks api, audit, authenticator, controllerManager, scheduler."),
            (
                {"enabledClusterLogTypes": ["api", "audit", "authenticator"]},
                "enabledClusterLogTypes lacks controllerManager, scheduler.",
            ),
        ],
        good=[{"enabledClusterLogTypes": _ALL}],
        unknown=[{"enabledClusterLogTypes": UNKNOWN}],
    ),
    "apigw-access-logs": must_be_given("accessLogSettings.destinationArn"),
    "apigw-execution-logs": Case(
        bad=[
            ({"settings": {}}, "settings.loggingLevel is not set, not ERROR or INFO."),
            ({"settings": {"loggingLevel": "OFF"}}, 'settings.loggingLevel is "OFF", not ERROR or INFO.'),
        ],
        good=[{"settings": {"loggingLevel": "ERROR"}}, {"settings": {"loggingLevel": "INFO"}}],
        unknown=[{"settings": {"loggingLevel": UNKNOWN}}],
    ),
    "apigw-no-data-trace": also(
        must_be_off("settings.dataTraceEnabled"),
        bad=(
            (
                {"defaultRouteSettings": {"dataTraceEnabled": True}},
                "defaultRouteSettings.dataTraceEnabled is true.",
            ),
            ({"routeSettings": [{"dataTraceEnabled": True}]}, "routeSettings[0].dataTraceEnabled is true."),
        ),
    ),
    "opensearch-audit-logs": Case(
        bad=[
            ({}, "logPublishingOptions has no AUDIT_LOGS that is enabled."),
            (
                {"logPublishingOptions": [{"logType": "INDEX_SLOW_LOGS"}]},
                "logPublishingOptions has no AUDIT_LOGS that is enabled.",
            ),
            (
                {"logPublishingOptions": [{"logType": "AUDIT_LOGS", "enabled": False}]},
                "logPublishingOptions has no AUDIT_LOGS that is enabled.",
            ),
        ],
        good=[{"logPublishingOptions": [{"logType": "AUDIT_LOGS", "cloudwatchLogGroupArn": UNKNOWN}]}],
        unknown=[{"logPublishingOptions": UNKNOWN}],
    ),
    "msk-logging": Case(
        bad=[
            ({}, "loggingInfo.brokerLogs has no sink that is enabled."),
            (
                {"loggingInfo": {"brokerLogs": {"s3": {"enabled": False}}}},
                "loggingInfo.brokerLogs has no sink that is enabled.",
            ),
        ],
        good=[{"loggingInfo": {"brokerLogs": {"firehose": {"enabled": True}}}}],
        unknown=[{"loggingInfo": UNKNOWN}],
    ),
    "sfn-logging": must_be(
        "loggingConfiguration.level", "ALL", "OFF", default="OFF", wanted="one of ALL, ERROR, FATAL"
    ),
    "ecs-container-insights": Case(
        bad=[
            ({}, "settings has no containerInsights."),
            (
                {"settings": [{"name": "containerInsights", "value": "disabled"}]},
                'settings[0].value of containerInsights is "disabled".',
            ),
        ],
        good=[
            {"settings": [{"name": "containerInsights", "value": "enabled"}]},
            {"settings": [{"name": "containerInsights", "value": "enhanced"}]},
        ],
        unknown=[{"settings": UNKNOWN}, {"settings": [{"name": "containerInsights", "value": UNKNOWN}]}],
    ),
    "ecs-task-logs": Case(
        bad=[(_tasks({"name": "web"}), 'The container "web" has no logConfiguration.')],
        good=[{}, _tasks({"name": "web", "logConfiguration": {"logDriver": "awslogs"}})],
        unknown=[{"containerDefinitions": UNKNOWN}],
    ),
    "codebuild-logs": Case(
        bad=[
            (
                {"logsConfig": {"cloudwatchLogs": {"status": "DISABLED"}}},
                'logsConfig.cloudwatchLogs.status is "DISABLED", and logs go to no bucket.',
            )
        ],
        good=[
            {},
            {"logsConfig": {"cloudwatchLogs": {"status": "DISABLED"}, "s3Logs": {"status": "ENABLED"}}},
        ],
        unknown=[{"logsConfig": UNKNOWN}],
    ),
    "guardduty-auto-enable": must_be(
        "autoEnableOrganizationMembers", "ALL", "NONE", wanted="one of ALL, NEW"
    ),
    "rds-database-insights": also(
        must_be_on("performanceInsightsEnabled"),
        good=({"instanceClass": "db.t3.micro"}, {"databaseInsightsMode": "advanced"}),
        type="aws:rds/instance:Instance",
    ),
    "rds-enhanced-monitoring": Case(
        bad=[
            ({}, "monitoringInterval is not set, and 0 by default."),
            ({"monitoringInterval": 0}, "monitoringInterval is 0, less than 1."),
        ],
        good=[{"monitoringInterval": 60}],
        unknown=[{"monitoringInterval": UNKNOWN}],
    ),
}

"""Logs of services: who called, what was denied, what went wrong."""

from pack.rule import Rule, RuleSettings, Severity, aws

from rules.checks import Check, every, given, includes, off, on, one_of, where, where_set
from rules.operations import log_checks
from rules.operations.log_checks import RetentionSettings

_LOW, _MEDIUM = Severity.LOW, Severity.MEDIUM
_WHY = "What is not logged can't be investigated, and nobody is told that it happens."


def _row(
    name: str,
    severity: Severity,
    types: tuple[str, ...],
    asserts: str,
    fix: str,
    check: Check,
    fsbp: tuple[str, ...] = (),
    settings: type[RuleSettings] = RuleSettings,
) -> Rule:
    return Rule(
        name=name,
        area="logging",
        severity=severity,
        types=aws(*types),
        asserts=asserts,
        why=_WHY,
        fix=fix,
        check=check,
        fsbp=fsbp,
        settings=settings,
    )


_EXPORTS = "Set enabled_cloudwatch_logs_exports to the logs of the engine, audit and error logs first."

SERVICE_LOGS = (
    _row(
        "cloudtrail-cloudwatch",
        _LOW,
        ("cloudtrail/trail",),
        "Trails write to CloudWatch Logs, where alarms can watch them.",
        "Set cloud_watch_logs_group_arn and cloud_watch_logs_role_arn.",
        given("cloudWatchLogsGroupArn"),
        ("CloudTrail.5",),
    ),
    _row(
        "loggroup-retention",
        _MEDIUM,
        ("cloudwatch/logGroup",),
        "Log groups keep logs for a year, and not for ever.",
        "Set retention_in_days to 365 or more.",
        log_checks.retention,
        settings=RetentionSettings,
    ),
    _row(
        "lb-access-logs",
        _MEDIUM,
        ("lb/loadBalancer", "alb/loadBalancer"),
        "Application load balancers log requests.",
        "Set access_logs with bucket and enabled=True.",
        where("loadBalancerType", "application", check=on("accessLogs.enabled"), default="application"),
        ("ELB.5",),
    ),
    _row(
        "elb-access-logs",
        _MEDIUM,
        ("elb/loadBalancer",),
        "Classic load balancers log requests.",
        "Set access_logs with bucket.",
        every(given("accessLogs"), where_set("accessLogs", on("accessLogs.enabled", default=True))),
        ("ELB.5",),
    ),
    _row(
        "rds-log-exports",
        _MEDIUM,
        ("rds/instance", "rds/cluster", "docdb/cluster"),
        "Databases export their logs to CloudWatch.",
        _EXPORTS,
        log_checks.exports,
        ("RDS.9", "RDS.34", "RDS.37", "DocumentDB.4"),
    ),
    _row(
        "neptune-log-exports",
        _MEDIUM,
        ("neptune/cluster",),
        "Neptune clusters export their audit log to CloudWatch.",
        "Set enable_cloudwatch_logs_exports to [audit].",
        includes("enableCloudwatchLogsExports", "audit"),
        ("Neptune.2",),
    ),
    _row(
        "mq-logs",
        _MEDIUM,
        ("mq/broker",),
        "Brokers export their logs to CloudWatch.",
        "Set logs.general to true, and logs.audit with ActiveMQ.",
        log_checks.mq,
    ),
    _row(
        "eks-control-plane-logs",
        _MEDIUM,
        ("eks/cluster",),
        "EKS clusters write every log of the control plane.",
        "Set enabled_cluster_log_types to api, audit, authenticator, controllerManager and scheduler.",
        includes("enabledClusterLogTypes", "api", "audit", "authenticator", "controllerManager", "scheduler"),
        ("EKS.8",),
    ),
    _row(
        "apigw-access-logs",
        _MEDIUM,
        ("apigateway/stage", "apigatewayv2/stage"),
        "Stages of APIs log requests.",
        "Set access_log_settings with destination_arn and format.",
        given("accessLogSettings.destinationArn"),
        ("APIGateway.9",),
    ),
    _row(
        "apigw-execution-logs",
        _LOW,
        ("apigateway/methodSettings",),
        "Methods of REST APIs log errors.",
        "Set settings.logging_level to ERROR.",
        log_checks.methods,
        ("APIGateway.1",),
    ),
    _row(
        "apigw-no-data-trace",
        _MEDIUM,
        ("apigateway/methodSettings", "apigatewayv2/stage"),
        "Logs of APIs do not hold whole requests.",
        "Remove data_trace_enabled from the settings.",
        every(
            off("settings.dataTraceEnabled"),
            off("defaultRouteSettings.dataTraceEnabled"),
            off("routeSettings[].dataTraceEnabled"),
        ),
    ),
    _row(
        "opensearch-audit-logs",
        _MEDIUM,
        ("opensearch/domain", "elasticsearch/domain"),
        "OpenSearch domains publish their audit log.",
        "Add AUDIT_LOGS to log_publishing_options (it needs fine-grained access control).",
        log_checks.searches,
        ("Opensearch.5", "ES.5"),
    ),
    _row(
        "msk-logging",
        _LOW,
        ("msk/cluster",),
        "Kafka brokers log.",
        "Set logging_info.broker_logs with cloudwatch_logs, firehose or s3 enabled.",
        log_checks.brokers,
    ),
    _row(
        "sfn-logging",
        _LOW,
        ("sfn/stateMachine",),
        "State machines log.",
        "Set logging_configuration.level to ERROR or ALL, with log_destination.",
        one_of("loggingConfiguration.level", "ALL", "ERROR", "FATAL", default="OFF"),
        ("StepFunctions.1",),
    ),
    _row(
        "ecs-container-insights",
        _LOW,
        ("ecs/cluster",),
        "ECS clusters collect metrics of their containers.",
        "Add the setting containerInsights = enhanced.",
        log_checks.insights,
        ("ECS.12",),
    ),
    _row(
        "ecs-task-logs",
        _MEDIUM,
        ("ecs/taskDefinition",),
        "Containers of ECS tasks log.",
        "Set logConfiguration (awslogs or awsfirelens) in every container definition.",
        log_checks.tasks,
        ("ECS.9",),
    ),
    _row(
        "codebuild-logs",
        _MEDIUM,
        ("codebuild/project",),
        "Builds log.",
        "Set logs_config.cloudwatch_logs.status to ENABLED.",
        log_checks.builds,
        ("CodeBuild.4",),
    ),
    _row(
        "guardduty-auto-enable",
        _MEDIUM,
        ("guardduty/organizationConfiguration",),
        "GuardDuty watches every account of the organization.",
        "Set auto_enable_organization_members to ALL.",
        one_of("autoEnableOrganizationMembers", "ALL", "NEW"),
    ),
)

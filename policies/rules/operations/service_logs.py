"""Logs of services: who called, what was denied, what went wrong."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, aws
from pack.verdict import Verdict, fail, unknown
from pydantic import Field

from rules.checks import Check, at_least, every, given, includes, off, on, one_of, where, where_set

_LOW, _MEDIUM = Severity.LOW, Severity.MEDIUM
_WHY = "What is not logged can't be investigated, and nobody is told that it happens."


class RetentionSettings(RuleSettings):
    """How long logs are kept."""

    days: int = Field(default=365, ge=1, le=3653, description="The least number of days.")


def retention(resource: Resource) -> Iterator[Verdict]:
    """Logs are kept for some time, and not for ever; the class for deliveries keeps two days, always."""
    days = resource.at("retentionInDays")
    least = resource.settings_as(RetentionSettings).days
    if resource.at("logGroupClass").one_of("DELIVERY"):
        return
    if days.unknown:
        yield unknown(days)
    elif not days.number:
        yield fail("retentionInDays is not set: logs are kept, and paid for, for ever.", days)
    elif days.number < least:
        yield fail(f"retentionInDays is {days.shown}, less than {least}.", days)


def searches(resource: Resource) -> Iterator[Verdict]:
    """A domain publishes its audit log."""
    options = resource.at("logPublishingOptions")
    for option in resource.each("logPublishingOptions"):
        kind, enabled = option.at("logType"), option.at("enabled")
        if kind.one_of("AUDIT_LOGS") and not enabled.is_false():
            if enabled.unknown:
                yield unknown(enabled)
            return
        if kind.unknown:
            yield unknown(kind)
            return
    yield fail("logPublishingOptions has no AUDIT_LOGS that is enabled.", options)


def brokers(resource: Resource) -> Iterator[Verdict]:
    """Broker logs go somewhere: to CloudWatch, Firehose or S3."""
    logs = resource.at("loggingInfo.brokerLogs")
    flags = [logs.at(f"{sink}.enabled") for sink in ("cloudwatchLogs", "firehose", "s3")]
    if not any(flag.is_true() for flag in flags):
        hidden = next((flag for flag in flags if flag.unknown), None)
        yield unknown(hidden) if hidden else fail("loggingInfo.brokerLogs has no sink that is enabled.", logs)


def insights(resource: Resource) -> Iterator[Verdict]:
    """Container Insights is on; without a word on it, the account's setting decides, which is off."""
    for setting in resource.each("settings"):
        name, value = setting.at("name"), setting.at("value")
        if name.unknown or (name.one_of("containerInsights") and value.unknown):
            yield unknown(name if name.unknown else value)
            return
        if name.one_of("containerInsights"):
            if not value.one_of("enabled", "enhanced"):
                yield fail(f"{value.path} of containerInsights is {value.shown}.", value)
            return
    yield fail("settings has no containerInsights.", "settings")


def builds(resource: Resource) -> Iterator[Verdict]:
    """A build's log goes to CloudWatch (the default) or S3."""
    cloudwatch = resource.at("logsConfig.cloudwatchLogs.status")
    bucket = resource.at("logsConfig.s3Logs.status")
    if not cloudwatch.one_of("DISABLED") and not cloudwatch.unknown:
        return
    if bucket.one_of("ENABLED"):
        return
    if cloudwatch.unknown or bucket.unknown:
        yield unknown(cloudwatch if cloudwatch.unknown else bucket)
    else:
        yield fail(f"{cloudwatch.path} is {cloudwatch.shown}, and logs go to no bucket.", cloudwatch)


def mq(resource: Resource) -> Iterator[Verdict]:
    """A broker logs; RabbitMQ has the general log only."""
    rabbit = resource.at("engineType").one_of("RabbitMQ")
    yield from (on("logs.general") if rabbit else every(on("logs.general"), on("logs.audit")))(resource)


def methods(resource: Resource) -> Iterator[Verdict]:
    """A method logs errors at least."""
    level: Reader = resource.at("settings.loggingLevel")
    if level.unknown:
        yield unknown(level)
    elif not level.one_of("ERROR", "INFO"):
        yield fail(f"{level.path} is {level.shown}, not ERROR or INFO.", level)


def tasks(resource: Resource) -> Iterator[Verdict]:
    """Every container of a task has a log configuration."""
    definitions = resource.at("containerDefinitions").json()
    for container in definitions.each():
        if container.unknown or container.at("logConfiguration").unknown:
            yield unknown("containerDefinitions")
        elif container.known and container.at("logConfiguration.logDriver").empty:
            named = container.at("name")
            yield fail(f"The container {named.shown} has no logConfiguration.", "containerDefinitions")


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
        retention,
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
        given("enabledCloudwatchLogsExports"),
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
        mq,
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
        methods,
        ("APIGateway.1",),
    ),
    _row(
        "apigw-no-data-trace",
        _MEDIUM,
        ("apigateway/methodSettings",),
        "Logs of REST APIs do not hold whole requests.",
        "Remove settings.data_trace_enabled.",
        off("settings.dataTraceEnabled"),
    ),
    _row(
        "opensearch-audit-logs",
        _MEDIUM,
        ("opensearch/domain", "elasticsearch/domain"),
        "OpenSearch domains publish their audit log.",
        "Add AUDIT_LOGS to log_publishing_options (it needs fine-grained access control).",
        searches,
        ("Opensearch.5", "ES.5"),
    ),
    _row(
        "msk-logging",
        _LOW,
        ("msk/cluster",),
        "Kafka brokers log.",
        "Set logging_info.broker_logs with cloudwatch_logs, firehose or s3 enabled.",
        brokers,
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
        insights,
        ("ECS.12",),
    ),
    _row(
        "ecs-task-logs",
        _MEDIUM,
        ("ecs/taskDefinition",),
        "Containers of ECS tasks log.",
        "Set logConfiguration (awslogs or awsfirelens) in every container definition.",
        tasks,
        ("ECS.9",),
    ),
    _row(
        "codebuild-logs",
        _MEDIUM,
        ("codebuild/project",),
        "Builds log.",
        "Set logs_config.cloudwatch_logs.status to ENABLED.",
        builds,
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
    _row(
        "rds-enhanced-monitoring",
        _LOW,
        ("rds/instance", "rds/clusterInstance"),
        "Databases report what their operating system does.",
        "Set monitoring_interval to 60 or less, with monitoring_role_arn.",
        at_least("monitoringInterval", 1, default=0),
        ("RDS.6",),
    ),
)

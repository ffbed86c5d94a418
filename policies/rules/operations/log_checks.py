"""What a service has to say about its logs, where one property does not tell."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import RuleSettings
from pack.verdict import Verdict, fail, unknown
from pydantic import Field

from rules.checks import every, given, includes, on

_DOCDB = "aws:docdb/cluster:Cluster"


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
        yield fail(f"retentionInDays is {days.shown}: logs are kept, and paid for, for ever.", days)
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


def exports(resource: Resource) -> Iterator[Verdict]:
    """A database exports logs; DocumentDB its audit log, which is off with every other choice."""
    name = "enabledCloudwatchLogsExports"
    audited = resource.type == _DOCDB and not resource.at(name).empty
    yield from (includes(name, "audit") if audited else given(name))(resource)


def tasks(resource: Resource) -> Iterator[Verdict]:
    """Every container of a task has a log configuration."""
    definitions = resource.at("containerDefinitions").json()
    for container in definitions.each():
        if container.unknown or container.at("logConfiguration").unknown:
            yield unknown("containerDefinitions")
        elif container.known and container.at("logConfiguration.logDriver").empty:
            named = container.at("name")
            yield fail(f"The container {named.shown} has no logConfiguration.", "containerDefinitions")

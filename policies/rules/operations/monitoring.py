"""What databases tell of themselves while they run."""

from collections.abc import Iterator
from typing import Literal

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, aws
from pack.verdict import Verdict
from pydantic import Field

from rules.checks import at_least, on, one_of

_BLIND = "When the database is slow, nobody sees what it waits for, nor since when."
_CLUSTER = "aws:rds/cluster:Cluster"


class InsightsSettings(RuleSettings):
    """How much databases tell."""

    mode: Literal["none", "standard", "advanced"] = Field(
        default="standard",
        description="standard: the load by query; advanced: execution plans and 15 months besides; "
        "none: the rule judges nothing.",
    )


def insights(resource: Resource) -> Iterator[Verdict]:
    """Database Insights is on. Standard is a switch of the instance, advanced a mode of the cluster, too."""
    mode = resource.settings_as(InsightsSettings).mode
    if mode == "advanced" and resource.type != "aws:rds/clusterInstance:ClusterInstance":
        yield from one_of("databaseInsightsMode", "advanced", default="standard")(resource)
    elif (
        mode == "standard"
        and resource.type != _CLUSTER
        and not resource.at("databaseInsightsMode").one_of("advanced")  # which holds the standard one
        and not _too_small(resource)
    ):
        yield from on("performanceInsightsEnabled")(resource)


def _too_small(resource: Resource) -> bool:
    """Instances of these sizes take no Performance Insights with MySQL and MariaDB."""
    return (resource.at("instanceClass").text or "").endswith((".micro", ".small"))


MONITORING = (
    Rule(
        name="rds-enhanced-monitoring",
        area="logging",
        severity=Severity.LOW,
        types=aws("rds/instance", "rds/clusterInstance"),
        asserts="Databases report what their operating system does.",
        why=_BLIND,
        fix="Set monitoring_interval to 60 or less, with monitoring_role_arn.",
        check=at_least("monitoringInterval", 1, default=0),
        fsbp=("RDS.6",),
    ),
    Rule(
        name="rds-database-insights",
        area="logging",
        severity=Severity.LOW,
        types=aws("rds/instance", "rds/clusterInstance", "rds/cluster"),
        asserts="Databases report which queries load them.",
        why=_BLIND,
        fix="Set performance_insights_enabled=True (database_insights_mode to advanced where that is asked).",
        settings=InsightsSettings,
        check=insights,
    ),
)

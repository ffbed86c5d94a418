"""Databases: what a team asks for, and what an engine takes."""

from typing import Any

import pytest

from tests.policies.harness import judged

INSTANCE = "aws:rds/instance:Instance"
MEMBER = "aws:rds/clusterInstance:ClusterInstance"
CLUSTER = "aws:rds/cluster:Cluster"
ADVANCED = 'databaseInsightsMode is not set, and "standard" by default.'
STANDARD = "performanceInsightsEnabled is not set, and false by default."


@pytest.mark.parametrize(
    ("type", "mode", "properties", "told"),
    [
        (INSTANCE, "standard", {}, [STANDARD]),
        (MEMBER, "standard", {}, [STANDARD]),
        (CLUSTER, "standard", {}, []),
        (INSTANCE, "advanced", {"performanceInsightsEnabled": True}, [ADVANCED]),
        (CLUSTER, "advanced", {}, [ADVANCED]),
        (CLUSTER, "advanced", {"databaseInsightsMode": "advanced"}, []),
        (MEMBER, "advanced", {}, []),
        (INSTANCE, "none", {}, []),
    ],
)
def test_insights_are_asked_for_where_they_are_switched_on(
    type: str, mode: str, properties: dict[str, Any], told: list[str]
) -> None:
    verdicts = judged("rds-database-insights", properties, type=type, settings={"mode": mode})

    assert [verdict.message for verdict in verdicts] == told


def test_the_first_serverless_aurora_takes_no_iam_tokens() -> None:
    engine = {"engine": "aurora-mysql"}

    assert judged("rds-iam-auth", engine | {"engineMode": "serverless"}, type=CLUSTER) == []
    assert len(judged("rds-iam-auth", engine, type=CLUSTER)) == 1

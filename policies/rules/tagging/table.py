"""Switches that carry tags over to what a resource makes."""

from pack.rule import Rule, Severity, aws

from rules.checks import on, one_of

TABLE = (
    Rule(
        name="rds-copy-tags-to-snapshot",
        area="tagging",
        severity=Severity.LOW,
        types=aws("rds/instance", "rds/cluster", "neptune/cluster"),
        asserts="Snapshots of a database carry its tags.",
        why="Snapshots outlive their database; without tags nobody knows whose data they hold.",
        fix="Set copy_tags_to_snapshot=True.",
        check=on("copyTagsToSnapshot"),
        fsbp=("RDS.16", "RDS.17"),
    ),
    Rule(
        name="ecs-propagate-tags",
        area="tagging",
        severity=Severity.LOW,
        types=aws("ecs/service"),
        asserts="Tasks of an ECS service carry tags.",
        why="Cost allocation and ownership stop at the service where its tasks have no tags.",
        fix="Set propagate_tags to SERVICE or TASK_DEFINITION.",
        check=one_of("propagateTags", "SERVICE", "TASK_DEFINITION", default="NONE"),
    ),
)

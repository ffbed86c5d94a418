"""What is backed up, and by whom that is asked."""

from typing import Any

from pack.values import UNKNOWN

from tests.policies.cases.shapes import nested
from tests.policies.harness import RULES, judged_stack, made


def test_backups_cover_what_holds_data_by_arn_or_tag() -> None:
    by_tag = {"selectionTags": [{"type": "STRINGEQUALS", "key": "backup", "value": "daily"}]}
    selection = made("backup/selection", "s", by_tag)
    tagged = made("dynamodb/table", "t", {"tags": {"backup": "daily"}})
    untagged = made("dynamodb/table", "t", {"tags": {"backup": "never"}})
    by_reference = made("backup/selection", "s", {"resources": [UNKNOWN]}, resources="t")

    assert judged_stack("backup-coverage", untagged) == []
    assert judged_stack("backup-coverage", tagged, selection) == []
    assert judged_stack("backup-coverage", untagged, by_reference) == []
    assert judged_stack("backup-coverage", untagged, selection) == [
        ("urn:t", "fail", "No backup.Selection of the stack selects t, by ARN or by tag.")
    ]
    arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/t"
    everything = made("backup/selection", "s", {"resources": ["arn:aws:dynamodb:*:*:table/*"]})
    assert judged_stack("backup-coverage", made("dynamodb/table", "t", {"arn": arn}), everything) == []


def test_conditions_and_exceptions_narrow_a_selection() -> None:
    table = made("dynamodb/table", "t", {"tags": {"backup": "daily"}})
    everything: dict[str, Any] = {"resources": ["*"]}
    missing = [("urn:t", "fail", "No backup.Selection of the stack selects t, by ARN or by tag.")]

    def judged(selection: dict[str, Any], **references: str) -> list[tuple[str, str, str]]:
        return judged_stack("backup-coverage", table, made("backup/selection", "s", selection, **references))

    def tagged(kind: str, value: str) -> dict[str, Any]:
        return everything | {"conditions": [{kind: [{"key": "aws:ResourceTag/backup", "value": value}]}]}

    assert judged(everything) == []
    assert judged(everything | {"notResources": [UNKNOWN]}, notResources="t") == missing
    filled_in_later = {"resources": [UNKNOWN], "notResources": UNKNOWN, "conditions": UNKNOWN}
    assert judged(filled_in_later, resources="t") == []
    assert judged(tagged("stringEquals", "daily")) == []
    assert judged(tagged("stringEquals", "weekly")) == missing
    assert judged(tagged("stringLikes", "d*")) == [("urn:t", "unknown", "resources")]


def test_a_replica_is_backed_up_at_its_source() -> None:
    replica = made("rds/instance", "r", {"replicateSourceDb": "db"})
    selection = made("backup/selection", "s", {"resources": ["arn:aws:s3:::b"]})

    assert judged_stack("backup-coverage", replica, selection) == []


def test_a_file_system_has_backups_of_its_own_or_is_selected() -> None:
    files = made("efs/fileSystem", "files", {})
    policy = made(
        "efs/backupPolicy",
        "p",
        nested("backupPolicy.status", "ENABLED") | {"fileSystemId": UNKNOWN},
        fileSystemId="files",
    )
    stopped = made(
        "efs/backupPolicy",
        "p",
        nested("backupPolicy.status", "DISABLED") | {"fileSystemId": UNKNOWN},
        fileSystemId="files",
    )
    selection = made("backup/selection", "s", {"resources": [UNKNOWN]}, resources="files")
    tagged = made("efs/fileSystem", "files", {"tags": {"backup-plan": "daily"}})

    assert judged_stack("efs-backup", files) == [
        (
            "urn:files",
            "fail",
            "No BackupPolicy has files as its fileSystemId, and no tag asks for backups.",
        )
    ]
    assert judged_stack("efs-backup", files, policy) == []
    assert judged_stack("efs-backup", files, selection) == []
    other = made("backup/selection", "s", {"resources": ["arn:aws:s3:::b"]})
    assert judged_stack("efs-backup", files, other) == []
    assert [urn for urn, _, _ in judged_stack("backup-coverage", files, other)] == ["urn:files"]
    assert judged_stack("backup-coverage", files, policy, other) == []
    assert judged_stack("efs-backup", tagged) == []
    assert judged_stack("efs-backup", files, stopped) == [
        ("urn:p", "fail", 'backupPolicy.status is "DISABLED", not one of ENABLED, ENABLING.')
    ]


def test_a_replica_needs_no_protection() -> None:
    protect = RULES["stateful-pulumi-protect"]
    replica = made("rds/instance", "r", {"replicateSourceDb": "db"})

    assert list(protect.check(replica)) == []  # type: ignore[arg-type]

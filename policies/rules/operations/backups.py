"""Coverage by AWS Backup: in a stack that selects what to back up, what nothing selects."""

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Severity, StackRule, aws
from pack.stack import Stack
from pack.verdict import Verdict, fail, unknown

from rules.checks import one_of
from rules.companions import written
from rules.operations.rows import GONE
from rules.tagging.required import find, sources

_SELECTIONS = aws("backup/selection")
_TAG = "aws:ResourceTag/"
_POLICIES = aws("efs/backupPolicy")
_ENABLED = one_of("backupPolicy.status", "ENABLED", "ENABLING")
_DATA = aws(
    "rds/cluster",
    "rds/instance",
    "ebs/volume",
    "efs/fileSystem",
    "dynamodb/table",
    "docdb/cluster",
    "neptune/cluster",
)


def coverage(stack: Stack) -> Iterator[Verdict]:
    """Every store of data is selected, by ARN or by tag. Without selections, backups are made elsewhere."""
    selections = stack.of(_SELECTIONS)
    if not selections:
        return
    for resource in stack.of(_DATA):
        replica = not resource.at("replicateSourceDb").empty  # its source is what is backed up
        if replica or stack.companions(resource, _POLICIES, "fileSystemId"):
            continue
        answers = {_selects(stack, selection, resource) for selection in selections}
        if True in answers:
            continue
        if None in answers:
            yield unknown("resources", urn=resource.urn)
        else:
            yield fail(
                f"No backup.Selection of the stack selects {resource.name}, by ARN or by tag.",
                urn=resource.urn,
            )


def file_systems(stack: Stack) -> Iterator[Verdict]:
    """Each file system has automatic backups, or tags that select it elsewhere; no policy stops them.

    Where the stack has selections, backup-coverage judges by them.
    """
    for policy in stack.of(_POLICIES):
        for verdict in _ENABLED(policy):
            yield replace(verdict, urn=policy.urn)
    for resource in stack.of(aws("efs/fileSystem")) if not stack.of(_SELECTIONS) else ():
        if stack.companions(resource, _POLICIES, "fileSystemId"):
            continue
        if not any(
            key.casefold().startswith("backup") for tags in sources(resource) for key, _ in tags.items()
        ):
            yield fail(
                f"No BackupPolicy has {resource.name} as its fileSystemId, and no tag asks for backups.",
                urn=resource.urn,
            )


def _selects(stack: Stack, selection: Resource, resource: Resource) -> bool | None:
    left_out = stack.companions(resource, _SELECTIONS, "notResources")
    if written(selection, "notResources") and any(selection.urn == one.urn for one in left_out):
        return False
    answers = [_names(stack, selection, resource), *_conditions(selection, resource)]
    return False if False in answers else None if None in answers else True


def _conditions(selection: Resource, resource: Resource) -> Iterator[bool | None]:
    """Whether each condition of a selection holds; of those, only tags that have to be equal are read."""
    for condition in selection.each("conditions"):
        for kind, entries in condition.items():
            for entry in entries.each():
                key = entry.at("key").text or ""
                equal = kind == "stringEquals" and key.startswith(_TAG)
                yield _has_tag(key.removeprefix(_TAG), entry.at("value"), resource) if equal else None


def _names(stack: Stack, selection: Resource, resource: Resource) -> bool | None:
    if any(selection.urn == one.urn for one in stack.companions(resource, _SELECTIONS, "resources")):
        return True
    arn = resource.at("arn")
    answers = [_by_tag(tag, resource) for tag in selection.each("selectionTags")]
    for wanted in selection.each("resources"):
        if wanted.text is not None and arn.text is not None:
            answers.append(fnmatchcase(arn.text, wanted.text))
        else:
            answers.append(True if wanted.text == "*" else None)
    return True if True in answers else None if None in answers else False


def _by_tag(tag: Reader, resource: Resource) -> bool | None:
    key = tag.at("key").text
    return None if key is None else _has_tag(key, tag.at("value"), resource)


def _has_tag(key: str, value: Reader, resource: Resource) -> bool | None:
    if value.text is None:
        return None
    there = find(key, sources(resource))
    return None if there.unknown else there.text == value.text


BACKUPS = (
    StackRule(
        name="backup-coverage",
        area="resilience",
        severity=Severity.MEDIUM,
        asserts="What holds data is in a selection of AWS Backup, where the stack has any.",
        why="A store that nobody selected is found missing on the day when it is to be restored.",
        fix="Give the resource the tag that the backup.Selection asks for, or name its ARN there.",
        check=coverage,
    ),
    StackRule(
        name="efs-backup",
        area="resilience",
        severity=Severity.MEDIUM,
        asserts="EFS file systems are backed up.",
        why=GONE,
        fix="Add an efs.BackupPolicy for the file system, with backup_policy.status ENABLED.",
        check=file_systems,
        fsbp=("EFS.2",),
    ),
)

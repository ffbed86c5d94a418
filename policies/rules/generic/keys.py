"""KMS keys, wherever a type takes one: classified data needs a key of the company's own."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, Types
from pack.verdict import Verdict, fail, unknown

from rules import encryption
from rules.checks import is_aws_managed
from rules.data import paths, types_having
from rules.encryption.databases import COPIED_FROM
from rules.encryption.s3 import ClassSettings
from rules.generic.reach import beyond
from rules.tagging.required import find, sources

_PATHS = paths("kmsKey")
_BY_NAME = [
    rule
    for rule in encryption.RULES
    if rule.name.endswith("-cmk") and rule.name != "rds-performance-insights-cmk"  # not the key of the data
]
_TAGGED = types_having("tagsAll")  # what has no tags has no class
_TAKING = [token for token in beyond("kmsKey", _BY_NAME) if token in _TAGGED]


def check(resource: Resource) -> Iterator[Verdict]:
    """No key of classified data is one that AWS manages, and what takes a key at its top has one."""
    settings = resource.settings_as(ClassSettings)
    label = find(settings.tag, sources(resource))
    if not label.unknown and not label.one_of(*settings.classes):
        return
    for problem, at in _problems(resource):
        if label.unknown or at.unknown:
            yield unknown("tags" if label.unknown else at)
            return
        yield fail(f"Its data is {label.shown}, and {problem}.", at)


def _problems(resource: Resource) -> Iterator[tuple[str, Reader]]:
    paths_of_keys = _PATHS.get(resource.type, ())
    for path in paths_of_keys:
        for key in resource.all(path):
            if is_aws_managed(key):
                yield f"{key.path} is {key.shown}, a key that AWS manages", key
    keys = [resource.at(path) for path in paths_of_keys if "." not in path]
    copied = any(not resource.at(name).empty for name in COPIED_FROM)
    if keys and all(key.empty for key in keys) and not copied:
        yield f"{' and '.join(key.path for key in keys)} is not set", keys[0]


KEYS = Rule(
    name="classified-data-key",
    area="encryption-at-rest",
    severity=Severity.MEDIUM,
    types=Types(_TAKING, summary=f"{len(_TAKING)} more types with such a property"),
    asserts="Confidential data is under a KMS key of the company's own.",
    why="Access to data under a key that AWS owns or manages can't be granted, audited or revoked by key.",
    fix="Set the property to the ARN of a KMS key.",
    settings=ClassSettings,
    check=check,
)

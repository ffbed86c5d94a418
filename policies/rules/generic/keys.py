"""KMS keys, wherever a type takes one: classified data needs a key of the company's own."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity
from pack.verdict import Verdict, fail, unknown

from rules import encryption
from rules.checks import is_aws_managed
from rules.data import paths
from rules.encryption.s3 import ClassSettings
from rules.generic.reach import beyond
from rules.tagging.required import find, sources

_PATHS = paths("kmsKey")


def check(resource: Resource) -> Iterator[Verdict]:
    """No key is one that AWS manages; a resource of classified data that takes a key at its top has one."""
    for path in _PATHS.get(resource.type, ()):
        for key in resource.all(path):
            if is_aws_managed(key):
                yield fail(f"{key.path} is {key.shown}, a key that AWS manages.", key)
    keys = [resource.at(path) for path in _PATHS.get(resource.type, ()) if "." not in path]
    if not keys or any(not key.empty for key in keys) or not resource.at("replicateSourceDb").empty:
        return  # a replica is under the key of its source
    settings = resource.settings_as(ClassSettings)
    label = find(settings.tag, sources(resource))
    if label.unknown:
        yield unknown("tags")
    elif label.one_of(*settings.classes):
        named = " and ".join(key.path for key in keys)
        yield fail(f"Its data is {label.shown}, and {named} is not set.", keys[0])


KEYS = Rule(
    name="classified-data-key",
    area="encryption-at-rest",
    severity=Severity.MEDIUM,
    types=beyond("kmsKey", [rule for rule in encryption.RULES if rule.name.endswith("-cmk")]),
    asserts="Confidential data is under a KMS key of the company's own.",
    why="Access to data under a key that AWS owns or manages can't be granted, audited or revoked by key.",
    fix="Set the property to the ARN of a KMS key.",
    settings=ClassSettings,
    check=check,
)

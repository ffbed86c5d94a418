"""Default tags, which reach everything that a provider instance makes."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, Types
from pack.verdict import Verdict, fail, unknown

from rules.tagging.required import find
from rules.tagging.settings import TagSettings, wrong_value


def check(resource: Resource) -> Iterator[Verdict]:
    """The provider's default tags hold the required ones."""
    required = resource.settings_as(TagSettings).required
    tags = resource.at("defaultTags").at("tags")
    missing = []
    for key, tag in required.items():
        value = find(key, [tags])
        if value.unknown:
            yield unknown(value)
        elif value.absent:
            missing.append(key)
        elif problem := wrong_value(key, tag, value):
            yield fail(f"In defaultTags, {problem}.", value)
    if not required and tags.empty:
        yield fail("defaultTags is not set: nothing carries tags unless it names them itself.", "defaultTags")
    elif missing:
        yield fail(f"defaultTags lacks {', '.join(missing)}.", "defaultTags")


PROVIDER = Rule(
    name="provider-default-tags",
    area="tagging",
    severity=Severity.MEDIUM,
    types=Types(["pulumi:providers:aws"]),
    asserts="AWS providers put the required tags on everything they make.",
    why="Tags that each resource has to repeat are forgotten on one of them.",
    fix="Set default_tags with the required tags on the provider (aws:defaultTags for the default one).",
    settings=TagSettings,
    check=check,
)

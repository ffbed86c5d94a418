"""Tags of what AWS launches later: a provider's default tags do not reach it."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown
from pydantic import Field

from rules.tagging.required import find
from rules.tagging.settings import TagSettings, wrong_value

# Tags by which an autoscaler or ECS finds the group; instances do not need them.
_FOR_THE_GROUP = ("k8s.io/", "kubernetes.io/", "AmazonECSManaged")


class LaunchTagSettings(TagSettings):
    """Which of the things that a template launches carry tags."""

    resources: tuple[str, ...] = Field(
        default=("instance", "volume", "network-interface"),
        description="What the tag specifications of a launch template have to cover.",
    )


def group(resource: Resource) -> Iterator[Verdict]:
    """The group's tags reach its instances: required ones, or, where none is required, at least one."""
    required = resource.settings_as(TagSettings).required
    tags = list(resource.each("tags"))
    hidden = next((tag for tag in tags if tag.unknown or tag.at("key").unknown), None)
    by_key = {tag.at("key").text: tag for tag in tags}
    for key, rule in required.items():
        tag = by_key.get(key)
        if tag is None:
            yield (
                unknown(hidden)
                if hidden
                else fail(f"tags lacks {key}, so instances start without it.", "tags")
            )
            continue
        reaches, value = tag.at("propagateAtLaunch"), tag.at("value")
        if reaches.unknown or value.unknown:
            yield unknown(reaches if reaches.unknown else value)
        elif not reaches.is_true():
            yield fail(f"Tag {key} does not reach instances: propagateAtLaunch is {reaches.shown}.", reaches)
        elif problem := wrong_value(key, rule, value):
            yield fail(f"{problem[0].upper()}{problem[1:]}.", value)
    if not required:
        yield from _any_tags(tags)


def _any_tags(tags: list[Reader]) -> Iterator[Verdict]:
    """There are tags, and they reach the instances, but for those that only an autoscaler reads."""
    if not tags:
        yield fail("tags is not set, so instances start without any.", "tags")
    for tag in tags:
        reaches, key = tag.at("propagateAtLaunch"), tag.at("key")
        if reaches.is_false() and not (key.text or "").startswith(_FOR_THE_GROUP):
            shown = key.shown.strip('"')
            yield fail(f"Tag {shown} does not reach instances: propagateAtLaunch is false.", reaches)


def template(resource: Resource) -> Iterator[Verdict]:
    """The template's tag specifications carry the required tags to everything that it launches."""
    settings = resource.settings_as(LaunchTagSettings)
    specifications = list(resource.each("tagSpecifications"))
    hidden = next((one for one in specifications if one.at("resourceType").unknown), None)
    for kind in settings.resources if settings.required else ():
        tags = [one.at("tags") for one in specifications if one.at("resourceType").one_of(kind)]
        missing = []
        for key, rule in settings.required.items():
            value = find(key, tags)
            if value.unknown:
                yield unknown(value)
            elif value.absent:
                missing.append(key)
            elif problem := wrong_value(key, rule, value):
                yield fail(f"For {kind}, {problem}.", value)
        if missing and hidden:
            yield unknown(hidden)
        elif missing:
            yield fail(f"tagSpecifications for {kind} lacks {', '.join(missing)}.", "tagSpecifications")
    if not settings.required and not specifications:
        yield fail(
            "tagSpecifications is not set: what the template launches carries no tags.", "tagSpecifications"
        )


def volumes(resource: Resource) -> Iterator[Verdict]:
    """The root volume carries the required tags: its own, the instance's volume tags, or the default tags."""
    required = resource.settings_as(TagSettings).required
    tags: list[Reader] = [
        resource.at("volumeTags"),
        resource.at("rootBlockDevice").at("tagsAll"),
        resource.at("rootBlockDevice").at("tags"),
    ]
    if resource.provider:
        tags.append(resource.provider.inputs.at("defaultTags").at("tags"))
    found = {key: find(key, tags) for key in required}
    missing = [key for key, value in found.items() if value.absent]
    for value in found.values():
        if value.unknown:
            yield unknown(value)
    if not required and all(source.empty for source in tags):
        yield fail("volumeTags is not set: the volumes carry no tags.", "volumeTags")
    elif missing:
        yield fail(f"The volumes lack the tags {', '.join(missing)}.", "volumeTags")


GROUP = Rule(
    name="asg-tags-propagate",
    area="tagging",
    severity=Severity.MEDIUM,
    types=aws("autoscaling/group"),
    asserts="Instances of an Auto Scaling group start with the required tags.",
    why="The group's tags are a list of their own, and default tags do not reach it or its instances.",
    fix="Add the required tags to tags, each with propagate_at_launch=True.",
    settings=TagSettings,
    check=group,
)
TEMPLATE = Rule(
    name="launchtemplate-tag-specifications",
    area="tagging",
    severity=Severity.MEDIUM,
    types=aws("ec2/launchTemplate"),
    asserts="What a launch template launches carries the required tags.",
    why="The template's own tags, and the provider's default tags, stay on the template.",
    fix="Add tag_specifications for instance, volume and network-interface with the required tags.",
    settings=LaunchTagSettings,
    check=template,
)
VOLUMES = Rule(
    name="ec2-volume-tags",
    area="tagging",
    severity=Severity.LOW,
    types=aws("ec2/instance", "ec2/spotInstanceRequest"),
    asserts="The volumes of an instance carry the required tags.",
    why="Volumes outlive instances; without tags nobody knows whose they are.",
    fix="Set volume_tags, or tags of root_block_device.",
    settings=TagSettings,
    check=volumes,
)

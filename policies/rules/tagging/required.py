"""The required tags on every resource that can carry tags."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity
from pack.verdict import Verdict, fail, unknown

from rules.data import types_having
from rules.tagging.settings import TagSettings, wrong_value


def sources(resource: Resource) -> list[Reader]:
    """Where the tags of a resource come from, the strongest first.

    `tagsAll` is the provider's own sum of a resource's tags and its default tags, but unknown as a whole
    as soon as one tag is.
    """
    everything = resource.at("tagsAll")
    if everything.known:
        return [everything]
    defaults = [resource.provider.inputs.at("defaultTags").at("tags")] if resource.provider else []
    return [resource.at("tags"), *defaults]


def find(key: str, tags: list[Reader]) -> Reader:
    """The tag of that key; unknown if it may be in a map that is not known."""
    for source in tags:
        if source.unknown:
            return source
        value = source.value.get(key) if isinstance(source.value, dict) else None
        if value is not None:
            return dict(source.items())[key]
    return Reader(None, "tags")


def check(resource: Resource) -> Iterator[Verdict]:
    """Every required tag is there, and says what it may say."""
    required = resource.settings_as(TagSettings).required
    tags = sources(resource)
    missing = []
    for key, tag in required.items():
        value = find(key, tags)
        if value.unknown:
            yield unknown(value if value.path else "tags")
        elif value.absent:
            missing.append(key)
        elif problem := wrong_value(key, tag, value):
            yield fail(f"{problem[0].upper()}{problem[1:]}.", value)
    if missing:
        yield fail(f"These tags are missing: {', '.join(missing)}.{_other_case(missing, tags)}", "tags")


def _other_case(missing: list[str], tags: list[Reader]) -> str:
    wanted = {key.casefold(): key for key in missing}
    for source in tags:
        for key, _ in source.items():
            if key.casefold() in wanted:
                return f" {source.show(key)} is another key than {wanted[key.casefold()]}."
    return ""


REQUIRED = Rule(
    name="tag-required-keys",
    area="tagging",
    severity=Severity.HIGH,
    types=types_having("tagsAll"),
    asserts="Every resource carries the required tags, with values that are allowed.",
    why="Cost, ownership, data class and automation all go by tags; what has none belongs to nobody.",
    fix="Set the tags in the provider's default_tags, or in the tags of the resource.",
    settings=TagSettings,
    check=check,
)

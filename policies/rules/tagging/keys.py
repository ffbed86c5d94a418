"""Tag keys that AWS would refuse, or that look like another key."""

from collections import Counter
from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity
from pack.verdict import Verdict, fail, unknown

from rules.data import types_having
from rules.tagging.settings import TagSettings

# Limits of AWS tags: keys, values, and tags per resource.
_KEY_LENGTH = 128
_VALUE_LENGTH = 256
_MOST = 50


def check(resource: Resource) -> Iterator[Verdict]:
    """Each key in one spelling, none of them reserved, no more than AWS takes."""
    tags = resource.at("tags")
    everything = resource.at("tagsAll")
    if tags.unknown:
        yield unknown(tags)
        return
    keys = dict(tags.items()) | (dict(everything.items()) if everything.known else {})
    spellings = Counter(key.casefold() for key in keys)
    wanted = {key.casefold(): key for key in resource.settings_as(TagSettings).required}
    shows = everything if everything.secret else tags
    for key, value in keys.items():
        folded = key.casefold()
        if folded.startswith("aws:"):
            yield fail(f"The key {shows.show(key)} begins with aws:, which AWS keeps for itself.", "tags")
        elif wanted.get(folded, key) != key:
            yield fail(f"The key {shows.show(key)} has to be spelled {wanted[folded]}.", "tags")
        elif spellings[folded] > 1 and folded not in wanted:
            yield fail(f"The key {shows.show(key)} is there in more than one spelling.", "tags")
        if not key or len(key) > _KEY_LENGTH:
            yield fail(f"The key {shows.show(key)} is empty or longer than {_KEY_LENGTH} characters.", "tags")
        if value.text is not None and len(value.text) > _VALUE_LENGTH:
            yield fail(f"The value of {shows.show(key)} is longer than {_VALUE_LENGTH} characters.", "tags")
    if len(keys) > _MOST:
        yield fail(f"There are {len(keys)} tags; AWS takes {_MOST}.", "tags")


KEYS = Rule(
    name="tag-key-format",
    area="tagging",
    severity=Severity.LOW,
    types=types_having("tagsAll"),
    asserts="Tag keys have one spelling, and one that AWS takes.",
    why="Keys are case-sensitive: reports by owner miss what says Owner. Reserved keys fail to deploy.",
    fix="Spell the key as the required tags do; keep keys under 128 and values under 256 characters.",
    settings=TagSettings,
    check=check,
)

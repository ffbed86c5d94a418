"""Tags."""

from typing import Any

from tests.policies.harness import UNKNOWN, Case

REQUIRED = {
    "required": {
        "owner": {"values": ["platform", "tracking"]},
        "cost-center": {"pattern": "^CC-[0-9]{4}$"},
    }
}
GOOD = {"owner": "platform", "cost-center": "CC-1000"}


def _asg(**tags: object) -> dict[str, Any]:
    return {
        "tags": [
            {"key": key.replace("_", "-"), "value": value, "propagateAtLaunch": True}
            for key, value in tags.items()
        ]
    }


_PROPAGATED = _asg(owner="platform", cost_center="CC-1000")["tags"]
_LAUNCHED = [{"resourceType": kind, "tags": GOOD} for kind in ("instance", "volume", "network-interface")]

CASES = {
    "tag-required-keys": Case(
        type="aws:sns/topic:Topic",
        settings=REQUIRED,
        bad=[
            ({}, "These tags are missing: owner, cost-center."),
            ({"tags": None, "tagsAll": None}, "These tags are missing: owner, cost-center."),
            ({"tagsAll": {"owner": "platform"}}, "These tags are missing: cost-center."),
            (
                {"tagsAll": {"Owner": "platform", "cost-center": "CC-1000"}},
                'These tags are missing: owner. "Owner" is another key than owner.',
            ),
            ({"tagsAll": GOOD | {"owner": " "}}, "Tag owner is empty."),
            (
                {"tagsAll": GOOD | {"owner": "nobody"}},
                'Tag owner is "nobody", not one of platform, tracking.',
            ),
            (
                {"tagsAll": GOOD | {"cost-center": "1000"}},
                'Tag cost-center is "1000", which does not match ^CC-[0-9]{4}$.',
            ),
            ({"tags": GOOD | {"owner": 5}}, "Tag owner is 5, not one of platform, tracking."),
            ({"tags": {"owner": "platform"}, "tagsAll": UNKNOWN}, "These tags are missing: cost-center."),
        ],
        good=[{"tagsAll": GOOD}, {"tags": GOOD}, {"tags": GOOD, "tagsAll": UNKNOWN}],
        unknown=[
            {"tagsAll": GOOD | {"owner": UNKNOWN}},
            {"tags": GOOD | {"owner": UNKNOWN}, "tagsAll": UNKNOWN},
            {"tags": UNKNOWN},
        ],
    ),
    "tag-key-format": Case(
        type="aws:sns/topic:Topic",
        settings=REQUIRED,
        bad=[
            ({"tags": {"Owner": "platform"}}, 'The key "Owner" has to be spelled owner.'),
            (
                {"tags": {"aws:name": "x"}},
                'The key "aws:name" begins with aws:, which AWS keeps for itself.',
            ),
            ({"tags": {"x" * 129: "x"}}, f'The key "{"x" * 77}..." is empty or longer than 128 characters.'),
            ({"tags": {"name": "x" * 257}}, 'The value of "name" is longer than 256 characters.'),
            ({"tags": {f"k{n}": "" for n in range(51)}}, "There are 51 tags; AWS takes 50."),
        ],
        good=[{}, {"tags": {"owner": "x", "Name": "y"}}, {"tags": {"owner": UNKNOWN}, "tagsAll": UNKNOWN}],
        unknown=[{"tags": UNKNOWN}],
    ),
    "provider-default-tags": Case(
        settings=REQUIRED,
        bad=[
            ({}, "defaultTags lacks owner, cost-center."),
            ({"defaultTags": {"tags": {"owner": "platform"}}}, "defaultTags lacks cost-center."),
            (
                {"defaultTags": {"tags": GOOD | {"owner": "x"}}},
                'In defaultTags, tag owner is "x", not one of platform, tracking.',
            ),
        ],
        good=[{"defaultTags": {"tags": GOOD}}],
        unknown=[{"defaultTags": UNKNOWN}, {"defaultTags": {"tags": GOOD | {"owner": UNKNOWN}}}],
    ),
    "asg-tags-propagate": Case(
        settings=REQUIRED,
        bad=[
            (_asg(owner="platform"), "tags lacks cost-center, so instances start without it."),
            (
                {"tags": [_PROPAGATED[0] | {"propagateAtLaunch": False}, _PROPAGATED[1]]},
                "Tag owner does not reach instances: propagateAtLaunch is false.",
            ),
            (
                _asg(owner="nobody", cost_center="CC-1000"),
                'Tag owner is "nobody", not one of platform, tracking.',
            ),
        ],
        good=[{"tags": _PROPAGATED}],
        unknown=[
            {"tags": UNKNOWN},
            {"tags": [_PROPAGATED[0], UNKNOWN]},
            {"tags": [_PROPAGATED[0], _PROPAGATED[1] | {"propagateAtLaunch": UNKNOWN}]},
        ],
    ),
    "launchtemplate-tag-specifications": Case(
        settings=REQUIRED,
        bad=[
            (
                {"tagSpecifications": _LAUNCHED[:2]},
                "tagSpecifications for network-interface lacks owner, cost-center.",
            ),
            (
                {"tagSpecifications": [*_LAUNCHED[:2], {"resourceType": "network-interface"}]},
                "tagSpecifications for network-interface lacks owner, cost-center.",
            ),
            (
                {
                    "tagSpecifications": [
                        *_LAUNCHED[1:],
                        {"resourceType": "instance", "tags": GOOD | {"owner": "x"}},
                    ]
                },
                'For instance, tag owner is "x", not one of platform, tracking.',
            ),
        ],
        good=[{"tagSpecifications": _LAUNCHED}],
        unknown=[
            {"tagSpecifications": UNKNOWN},
            {"tagSpecifications": [*_LAUNCHED[1:], {"resourceType": UNKNOWN}]},
        ],
    ),
    "ec2-volume-tags": Case(
        settings=REQUIRED,
        bad=[
            ({}, "The volumes lack the tags owner, cost-center."),
            ({"volumeTags": {"owner": "platform"}}, "The volumes lack the tags cost-center."),
        ],
        good=[
            {"volumeTags": GOOD},
            {"rootBlockDevice": {"tags": GOOD}},
            {"rootBlockDevice": {"tagsAll": GOOD}},
        ],
        unknown=[{"volumeTags": UNKNOWN}, {"rootBlockDevice": UNKNOWN}],
    ),
    "rds-copy-tags-to-snapshot": Case(
        bad=[
            ({}, "copyTagsToSnapshot is not set, and false by default."),
            ({"copyTagsToSnapshot": False}, "copyTagsToSnapshot is false, not true."),
        ],
        good=[{"copyTagsToSnapshot": True}],
        unknown=[{"copyTagsToSnapshot": UNKNOWN}],
    ),
    "ecs-propagate-tags": Case(
        bad=[
            ({}, 'propagateTags is not set, and "NONE" by default.'),
            ({"propagateTags": "NONE"}, 'propagateTags is "NONE", not one of SERVICE, TASK_DEFINITION.'),
        ],
        good=[{"propagateTags": "SERVICE"}, {"propagateTags": "TASK_DEFINITION"}],
        unknown=[{"propagateTags": UNKNOWN}],
    ),
}

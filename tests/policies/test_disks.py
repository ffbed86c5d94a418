"""Disks of what builds images: a container has none, but what it is built on has."""

from typing import Any

import pytest

from tests.policies.harness import judged

CONTAINER = "aws:imagebuilder/containerRecipe:ContainerRecipe"
BUILT_ON = "instanceConfiguration.blockDeviceMappings[0].ebs.encrypted"


@pytest.mark.parametrize(
    ("ebs", "told"),
    [
        (
            {"volumeSize": 8},
            [f"{BUILT_ON} is not set, and false unless the account's default says otherwise."],
        ),
        ({"encrypted": False}, [f"{BUILT_ON} is false, not true."]),
        ({"encrypted": True}, []),
    ],
)
def test_a_container_is_built_on_encrypted_disks(ebs: dict[str, Any], told: list[str]) -> None:
    properties = {"instanceConfiguration": {"blockDeviceMappings": [{"ebs": ebs}]}}

    verdicts = judged("imagebuilder-recipe-encrypted", properties, type=CONTAINER)

    assert [verdict.message for verdict in verdicts] == told


def test_a_container_recipe_need_not_map_disks() -> None:
    assert judged("imagebuilder-recipe-encrypted", {}, type=CONTAINER) == []

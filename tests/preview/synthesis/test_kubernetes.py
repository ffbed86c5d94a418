import re
from typing import Any

import pytest

from preview.values import UNKNOWN

from .support import check, make, provider

K8S = provider(package="kubernetes")
CONFIG_MAP = "kubernetes:core/v1:ConfigMap"


@pytest.mark.parametrize(
    ("type", "inputs"),
    [
        (CONFIG_MAP, {}),
        (CONFIG_MAP, {"metadata": {"namespace": "n"}}),
        ("kubernetes:apps/v1:Deployment", {"metadata": {"labels": {"a": "b"}}}),
        ("kubernetes:example.com/v1:Widget", {"kind": "Widget", "spec": {}}),
    ],
)
def test_an_object_without_a_name_gets_one(type: str, inputs: dict[str, Any]) -> None:
    checked = check(type, inputs, name="web", by=K8S)

    assert re.fullmatch("web-[0-9a-f]{8}", checked["metadata"].pop("name"))
    assert checked["metadata"] == inputs.get("metadata", {})


@pytest.mark.parametrize(
    ("type", "inputs"),
    [
        (CONFIG_MAP, {"metadata": {"name": "mine"}}),
        (CONFIG_MAP, {"metadata": {"name": UNKNOWN}}),
        (CONFIG_MAP, {"metadata": {"generateName": "mine-"}}),
        (CONFIG_MAP, {"metadata": UNKNOWN}),
        ("kubernetes:core/v1:ConfigMapPatch", {"metadata": {"namespace": "n"}}),
        ("kubernetes:core/v1:ConfigMapList", {"items": []}),
        ("kubernetes:helm.sh/v3:Release", {"chart": "c"}),
    ],
)
def test_objects_with_a_name_and_those_that_need_none_stay_as_they_are(
    type: str, inputs: dict[str, Any]
) -> None:
    assert check(type, inputs, by=K8S) == inputs


@pytest.mark.parametrize(
    ("inputs", "id", "synthetic"),
    [
        ({"metadata": {"name": "web", "namespace": "shop"}}, "shop/web", ()),
        ({"metadata": {"name": "web"}}, "web", ()),
        ({"metadata": {"name": "web", "namespace": UNKNOWN}}, UNKNOWN, ()),
        ({"metadata": {"name": UNKNOWN}}, UNKNOWN, ()),
        ({"metadata": UNKNOWN}, UNKNOWN, ()),
    ],
)
def test_an_objects_id_is_its_namespace_and_name(
    inputs: dict[str, Any], id: object, synthetic: tuple[str, ...]
) -> None:
    made = make("kubernetes:apps/v1:Deployment", inputs, by=K8S)

    assert (made.id, made.synthetic) == (id, synthetic)
    assert made.outputs["metadata"] == inputs["metadata"]
    assert made.outputs["status"] is UNKNOWN


def test_a_made_up_name_marks_the_id() -> None:
    assert make(CONFIG_MAP, by=K8S).synthetic == ("id",)

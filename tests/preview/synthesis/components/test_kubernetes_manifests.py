"""Objects of manifests, as the components and functions of the Kubernetes provider make them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi
import pulumi_kubernetes as k8s
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preview.engine import EngineError
from preview.synthesis import ComponentError
from preview.synthesis.components.kubernetes.objects import Key, normalized, ordered
from preview.synthesis.manifests import ManifestError, objects
from preview.testing import Cloud, deploy
from preview.values import UNKNOWN, Secret

from .support import below

MANIFEST = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}
---
# nothing here
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Secret, metadata: {name: token}, stringData: {password: hunter2}}
- {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: reader}}
"""


def in_folder(program: Callable[[], Any], folder: Path) -> Cloud:
    return deploy(program, project_directory=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "app.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "more.yaml").write_text("{apiVersion: v1, kind: Pod, metadata: {name: p}}", encoding="utf-8")
    return tmp_path


def test_the_objects_of_a_file_are_below_it_under_the_names_of_the_provider(folder: Path) -> None:
    def program() -> None:
        file = k8s.yaml.v2.ConfigFile("app", file="app.yaml")
        pulumi.export("count", file.resources.apply(lambda found: len(found or [])))

    cloud = in_folder(program, folder)

    assert below(cloud, "kubernetes:yaml/v2:ConfigFile") == [
        "ClusterRole app:reader",
        "Deployment app:shop/web",
        "Namespace app:shop",
        "Secret app:default/token",
    ]
    web = cloud.one("kubernetes:apps/v1:Deployment")
    assert web.urn == (
        "urn:pulumi:test::test::kubernetes:yaml/v2:ConfigFile$kubernetes:apps/v1:Deployment::app:shop/web"
    )
    assert web.dependencies == [cloud.one("kubernetes:core/v1:Namespace").urn]
    assert web.inputs["spec"]["template"]["spec"] == {"containers": [{"name": "web", "image": "nginx"}]}
    assert web.id == "shop/web"
    assert cloud.exports == {"count": 4}


def test_a_secret_of_a_manifest_is_secret(folder: Path) -> None:
    secret = in_folder(lambda: k8s.yaml.v2.ConfigFile("app", file="app.yaml"), folder).one(
        "kubernetes:core/v1:Secret"
    )

    assert secret.inputs["stringData"] == Secret({"password": "hunter2"})


def test_a_group_reads_files_by_pattern_text_and_data(folder: Path) -> None:
    cloud = in_folder(
        lambda: k8s.yaml.v2.ConfigGroup(
            "all",
            files=["m*.yaml"],
            yaml="{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}, since: 2026-01-02}",
            objs=[{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}}],
            resource_prefix="",
            skip_await=True,
        ),
        folder,
    )
    widget = cloud.one("kubernetes:example.com/v1:Widget")

    assert below(cloud, "kubernetes:yaml/v2:ConfigGroup") == [
        "ConfigMap default/c",
        "Pod default/p",
        "Widget w",
    ]
    assert widget.inputs == {
        "apiVersion": "example.com/v1",
        "kind": "Widget",
        "metadata": {"name": "w", "annotations": {"pulumi.com/skipAwait": "true"}},
        "since": "2026-01-02",
    }


def test_objects_go_into_the_namespace_of_their_provider(folder: Path) -> None:
    def program() -> None:
        provider = k8s.Provider("team", namespace="team")
        k8s.yaml.v2.ConfigFile("app", file="more.yaml", opts=pulumi.ResourceOptions(provider=provider))

    pod = in_folder(program, folder).one("kubernetes:core/v1:Pod")

    assert (pod.name, pod.inputs["metadata"]) == ("app:team/p", {"name": "p", "namespace": "team"})


def test_the_older_components_read_manifests_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    cloud = in_folder(lambda: k8s.yaml.ConfigFile("app", file="app.yaml", resource_prefix="old"), folder)

    assert below(cloud, "kubernetes:yaml:ConfigFile") == [
        "ClusterRole old-reader",
        "Deployment old-shop/web",
        "Namespace old-shop",
        "Secret old-token",
    ]


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (lambda: k8s.helm.v4.Chart("c", chart="oci://example.com/c"), "`helm template`"),
        (lambda: k8s.kustomize.v2.Directory("d", directory="overlay"), "`kubectl kustomize`"),
        (lambda: k8s.yaml.v2.ConfigFile("f", file="https://example.com/a.yaml"), "is not fetched"),
    ],
)
def test_what_cannot_be_rendered_here_is_unknown_and_says_what_to_do(
    program: Callable[[], Any], message: str
) -> None:
    def exporting() -> None:
        pulumi.export("resources", program().resources)

    cloud = deploy(exporting)

    assert [message in each.message for each in cloud.diagnostics] == [True]
    assert cloud.exports == {"resources": UNKNOWN}


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (lambda: k8s.yaml.v2.ConfigFile("f", file="no.yaml"), "there is no file no.yaml"),
        (lambda: k8s.yaml.v2.ConfigGroup("g", yaml="a: [1"), "the manifest is no YAML"),
        (lambda: k8s.yaml.v2.ConfigGroup("g", yaml="- 1"), "a manifest holds objects"),
        (lambda: k8s.yaml.v2.ConfigGroup("g", yaml="{kind: Pod, apiVersion: v1}"), "metadata.name"),
    ],
)
def test_a_manifest_that_makes_no_sense_is_an_error(program: Callable[[], Any], message: str) -> None:
    with pytest.raises(EngineError) as error:
        deploy(program)

    assert message in str(error.value)


def an_object(kind: str, name: str, version: str = "v1", **more: Any) -> dict[str, Any]:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": name, **more}}


def test_the_definition_of_a_kind_comes_before_it_and_says_where_it_belongs() -> None:
    definition = {
        **an_object("CustomResourceDefinition", "widgets", "apiextensions.k8s.io/v1"),
        "spec": {"group": "example.com", "scope": "Namespaced", "names": {"kind": "Widget"}},
    }
    found = normalized([an_object("Widget", "w", "example.com/v1"), definition], "team")

    assert [(key.kind, key.namespace) for key, _ in ordered(found)] == [
        ("CustomResourceDefinition", ""),
        ("Widget", "team"),
    ]


def test_an_object_waits_for_those_that_it_names() -> None:
    waits = {"config.kubernetes.io/depends-on": "apps/namespaces/team/Deployment/web,/Namespace/team"}
    found = normalized(
        [
            an_object("Job", "j", "batch/v1", namespace="team", annotations=waits),
            an_object("Deployment", "web", "apps/v1", namespace="team"),
        ],
        "default",
    )

    assert found.dependencies(Key("batch", "Job", "team", "j")) == [Key("apps", "Deployment", "team", "web")]
    assert [key.name for key, _ in ordered(found)] == ["web", "j"]


def test_objects_that_wait_for_each_other_are_refused() -> None:
    def waiting(name: str, other: str) -> dict[str, Any]:
        annotations = {"config.kubernetes.io/depends-on": f"/namespaces/team/Pod/{other}"}
        return an_object("Pod", name, namespace="team", annotations=annotations)

    found = normalized([waiting("a", "b"), waiting("b", "a")], "default")

    with pytest.raises(ComponentError, match="depend on each other: Pod a, Pod b"):
        list(ordered(found))


@given(st.text(max_size=40))
def test_any_text_has_objects_or_is_refused(text: str) -> None:
    try:
        found = objects(text)
    except ManifestError:
        return
    assert all(isinstance(each, dict) and each for each in found)

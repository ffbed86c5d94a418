"""Function calls."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.runtime.proto import resource_pb2

from preview.values import UNKNOWN, Reference, Secret, from_struct, to_struct
from tests.preview.engine.echo import Engine


def invoke(engine: Engine, token: str, arguments: dict[str, Any], **options: Any) -> Any:
    """The result, "unknown", or the reason of the failure."""
    response = engine.monitor.Invoke(
        resource_pb2.ResourceInvokeRequest(
            tok=token, args=to_struct(arguments), acceptResources=True, **options
        )
    )
    if response.failures:
        return response.failures[0].reason
    return "unknown" if response.unknown else from_struct(getattr(response, "return"))


def test_a_function_is_answered_by_the_default_provider_of_its_version() -> None:
    engine = Engine(config={"fake:region": "eu-west-1"})

    assert invoke(engine, "fake:index:get", {"a": 1}, version="1.0.0") == {"a": 1, "by": "eu-west-1"}
    assert engine.cloud.invokes == [
        ("fake:index:get", {"a": 1}, "urn:pulumi:dev::shop::pulumi:providers:fake::default_1_0_0")
    ]


def test_a_function_is_answered_by_the_provider_given() -> None:
    engine = Engine()
    west = engine.made("pulumi:providers:fake", "west", {"region": "us-west-2"})

    assert invoke(engine, "fake:index:get", {}, provider=f"{west.urn}::{west.id}") == {"by": "us-west-2"}


def test_a_call_that_the_provider_refuses_fails_with_its_reason() -> None:
    assert invoke(Engine(), "fake:index:getRefused", {}) == "there is no such thing"


def test_a_disabled_default_provider_fails_the_call() -> None:
    engine = Engine(config={"pulumi:disable-default-providers": '["*"]'})

    assert invoke(engine, "fake:index:get", {}) == (
        "the default provider for 'fake' is disabled by pulumi:disable-default-providers; "
        "give fake:index:get an explicit provider"
    )


def test_a_call_with_an_unknown_argument_is_not_made() -> None:
    engine = Engine()

    assert invoke(engine, "fake:index:get", {"a": [UNKNOWN]}) == "unknown"
    assert engine.cloud.invokes == []


def test_a_provider_that_is_not_configured_yet_answers_nothing() -> None:
    engine = Engine()
    later = engine.made("pulumi:providers:fake", "later", {"region": UNKNOWN})

    assert invoke(engine, "fake:index:get", {}, provider=f"{later.urn}::{later.id}") == "unknown"


def test_a_call_waits_for_what_it_depends_on() -> None:
    engine = Engine()
    later = engine.made("pulumi:providers:fake", "later", {"region": UNKNOWN})
    pending = engine.made("fake:index:Thing", "pending", provider=f"{later.urn}::{later.id}")
    made = engine.made("fake:index:Thing", "made")

    assert invoke(engine, "fake:index:get", {}, dependsOn=[made.urn, pending.urn]) == "unknown"
    assert invoke(engine, "fake:index:get", {}, dependsOn=[made.urn]) != "unknown"


def test_a_result_that_is_not_modelled_whole_is_unknown_with_its_known_part_and_a_warning() -> None:
    engine = Engine()
    response = engine.monitor.Invoke(
        resource_pb2.ResourceInvokeRequest(tok="fake:index:getNotModelled", args=to_struct({}))
    )

    assert response.unknown
    assert from_struct(getattr(response, "return")) == {"known": 1, "deep": {"a": 1}, "rows": [{"a": 1}, {}]}
    assert [(note.severity, note.message) for note in engine.deployment.diagnostics] == [
        (
            "warning",
            "the result of fake:index:getNotModelled is not modelled in full: an Output of it is unknown, "
            "and a plain call gives None for other, names, deep, rows",
        )
    ]


def test_the_result_of_a_function_that_no_sdk_declares_is_unknown_with_a_warning() -> None:
    engine = Engine()

    assert invoke(engine, "fake:index:getUndeclared", {}) == "unknown"
    assert [(note.severity, note.message) for note in engine.deployment.diagnostics] == [
        (
            "warning",
            "fake:index:getUndeclared is not declared by any SDK, so only its plugin could answer: "
            "the result is unknown",
        )
    ]


def test_a_resource_can_be_looked_up_by_its_urn() -> None:
    engine = Engine()
    thing = engine.made("fake:index:Thing", "t", {"password": Secret("x")})

    assert invoke(engine, "pulumi:pulumi:getResource", {"urn": thing.urn}) == {
        "urn": thing.urn,
        "id": "t-id",
        "state": {"password": Secret("x"), "checked": True, "arn": "arn:t"},
    }


def test_a_resource_that_is_not_there_cannot_be_looked_up() -> None:
    assert invoke(Engine(), "pulumi:pulumi:getResource", {"urn": "urn:x"}) == "unknown resource urn:x"


def test_a_method_returns_something_unknown_that_depends_on_its_arguments() -> None:
    engine = Engine()
    dependencies = resource_pb2.ResourceCallRequest.ArgumentDependencies(urns=["urn:b", "urn:a"])
    response = engine.monitor.Call(
        resource_pb2.ResourceCallRequest(
            tok="eks:index:Cluster/getKubeconfig", argDependencies={"__self__": dependencies}
        )
    )

    assert from_struct(getattr(response, "return")) == {"result": UNKNOWN}
    assert list(response.returnDependencies["result"].urns) == ["urn:a", "urn:b"]
    assert [note.message for note in engine.deployment.diagnostics] == [
        "the method eks:index:Cluster/getKubeconfig is run by a plugin; its result is unknown in a preview"
    ]


def test_a_modelled_method_is_answered_by_its_component() -> None:
    engine = Engine()
    component = engine.made("remote:index:Known", "k", custom=False, remote=True)
    arguments = {"__self__": Reference(component.urn), "depth": 2}
    request = resource_pb2.ResourceCallRequest(
        tok="remote:index:Known/ask", args=to_struct(arguments, keep_resources=True)
    )
    response = engine.monitor.Call(request)

    assert from_struct(getattr(response, "return")) == {"result": ["k", {"depth": 2}]}
    assert engine.deployment.diagnostics == []


@pytest.mark.parametrize(("feature", "supported"), [("secrets", True), ("stateMigrations", False)])
def test_features_can_be_asked_for_by_name(feature: str, supported: bool) -> None:
    response = Engine().monitor.SupportsFeature(resource_pb2.SupportsFeatureRequest(id=feature))

    assert response.hasSupport is supported

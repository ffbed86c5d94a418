"""Default and explicit providers."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.runtime.proto import resource_pb2

from preview.engine import EngineError
from preview.values import UNKNOWN, Secret
from tests.preview.engine.echo import Engine

THING = "fake:index:Thing"


def the_provider(engine: Engine, **options: Any) -> str:
    """URN of the provider of a new resource, without stack and project."""
    name = f"t{len(engine.deployment.resources)}"
    reference = engine.made(THING, name, **options).provider
    return reference.rpartition("::")[0].split("::", 2)[2]


def explicit(engine: Engine, name: str, inputs: dict[str, Any] | None = None, **options: Any) -> str:
    """A reference to a new explicit provider."""
    resource = engine.made("pulumi:providers:fake", name, inputs, **options)
    return f"{resource.urn}::{resource.id}"


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({}, "default"),
        ({"version": "7.51.1"}, "default_7_51_1"),
        ({"version": "v7.51.1"}, "default_7_51_1"),
        ({"version": "1.0.0-beta.2+build"}, "default_1_0_0_beta_2_build"),
        (
            {"version": "7.51.1", "pluginDownloadURL": "https://plugins.example.com/fake"},
            "default_7_51_1_https_/plugins.example.com/fake",
        ),
    ],
)
def test_a_default_provider_is_named_for_version_and_url(options: dict[str, str], name: str) -> None:
    assert the_provider(Engine(), **options) == f"pulumi:providers:fake::{name}"


def test_resources_of_one_package_share_a_default_provider() -> None:
    engine = Engine()
    first = engine.made(THING, "a", version="1.0.0").provider
    second = engine.made(THING, "b", version="1.0.0").provider
    other = engine.made(THING, "c", version="2.0.0").provider

    assert first == second != other


def test_a_default_provider_has_the_stacks_settings_its_version_and_no_parent() -> None:
    engine = Engine(
        config={"fake:region": "eu-west-1", "fake:token": "t0p", "other:x": "1", "shop:region": "no"},
        secret_keys=frozenset({"fake:token"}),
    )
    engine.register(THING, "t", version="1.2.3")
    provider = engine.deployment.resources["urn:pulumi:dev::shop::pulumi:providers:fake::default_1_2_3"]

    assert provider.inputs == {"region": "eu-west-1", "token": Secret("t0p"), "version": "1.2.3"}
    assert provider.parent == ""


def test_a_dynamic_provider_sees_the_whole_configuration() -> None:
    engine = Engine(config={"fake:region": "x", "shop:a": "1"})
    engine.register("pulumi-python:dynamic:Resource", "d")
    provider = engine.deployment.resources["urn:pulumi:dev::shop::pulumi:providers:pulumi-python::default"]

    assert provider.inputs == {"fake:region": "x", "shop:a": "1"}


def test_an_explicit_provider_gets_its_version_but_no_settings_of_the_stack() -> None:
    engine = Engine(config={"fake:region": "eu-west-1"})
    provider = engine.made("pulumi:providers:fake", "west", {"region": "us-west-2"}, version="1.0.0")

    assert provider.inputs == {"region": "us-west-2", "version": "1.0.0"}
    assert provider.provider == ""
    assert the_provider(engine, provider=f"{provider.urn}::{provider.id}") == "pulumi:providers:fake::west"


def test_children_of_a_component_use_the_providers_it_was_given() -> None:
    engine = Engine()
    west, east = explicit(engine, "west"), explicit(engine, "east")
    outer = engine.register("shop:index:Group", "outer", custom=False, providers={"fake": west}).urn
    inner = engine.register("shop:index:Group", "inner", custom=False, parent=outer).urn
    other = engine.register(
        "shop:index:Group", "other", custom=False, parent=outer, providers={"fake": east}
    ).urn

    assert the_provider(engine, parent=inner) == "pulumi:providers:fake::west"
    assert the_provider(engine, parent=other) == "pulumi:providers:fake::east"
    assert the_provider(engine) == "pulumi:providers:fake::default"


def test_a_provider_that_is_not_registered_fails_the_resource() -> None:
    engine = Engine()
    engine.register(THING, "t", provider="urn:pulumi:dev::shop::pulumi:providers:fake::gone::some-id")
    engine.register(THING, "u", provider="nonsense")

    assert engine.errors() == [
        "the provider of fake:index:Thing is not registered: "
        "urn:pulumi:dev::shop::pulumi:providers:fake::gone::some-id",
        "'nonsense' is not a provider reference: expected <urn>::<id>",
    ]


def test_a_provider_with_an_unknown_input_neither_checks_nor_creates() -> None:
    engine = Engine()
    unknown = explicit(engine, "unknown", {"region": UNKNOWN})
    thing = engine.made(THING, "t", {"a": 1}, provider=unknown)

    assert thing.inputs == {"a": 1}
    assert thing.id is UNKNOWN


def test_a_provider_that_takes_no_secrets_is_given_plain_values_and_what_it_answers_is_marked() -> None:
    thing = Engine().made(
        "plain:index:Thing",
        "t",
        {
            "tags": {"open": 1, "hidden": Secret("x")},
            "list": ["a", Secret("b")],
            "password": Secret({"a": 1}),
        },
        additionalSecretOutputs=["arn", "noSuchOutput"],
    )

    assert thing.inputs == {
        "tags": {"open": 1, "hidden": Secret("x")},
        "list": Secret(["a", "b"]),
        "password": Secret({"a": 1}),
        "checked": True,
    }
    assert thing.outputs == {**thing.inputs, "arn": Secret("arn:t")}


def test_an_id_cannot_be_made_secret() -> None:
    engine = Engine()
    thing = engine.made(THING, "t", {"id": "open"}, additionalSecretOutputs=["id", "arn"])

    assert (thing.outputs["id"], thing.outputs["arn"]) == ("open", Secret("arn:t"))
    assert [(note.severity, note.urn) for note in engine.deployment.diagnostics] == [("warning", thing.urn)]


def test_a_provider_that_takes_secrets_is_given_them() -> None:
    thing = Engine().made(THING, "t", {"tags": {"hidden": Secret("x")}})

    assert thing.outputs["tags"] == {"hidden": Secret("x")}


@pytest.mark.parametrize("disabled", ['["fake"]', '["other", "*"]'])
def test_default_providers_can_be_disabled(disabled: str) -> None:
    engine = Engine(config={"pulumi:disable-default-providers": disabled})
    west = explicit(engine, "west")
    engine.register(THING, "t")

    assert engine.errors() == [
        "the default provider for 'fake' is disabled by pulumi:disable-default-providers; "
        "give fake:index:Thing an explicit provider"
    ]
    assert the_provider(engine, provider=west) == "pulumi:providers:fake::west"


def test_default_providers_of_other_packages_stay() -> None:
    engine = Engine(config={"pulumi:disable-default-providers": '["other"]'})
    engine.register(THING, "t")

    assert engine.errors() == []


@pytest.mark.parametrize("text", ["fake", '{"fake": true}', "[1]"])
def test_a_wrong_list_of_disabled_providers_is_refused(text: str) -> None:
    with pytest.raises(EngineError, match="must be a JSON list of package names"):
        Engine(config={"pulumi:disable-default-providers": text})


def test_a_parameterized_package_is_named_by_its_reference() -> None:
    engine = Engine()
    parameters = resource_pb2.Parameterization(name="made", version="2.0.0", value=b"x")
    request = resource_pb2.RegisterPackageRequest(
        name="terraform", version="1.0.0", parameterization=parameters
    )
    ref = engine.monitor.RegisterPackage(request).ref
    thing = engine.made("made:index:Thing", "t", packageRef=ref)

    assert engine.monitor.RegisterPackage(request).ref == ref
    assert thing.provider.split("::")[2:4] == ["pulumi:providers:made", "default_2_0_0"]


def test_a_package_reference_that_nobody_registered_fails_the_resource() -> None:
    engine = Engine()
    engine.register(THING, "t", packageRef="gone")

    assert engine.errors() == ["fake:index:Thing names a package reference that was not registered: gone"]


def test_settings_of_a_default_provider_are_checked_like_inputs() -> None:
    engine = Engine(config={"fake:size": "9"})
    urn = engine.made(THING, "t").provider.rpartition("::")[0]

    (problem,) = engine.deployment.problems[urn]
    assert problem.message == "size is wrong"

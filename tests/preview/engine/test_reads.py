"""Reading existing resources and other stacks."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.runtime.proto import resource_pb2

from preview.engine import EngineError, StackOutputs, UnknownStack
from preview.values import UNKNOWN, UNKNOWN_TEXT, Secret, from_struct, to_struct
from tests.preview.engine.echo import STACK, Engine

REFERENCE = "pulumi:pulumi:StackReference"


def read(
    engine: Engine, type: str, name: str, id: str, properties: dict[str, Any] | None = None
) -> resource_pb2.ReadResourceResponse:
    return engine.monitor.ReadResource(
        resource_pb2.ReadResourceRequest(
            type=type,
            name=name,
            id=id,
            parent=STACK,
            properties=to_struct(properties or {}),
            acceptSecrets=True,
            acceptResources=True,
        )
    )


def test_a_resource_that_exists_is_read_under_its_id_and_not_managed() -> None:
    engine = Engine()
    response = read(engine, "fake:index:Thing", "old", "i-1", {"zone": "a"})
    resource = engine.deployment.resources[response.urn]

    assert (resource.op, resource.external, resource.id) == ("read", True, "i-1")
    assert response.id == "i-1"
    assert from_struct(response.properties) == {"zone": "a", "read": True}


def test_a_resource_under_an_unknown_id_stays_unknown() -> None:
    engine = Engine()
    response = read(engine, "fake:index:Thing", "old", UNKNOWN_TEXT)

    assert response.id == ""
    assert engine.deployment.resources[response.urn].id is UNKNOWN


def test_another_stacks_outputs_are_read_with_their_secrets() -> None:
    outputs = StackOutputs(
        {"open": 1, "hidden": Secret("x"), "deep": {"in": Secret("y")}, "named": "z"}, frozenset({"named"})
    )
    engine = Engine(references=lambda _: outputs)
    response = read(engine, REFERENCE, "ref", "organization/net/dev", {"name": "organization/net/dev"})
    resource = engine.deployment.resources[response.urn]

    assert from_struct(response.properties) == {
        "name": "organization/net/dev",
        "outputs": {"open": 1, "hidden": Secret("x"), "deep": {"in": Secret("y")}, "named": Secret("z")},
        "secretOutputNames": ["deep", "hidden", "named"],
    }
    assert resource.inputs == {"name": "organization/net/dev"}
    assert resource.provider.startswith("urn:pulumi:dev::shop::pulumi:providers:pulumi::default::")


def test_outputs_that_nobody_knows_are_unknown() -> None:
    engine = Engine(references=lambda _: StackOutputs(UNKNOWN))
    response = read(engine, REFERENCE, "ref", "o/p/s", {"name": "o/p/s"})

    assert from_struct(response.properties)["outputs"] is UNKNOWN


def test_a_stack_that_does_not_exist_is_an_error_with_its_message() -> None:
    engine = Engine()
    with pytest.raises(UnknownStack, match="there is no stack o/p/s"):
        read(engine, REFERENCE, "ref", "o/p/s", {"name": "o/p/s"})

    assert engine.errors() == ["there is no stack o/p/s"]


def test_a_urn_that_is_taken_cannot_be_read() -> None:
    engine = Engine()
    engine.register("fake:index:Thing", "same")
    with pytest.raises(EngineError, match="Duplicate resource URN"):
        read(engine, "fake:index:Thing", "same", "i-1")

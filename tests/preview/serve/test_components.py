"""Components that the servers make through the engine that asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pulumi_awsx as awsx
import pulumi_eks as eks
import pytest
from pulumi.runtime.proto import provider_pb2

from preview.engine.registration import dependencies_within
from preview.testing import deploy
from preview.values import Reference, contains_unknown, from_struct
from tests.preview.serve.client import Connection
from tests.preview.serve.monitor import Engine, an_engine

CLUSTER = "eks:index:Cluster"
TASK: Any = {"container": {"name": "app", "image": "nginx"}}


@pytest.fixture
def engine(dial: Callable[[str], Connection]) -> Iterator[Engine]:
    with an_engine(dial) as running:
        yield running


@pytest.mark.parametrize(
    ("token", "inputs", "program"),
    [
        (
            "awsx:ec2:Vpc",
            {"numberOfAvailabilityZones": 2, "tags": {"team": "shop"}},
            lambda: awsx.ec2.Vpc("main", number_of_availability_zones=2, tags={"team": "shop"}),
        ),
        ("awsx:lb:ApplicationLoadBalancer", {}, lambda: awsx.lb.ApplicationLoadBalancer("main")),
        (
            "awsx:ecs:FargateService",
            {"cluster": "arn", "assignPublicIp": True, "taskDefinitionArgs": TASK},
            lambda: awsx.ecs.FargateService(
                "main", cluster="arn", assign_public_ip=True, task_definition_args=TASK
            ),
        ),
        (CLUSTER, {}, lambda: eks.Cluster("main")),
    ],
)
def test_an_engine_gets_the_children_of_a_preview(
    engine: Engine, token: str, inputs: dict[str, Any], program: Callable[[], Any]
) -> None:
    cloud = deploy(program, stack="dev", project="shop", config={"aws:region": "eu-west-1"})
    answer = engine.construct(token, "main", inputs)

    expected = {each.urn: each for each in cloud.resources if "::default" not in each.urn}
    assert engine.registered.keys() | {cloud.one("pulumi:pulumi:Stack").urn} == expected.keys()
    for urn, request in engine.registered.items():
        ours = expected[urn]
        assert sorted(request.dependencies) == ours.dependencies, urn
        if request.custom and not contains_unknown(ours.inputs):
            sent = from_struct(request.object)
            assert sent == {name: ours.inputs[name] for name in sent}, urn
            # Names and tags are the provider's, the version of a provider is the engine's.
            assert ours.inputs.keys() - sent.keys() <= {"bucket", "name", "tagsAll", "version"}, urn
    assert answer.urn == cloud.one(token).urn
    assert engine.given_out[answer.urn].keys() == from_struct(answer.state).keys()


def test_the_outputs_of_a_component_name_what_they_rest_on(engine: Engine) -> None:
    answer = engine.construct("awsx:ec2:Vpc", "net", {"numberOfAvailabilityZones": 1})
    vpc = next(urn for urn in engine.registered if urn.endswith("aws:ec2/vpc:Vpc::net"))

    assert set(answer.stateDependencies["vpcId"].urns) == engine.registered.keys() - {answer.urn}
    assert from_struct(answer.state)["vpc"] == Reference(vpc, from_struct(answer.state)["vpcId"])
    assert dependencies_within(from_struct(answer.state)) == set()


def test_a_component_keeps_the_options_that_the_program_gave_it(engine: Engine) -> None:
    options = {
        "protect": True,
        "retainOnDelete": True,
        "deleteBeforeReplace": True,
        "ignoreChanges": ["tags"],
        "replaceOnChanges": ["cidrBlock"],
        "deletedWith": "urn:pulumi:dev::shop::a:b:C::other",
        "dependencies": ["urn:pulumi:dev::shop::a:b:C::other"],
        "additionalSecretOutputs": ["vpcId"],
        "stack_trace_handle": "trace",
        "customTimeouts": provider_pb2.ConstructRequest.CustomTimeouts(create="5m", read="1m"),
        "resource_hooks": provider_pb2.ConstructRequest.ResourceHooksBinding(before_create=["hook"]),
    }
    answer = engine.construct("awsx:ec2:DefaultVpc", "net", {}, **options)
    request = engine.registered[answer.urn]

    assert (request.protect, request.retainOnDelete, request.deleteBeforeReplace) == (True, True, True)
    assert request.deleteBeforeReplaceDefined is True
    assert list(request.ignoreChanges) == ["tags"]
    assert list(request.replaceOnChanges) == ["cidrBlock"]
    assert list(request.additionalSecretOutputs) == ["vpcId"]
    assert (request.deletedWith, list(request.dependencies)) == (
        options["deletedWith"],
        options["dependencies"],
    )
    assert (request.customTimeouts.create, request.customTimeouts.read) == ("5m", "1m")
    assert list(request.hooks.before_create) == ["hook"]
    assert request.parentStackTraceHandle == "trace"


def test_options_that_the_program_did_not_give_are_not_said(engine: Engine) -> None:
    request = engine.registered[engine.construct("awsx:ec2:DefaultVpc", "net", {}).urn]

    for name in ("protect", "retainOnDelete", "customTimeouts", "hooks", "replacement_trigger"):
        assert not request.HasField(name), name
    assert request.deleteBeforeReplaceDefined is False


def test_a_method_of_a_component_is_answered_from_its_state(engine: Engine) -> None:
    cluster = engine.construct(CLUSTER, "main", {"skipDefaultNodeGroup": True}).urn

    found, dependencies = engine.call(
        f"{CLUSTER}/getKubeconfig",
        {"__self__": Reference(cluster, None), "profileName": "ops"},
        {"__self__": [cluster], "profileName": ["urn:profile"]},
    )

    assert '"--profile","ops"' in str(found["result"])
    assert dependencies == {"result": ["urn:profile", cluster]}


def test_what_the_plugin_would_refuse_is_an_invalid_argument(engine: Engine) -> None:
    with pytest.raises(grpc.RpcError) as error:
        engine.construct("awsx:ec2:Vpc", "net", {"cidrBlock": "ten"})

    assert error.value.code() == grpc.StatusCode.INVALID_ARGUMENT
    assert "'ten' is not a block of IPv4 addresses" in error.value.details()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda engine: engine.construct("awsx:ecr:RegistryImage", "a", {}),
        lambda engine: engine.call(f"{CLUSTER}/unheardOf", {}),
    ],
)
def test_what_is_not_modelled_is_named(engine: Engine, attempt: Callable[[Engine], Any]) -> None:
    with pytest.raises(grpc.RpcError) as error:
        attempt(engine)

    assert error.value.code() == grpc.StatusCode.UNIMPLEMENTED


def test_a_note_about_a_component_reaches_the_engine(engine: Engine) -> None:
    answer = engine.construct("kubernetes:helm.sh/v4:Chart", "nginx", {"chart": "oci://example.com/nginx"})

    assert [urn for urn, _ in engine.said] == [answer.urn]
    assert "`helm template`" in engine.said[0][1]


def test_what_only_the_plugin_could_tell_is_the_same_every_time(engine: Engine) -> None:
    def user_data() -> Any:
        engine.construct(CLUSTER, "main", {})
        template = next(urn for urn in engine.registered if "launchTemplate" in urn)
        return from_struct(engine.registered[template].object)["userData"]

    assert user_data() == user_data()

"""Functions, plugin facts and the providers' own configuration."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version

from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2

from preview.serve import ProviderServers
from preview.values import contains_unknown, to_struct
from tests.preview.serve.client import Connection, urn_of

PROVIDER = urn_of("pulumi:providers:aws", "hub")


def test_a_cli_attaches_by_package_and_port() -> None:
    assert ProviderServers({"kubernetes": 3, "aws": 1}).attachment == "aws:1,kubernetes:3"


def test_functions_answer_for_the_instance(aws: Connection) -> None:
    caller, failures = aws.invoke("aws:index/getCallerIdentity:getCallerIdentity")
    assert (caller["accountId"], failures) == ("111111111111", [])
    zones, _ = aws.invoke("aws:index/getAvailabilityZones:getAvailabilityZones")
    assert zones["names"] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"]


def test_functions_leave_nothing_unknown(aws: Connection) -> None:
    found, failures = aws.invoke("aws:ec2/getInstance:getInstance", instanceId="i-0123456789abcdef0")
    assert failures == []
    assert found["instanceId"] == "i-0123456789abcdef0"
    assert not contains_unknown(found)


def test_a_function_that_no_sdk_declares_fails_by_name(aws: Connection) -> None:
    result, failures = aws.invoke("aws:index/getNothing:getNothing")
    assert result == {}
    assert failures == [
        f"aws:index/getNothing:getNothing is not declared by pulumi_aws {version('pulumi-aws')}: "
        "only its own plugin answers it; python -m preview run goes on without"
    ]


def test_the_plugin_has_the_version_of_the_sdk(aws: Connection) -> None:
    assert aws.stub.GetPluginInfo(empty_pb2.Empty()).version == version("pulumi-aws")


def test_another_region_makes_another_provider_and_other_tags_do_not(
    dial: Callable[[str], Connection],
) -> None:
    connection = dial("aws")
    connection.load()
    old = {"region": "eu-west-1", "defaultTags": '{"tags": {}}', "version": "7.0.0"}

    def replaced(new: dict[str, str]) -> tuple[list[str], list[str]]:
        request = provider_pb2.DiffRequest(
            urn=PROVIDER, olds=to_struct(old), old_inputs=to_struct(old), news=to_struct(new)
        )
        answer = connection.stub.DiffConfig(request)
        return list(answer.diffs), list(answer.replaces)

    assert replaced(old) == ([], [])
    assert replaced({**old, "region": "eu-central-1"}) == (["region"], ["region"])
    assert replaced({**old, "defaultTags": '{"tags": {"a": "b"}}'}) == (["defaultTags"], [])

"""The real pack process, started as an engine starts it, and asked over gRPC."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pack.values import SENTINELS, Secret, Unknown
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc

POLICIES = Path(__file__).parent.parent.parent / "policies"

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"
_LEVELS = {
    "advisory": proto.ADVISORY,
    "mandatory": proto.MANDATORY,
    "disabled": proto.DISABLED,
    "remediate": proto.REMEDIATE,
}


def struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    """Properties as the engine sends them: unknowns and secrets in its encoding."""
    message = struct_pb2.Struct()
    message.update({key: _encoded(value) for key, value in properties.items()})
    return message


def _encoded(value: Any) -> Any:
    if isinstance(value, Unknown):
        return SENTINELS[2]
    if isinstance(value, Secret):
        return {_SIGNATURE: _SECRET, "value": _encoded(value.value)}
    if isinstance(value, dict):
        return {key: _encoded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_encoded(inner) for inner in value]
    return value


def urn(token: str, name: str) -> str:
    """The URN that an engine would give."""
    return f"urn:pulumi:dev::landfall::{token}::{name}"


def analyze_request(
    token: str,
    properties: Mapping[str, Any],
    name: str = "it",
    provider: Mapping[str, Any] | None = None,
    **options: Any,
) -> Any:
    """A request to judge one resource."""
    return proto.AnalyzeRequest(
        type=token,
        name=name,
        urn=urn(token, name),
        properties=struct(properties),
        options=proto.AnalyzerResourceOptions(**options),
        provider=provider_resource(provider) if provider is not None else None,
    )


def stack_resource(
    token: str,
    properties: Mapping[str, Any],
    name: str = "it",
    references: Mapping[str, list[str]] | None = None,
) -> Any:
    """One resource of a request to judge a stack; `references` is by property."""
    return proto.AnalyzerResource(
        type=token,
        name=name,
        urn=urn(token, name),
        properties=struct(properties),
        dependencies=sorted({urn for urns in (references or {}).values() for urn in urns}),
        propertyDependencies={
            key: proto.AnalyzerPropertyDependencies(urns=urns) for key, urns in (references or {}).items()
        },
    )


def provider_resource(inputs: Mapping[str, Any]) -> Any:
    """The provider that comes with a request; nested inputs travel as JSON text."""
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in inputs.items()}
    token = "pulumi:providers:aws"
    return proto.AnalyzerProviderResource(
        type=token, name="default", urn=urn(token, "default"), properties=struct(texts)
    )


def policy_configuration(config: Mapping[str, Mapping[str, Any]]) -> Any:
    """What an engine sends to `Configure`, from the format of `--policy-pack-config`."""
    request = proto.ConfigureAnalyzerRequest()
    for name, settings in config.items():
        rest = {key: value for key, value in settings.items() if key != "enforcementLevel"}
        request.policyConfig[name].enforcementLevel = _LEVELS[settings.get("enforcementLevel", "mandatory")]
        request.policyConfig[name].properties.update(rest)
    return request


@dataclass
class PackProcess:
    """A running pack."""

    process: subprocess.Popen[str]
    stub: Any

    def information(self) -> Any:
        """What the pack says about its policies."""
        return self.stub.GetAnalyzerInfo(empty_pb2.Empty())

    def analyze(self, token: str, properties: Mapping[str, Any], **more: Any) -> list[Any]:
        """The diagnostics about one resource."""
        return list(self.stub.Analyze(analyze_request(token, properties, **more)).diagnostics)

    def analyze_stack(self, *resources: Any) -> list[Any]:
        """The diagnostics about a stack."""
        return list(self.stub.AnalyzeStack(proto.AnalyzeStackRequest(resources=resources)).diagnostics)


def command(directory: Path = POLICIES, python: str = sys.executable) -> list[str]:
    """How an engine starts the pack."""
    return [python, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(directory)]


def environment(config: Mapping[str, Any], **more: str) -> dict[str, str]:
    """What an engine gives the pack besides; objects in the configuration travel as JSON text."""
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in config.items()}
    return {
        **os.environ,
        "PULUMI_ORGANIZATION": "organization",
        "PULUMI_PROJECT": "landfall",
        "PULUMI_STACK": "dev",
        "PULUMI_DRY_RUN": "true",
        "PULUMI_CONFIG": json.dumps(texts),
        "PREVIEW_DATE": "2026-11-21",
        **more,
    }


@contextmanager
def running(
    config: Mapping[str, Any] | None = None,
    *,
    directory: Path = POLICIES,
    python: str = sys.executable,
    **more: str,
) -> Iterator[PackProcess]:
    """The pack, started and connected; gone afterwards."""
    process = subprocess.Popen(
        command(directory, python),
        cwd=directory,
        env=environment(config or {}, **more),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        port = process.stdout.readline().strip()
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield PackProcess(process, analyzer_pb2_grpc.AnalyzerStub(channel))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()

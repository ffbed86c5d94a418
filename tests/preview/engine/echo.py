# ruff: noqa: ARG002 - the methods have the parameters of their protocol
"""A cloud that gives back what it is given, and helpers to register resources with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pulumi.runtime.proto import resource_pb2

from preview.checks import InputProblem
from preview.engine import Deployment, Resource, StackOutputs, UnknownStack
from preview.engine.monitor import Monitor
from preview.synthesis import Builder, ComponentError, Created, InvokeError, ProviderConfig, UnknownFunction
from preview.values import UNKNOWN, Unknown, Value, contains_secret, to_struct

STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"


class EchoCloud:
    """Every resource of package `plain` is refused secrets; `remote:index:Known` is a modelled component."""

    def __init__(self) -> None:
        self.invokes: list[tuple[str, dict[str, Value], str]] = []

    def problems(self, type: str, inputs: Mapping[str, Value]) -> tuple[InputProblem, ...]:
        return (InputProblem("size", "input-wrong-type", "size is wrong"),) if "size" in inputs else ()

    def check(
        self, type: str, urn: str, inputs: dict[str, Value], provider: ProviderConfig | None
    ) -> dict[str, Value]:
        if type.startswith("plain:"):
            assert not contains_secret(inputs)
        return {**inputs, "checked": True}

    def create(
        self, type: str, urn: str, inputs: dict[str, Value], provider: ProviderConfig | None
    ) -> Created:
        if provider is not None and not provider.configured:
            return Created(id=UNKNOWN, outputs={})
        name = urn.rpartition("::")[2]
        return Created(id=f"{name}-id", outputs={**inputs, "arn": f"arn:{name}"}, synthetic=("id", "arn"))

    def read(
        self,
        type: str,
        urn: str,
        id: str | Unknown,
        state: dict[str, Value],
        provider: ProviderConfig | None,
    ) -> Created:
        return Created(id=id, outputs={**state, "read": True})

    def invoke(
        self, token: str, arguments: dict[str, Value], provider: ProviderConfig | None
    ) -> dict[str, Value]:
        assert provider is not None
        self.invokes.append((token, arguments, provider.urn))
        if token.endswith("Refused"):
            raise InvokeError("there is no such thing")
        if token.endswith("Undeclared"):
            raise UnknownFunction(f"{token} is not declared by any SDK")
        if token.endswith("NotModelled"):
            return {
                "known": 1,
                "other": UNKNOWN,
                "names": ["a", UNKNOWN],
                "deep": {"a": 1, "b": UNKNOWN},
                "rows": [{"a": 1}, {"a": UNKNOWN}],
            }
        return {**arguments, "by": provider.inputs.get("region")}

    def construct(self, type: str, builder: Builder) -> dict[str, Value] | None:
        if type == "remote:index:Refused":
            raise ComponentError("that cannot be built")
        if type != "remote:index:Known":
            return None
        child = builder.make("fake:index:Child", f"{builder.name}-child", {"amount": builder.given("amount")})
        return {"endpoint": UNKNOWN, "child": child.reference(), "arn": child.output("arn")}

    def call(self, token: str, builder: Builder, arguments: Mapping[str, Value]) -> dict[str, Value] | None:
        return {"result": [builder.name, arguments]} if token == "remote:index:Known/ask" else None

    def package_version(self, package: str) -> str:
        return "" if package == "absent" else "2.0.0"

    def accepts_secrets(self, package: str) -> bool:
        return package != "plain"

    def decode_provider_inputs(self, type: str, inputs: Mapping[str, Value]) -> dict[str, Value]:
        return dict(inputs)


def no_stacks(name: str) -> StackOutputs:
    raise UnknownStack(f"there is no stack {name}")


class Engine:
    """A deployment of the project `shop`, and its monitor."""

    def __init__(
        self,
        root: Path = Path("/work"),
        *,
        config: Mapping[str, str] | None = None,
        secret_keys: frozenset[str] = frozenset(),
        references: Callable[[str], StackOutputs] = no_stacks,
        **options: Any,
    ) -> None:
        self.cloud = EchoCloud()
        self.deployment = Deployment(
            organization="organization",
            project="shop",
            stack="dev",
            root=root,
            config=config or {},
            secret_keys=secret_keys,
            synthesizer=self.cloud,
            references=references,
            **options,
        )
        self.monitor = Monitor(self.deployment)
        self.register("pulumi:pulumi:Stack", "shop-dev", parent="", custom=False)

    def request(
        self, type: str, name: str, inputs: Mapping[str, Value] | None = None, **options: Any
    ) -> resource_pb2.RegisterResourceRequest:
        """A request as the SDK sends it; `import_id` and the like are the message's fields."""
        options = {"parent": STACK, "custom": True, **options}
        return resource_pb2.RegisterResourceRequest(
            type=type,
            name=name,
            object=to_struct(inputs or {}),
            acceptSecrets=True,
            acceptResources=True,
            **options,
        )

    def register(
        self, type: str, name: str, inputs: Mapping[str, Value] | None = None, **options: Any
    ) -> resource_pb2.RegisterResourceResponse:
        """Register a resource; by default a custom one below the stack."""
        return self.monitor.RegisterResource(self.request(type, name, inputs, **options))

    def made(
        self, type: str, name: str, inputs: Mapping[str, Value] | None = None, **options: Any
    ) -> Resource:
        """Register a resource and return it as the deployment holds it."""
        return self.deployment.resources[self.register(type, name, inputs, **options).urn]

    def errors(self) -> list[str]:
        """The messages of all errors noted so far."""
        return [note.message for note in self.deployment.diagnostics if note.severity == "error"]

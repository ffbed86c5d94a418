"""Pulumi's ResourceProvider for one package: the calls that an engine makes, around the synthesis."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from preview.schema import InstalledPackage, SchemaIndex
from preview.serve.components import Components
from preview.serve.diffs import Diffs
from preview.serve.failures import failures
from preview.serve.generations import Generations
from preview.serve.imports import Imports
from preview.serve.instances import Instances
from preview.serve.standins import StandIns, stand_in_id
from preview.synthesis import InvokeError, ProviderConfig, Synthesizer, UnknownFunction, models
from preview.urn import PROVIDER_PREFIX, make_urn, urn_type
from preview.values import Value, from_struct, plain, to_struct


class Provider(provider_pb2_grpc.ResourceProviderServicer):
    """Serves one package to any number of engines, over connections that are told apart.

    A resource that exists is what the engine's state says of it: reading it again finds that, updating it
    keeps what was not asked to change, and deleting it does nothing.
    """

    def __init__(
        self, package: InstalledPackage, schemas: SchemaIndex, cloud: Synthesizer, directory: Path
    ) -> None:
        self._package = package
        self._schemas = schemas
        self._cloud = cloud
        self._instances = Instances()
        self._diffs = Diffs(schemas)
        self._imports = Imports()
        self._stand_ins = StandIns(schemas)
        self._generations = Generations()
        self._components = Components(cloud, self._settled, directory)
        self._secrets = cloud.accepts_secrets(package.name)
        self._references = models.accepts_references(package.name)

    def Handshake(self, _request: Any, _context: Any) -> Any:  # noqa: N802 - as in the protocol, and so on
        """What this provider takes in messages."""
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=self._secrets, accept_resources=self._references, accept_outputs=False
        )

    def Attach(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """The engine says where it listens."""
        self._components.attach(request.address)
        return empty_pb2.Empty()

    def GetPluginInfo(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        """The version is that of the SDK whose schema is served."""
        return plugin_pb2.PluginInfo(version=self._package.version)

    def Cancel(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        """Nothing takes long enough to be cancelled."""
        return empty_pb2.Empty()

    def CheckConfig(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """A provider's inputs are as given, its version above all."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """Does a change of a provider's inputs make a new provider?"""
        old = from_struct(request.old_inputs if request.HasField("old_inputs") else request.olds)
        token = PROVIDER_PREFIX + self._package.name
        return self._diffs.answer(token, plain(old), self._plain(request.news))

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Take the configuration of the instance behind this connection."""
        token = PROVIDER_PREFIX + self._package.name
        inputs = self._cloud.decode_provider_inputs(token, self._plain(request.args))
        config = ProviderConfig(
            urn=request.urn or make_urn("", "", "", token, "default"),
            id=request.id,
            package=self._package.name,
            version=str(inputs.get("version") or self._package.version),
            inputs=inputs,
            configured=True,
        )
        self._instances.configure(context.peer(), config)
        return provider_pb2.ConfigureResponse(
            acceptSecrets=self._secrets,
            acceptResources=self._references,
            acceptOutputs=False,
            supportsPreview=True,
        )

    def Check(self, request: Any, context: Any) -> Any:  # noqa: N802
        """The inputs with generated names and all tags, and what the cloud would refuse of them."""
        config = self._instances.of(context.peer())
        inputs = _present(from_struct(request.news))
        token = urn_type(request.urn)

        def check(urn: str) -> dict[str, Value]:
            return self._cloud.check(token, urn, inputs, config)

        checked = self._generations.checked(request.urn, inputs, self._plain(request.olds), check)
        return provider_pb2.CheckResponse(
            inputs=self._struct(checked), failures=failures(self._cloud, token, inputs)
        )

    def Diff(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """What a change of inputs would do to a resource that exists."""
        old = self._plain(request.old_inputs if request.HasField("old_inputs") else request.olds)
        self._generations.exists(request.urn, request.id, old)
        imported = self._imports.finish(request.urn, old)
        return self._diffs.answer(urn_type(request.urn), old, self._plain(request.news), in_place=imported)

    def Create(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Id and outputs of a new resource; only a preview leaves anything unknown."""
        config = self._instances.of(context.peer())
        token = urn_type(request.urn)
        inputs = _present(from_struct(request.properties))
        created = self._generations.created(
            request.urn, lambda urn: self._cloud.create(token, urn, inputs, config)
        )
        outputs = created.outputs
        identifier = created.id if isinstance(created.id, str) else ""
        if not request.preview:
            outputs = self._settled(token, request.urn, outputs)
            identifier = identifier or stand_in_id(request.urn)
        return provider_pb2.CreateResponse(id=identifier, properties=self._struct(outputs))

    def Read(self, request: Any, context: Any) -> Any:  # noqa: N802
        """A resource that the state knows is as the state says; any other exists as it is asked for."""
        config = self._instances.of(context.peer())
        token = urn_type(request.urn)
        state = _present(from_struct(request.properties))
        found = self._cloud.read(token, request.urn, request.id, state, config)
        outputs = self._settled(token, request.urn, found.outputs)
        if not request.HasField("inputs"):
            inputs = self._imports.read(request.urn, self._schemas.resource(token), found.outputs)
            return provider_pb2.ReadResponse(
                id=request.id, properties=self._struct(outputs), inputs=self._struct(inputs)
            )
        if request.inputs.fields or outputs.keys() <= state.keys():
            return provider_pb2.ReadResponse(
                id=request.id, properties=request.properties, inputs=request.inputs
            )
        return provider_pb2.ReadResponse(
            id=request.id, properties=self._struct(outputs), inputs=self._struct(state)
        )

    def Update(self, request: Any, context: Any) -> Any:  # noqa: N802
        """The outputs after a change of inputs: what is output only stays as it was."""
        config = self._instances.of(context.peer())
        token = urn_type(request.urn)
        inputs = _present(from_struct(request.news))
        before = from_struct(request.olds)
        made = self._cloud.create(token, request.urn, inputs, config).outputs
        kept = {name: value for name, value in before.items() if name in made and name not in inputs}
        outputs = {**made, **kept}
        if not request.preview:
            outputs = self._settled(token, request.urn, outputs)
        return provider_pb2.UpdateResponse(properties=self._struct(outputs))

    def Delete(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """Nothing exists, so nothing is left."""
        self._generations.gone(request.urn, request.id)
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: Any) -> Any:  # noqa: N802
        """The answer of a function; the SDKs take none with anything unknown in it."""
        config = self._instances.of(context.peer())
        arguments = self._plain(request.args)
        try:
            result = self._cloud.invoke(request.tok, arguments, config)
        except UnknownFunction as error:
            reason = f"{error}: only its own plugin answers it; python -m preview run goes on without"
            return provider_pb2.InvokeResponse(failures=[provider_pb2.CheckFailure(reason=reason)])
        except InvokeError as error:
            return provider_pb2.InvokeResponse(failures=[provider_pb2.CheckFailure(reason=str(error))])
        schema = self._schemas.function(request.tok)
        response = provider_pb2.InvokeResponse()
        seed = f"{request.tok}\0{arguments!r}"
        settled = self._stand_ins.settled(result, schema.results, seed) if schema else result
        getattr(response, "return").CopyFrom(self._struct(settled))
        return response

    def Construct(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Register a component and its children with the engine that asks for it."""
        return self._components.construct(request, context, self._instances.of(context.peer()))

    def Call(self, request: Any, context: Any) -> Any:  # noqa: N802
        """The results of a method of a component."""
        return self._components.call(request, context, self._instances.of(context.peer()))

    def _settled(self, token: str, urn: str, outputs: Mapping[str, Value]) -> dict[str, Value]:
        schema = self._schemas.resource(token)
        return self._stand_ins.settled(outputs, schema.outputs if schema else {}, urn)

    def _plain(self, struct: struct_pb2.Struct) -> dict[str, Value]:
        return _present(plain(from_struct(struct)))

    def _struct(self, values: Mapping[str, Value]) -> struct_pb2.Struct:
        return to_struct(
            values,
            keep_secrets=self._secrets,
            keep_resources=self._references,
            keep_output_values=False,
        )


def _present(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values without those that are null, which is how the protocol writes that there is none."""
    return {name: value for name, value in values.items() if value is not None}

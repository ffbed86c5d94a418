"""The stand-in for all providers: checks inputs, makes ids and outputs, answers functions."""

from __future__ import annotations

from collections.abc import Mapping

from preview.checks import InputChecker, InputProblem
from preview.schema import ResourceSchema, SchemaIndex
from preview.schema.index import package_of
from preview.synthesis import kubernetes, models
from preview.synthesis.calls import Calls
from preview.synthesis.components import Builder, call, construct
from preview.synthesis.contract import Created, ProviderConfig
from preview.synthesis.documents import as_texts
from preview.synthesis.lowering import lowered
from preview.synthesis.names import given_names, made_names
from preview.synthesis.outputs import ResourceSource, created
from preview.synthesis.places import place_of
from preview.synthesis.providers import decode_provider_inputs, is_provider
from preview.synthesis.tags import ALL_TAGS, all_tags
from preview.values import UNKNOWN, Unknown, Value

OF_ENGINE = frozenset({"version", "pluginDownloadURL"})
"""Inputs of provider resources that are the engine's own."""


class Synthesizer:
    """Answers for every provider, without a cloud.

    Everything derives from the URN, the inputs and the provider: the same program gives the same values in
    whatever order its resources arrive. What is not modelled is UNKNOWN. Safe to use from several threads.
    """

    def __init__(self, schemas: SchemaIndex, *, project: str, stack: str) -> None:
        self.schemas = schemas
        self.project = project
        self.stack = stack
        self._calls = Calls(schemas)
        self._checker = InputChecker(schemas)

    def decode_provider_inputs(self, type: str, inputs: Mapping[str, Value]) -> dict[str, Value]:
        """The inputs of the provider resource `type` as data; see `providers`."""
        return decode_provider_inputs(self.schemas, type, inputs)

    def accepts_secrets(self, package: str) -> bool:
        """Does the provider of `package` take secrets as such? Others are given plain values."""
        return models.accepts_secrets(package)

    def problems(self, type: str, inputs: Mapping[str, Value]) -> tuple[InputProblem, ...]:
        """What a provider's Check would refuse of these inputs, or what is worth a look."""
        if is_provider(type):
            inputs = {
                key: value
                for key, value in self.decode_provider_inputs(type, inputs).items()
                if key not in OF_ENGINE
            }
        return self._checker.problems(type, inputs)

    def check(
        self, type: str, urn: str, inputs: Mapping[str, Value], provider: ProviderConfig | None
    ) -> dict[str, Value]:
        """The inputs as the provider would have them: references lowered, names given, tags merged."""
        checked = dict(inputs)
        if is_provider(type) or (provider is not None and not provider.configured):
            return checked
        package = package_of(type)
        if not models.accepts_references(package):
            checked = {key: lowered(value) for key, value in checked.items()}
        schema = self.schemas.resource(type)
        if models.is_objects(package):
            return kubernetes.with_name(self.schemas, schema, type, urn, checked)
        if schema is None:
            return checked
        checked = as_texts(schema, checked)
        checked |= given_names(schema, urn, checked)
        tags = all_tags(schema, checked, provider)
        if tags is not None:
            checked[ALL_TAGS] = tags
        return checked

    def create(
        self, type: str, urn: str, inputs: Mapping[str, Value], provider: ProviderConfig | None
    ) -> Created:
        """What creating the resource with these checked inputs would give."""
        schema = self.schemas.resource(type)
        if provider is not None and not provider.configured:
            return Created(id=UNKNOWN, outputs=_echoed(schema, inputs))
        package = package_of(type)
        if models.is_objects(package):
            return self._object(schema, urn, inputs)
        model = models.model_of(type)
        if schema is None or model is None:
            return Created(id=UNKNOWN, outputs=_echoed(schema, inputs))
        source = self._source(urn, inputs, model, package, provider)
        source.made_names = made_names(schema, urn, inputs)
        return created(schema, source)

    def read(
        self,
        type: str,
        urn: str,
        id: str | Unknown,
        state: Mapping[str, Value],
        provider: ProviderConfig | None,
    ) -> Created:
        """What reading the resource that exists under `id` would give; `state` is what is known of it."""
        schema = self.schemas.resource(type)
        package = package_of(type)
        model = models.model_of(type)
        unconfigured = provider is not None and not provider.configured
        if schema is None or model is None or unconfigured or isinstance(id, Unknown):
            return Created(id=id, outputs=_echoed(schema, state, existing=True))
        known = dict(state)
        if model.id_property and known.get(model.id_property) is None:
            known[model.id_property] = id
        source = self._source(urn, known, model, package, provider)
        source.id = id
        source.existing = True
        return created(schema, source)

    def invoke(
        self, token: str, arguments: Mapping[str, Value], provider: ProviderConfig | None
    ) -> dict[str, Value]:
        """The answer of the function `token`, typed as its SDK declares; what is not modelled is UNKNOWN.

        Raises InvokeError where the provider would refuse the call.
        """
        return self._calls.invoke(token, arguments, provider)

    def construct(self, type: str, builder: Builder) -> dict[str, Value] | None:
        """Make the children of a remote component: its outputs, or None if it is not modelled.

        Raises ComponentError where its plugin would refuse the inputs.
        """
        return construct(type, builder)

    def call(self, token: str, builder: Builder, arguments: Mapping[str, Value]) -> dict[str, Value] | None:
        """The results of a method of a remote component; None if it is not modelled."""
        return call(token, builder, arguments)

    def package_version(self, package: str) -> str:
        """The version of the installed SDK of `package`; empty if there is none."""
        found = self.schemas.packages.get(package)
        return found.version if found else ""

    def _object(self, schema: ResourceSchema | None, urn: str, inputs: Mapping[str, Value]) -> Created:
        identifier, made_up = kubernetes.identity(urn, inputs)
        outputs = _echoed(schema, inputs)
        return Created(id=identifier, outputs=outputs, synthetic=("id",) if made_up else ())

    def _source(
        self,
        urn: str,
        inputs: Mapping[str, Value],
        model: models.Model,
        package: str,
        provider: ProviderConfig | None,
    ) -> ResourceSource:
        logical = urn.rpartition("::")[2]
        return ResourceSource(urn, logical, place_of(inputs, provider), inputs, model, package)


def _echoed(
    schema: ResourceSchema | None, inputs: Mapping[str, Value], *, existing: bool = False
) -> dict[str, Value]:
    """The inputs as outputs, and every other output as unknown.

    An input that was left out is none, except where the resource was there before.
    """
    outputs = {key: value for key, value in inputs.items() if value is not None}
    if schema is not None:
        for name in schema.outputs:
            if (existing or name not in schema.inputs) and name not in outputs and name != "id":
                outputs[name] = UNKNOWN
    return outputs

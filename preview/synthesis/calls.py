"""Answers to provider functions."""

from __future__ import annotations

import json
from collections.abc import Mapping

from preview.schema import FunctionSchema, SchemaIndex
from preview.schema.index import package_of
from preview.synthesis import models
from preview.synthesis.coercion import coerced
from preview.synthesis.contract import ProviderConfig, UnknownFunction
from preview.synthesis.functions import COMPUTED, Call
from preview.synthesis.outputs import ResourceSource
from preview.synthesis.places import Place, place_of
from preview.synthesis.seeds import DIGITS, seeded
from preview.values import UNKNOWN, Value, contains_unknown, plain

GET = "get"
ID_LENGTH = 10


class Calls:
    """Answers functions: by computing, by the data files, or as the resource type that they look up."""

    def __init__(self, schemas: SchemaIndex) -> None:
        self._schemas = schemas

    def invoke(
        self, token: str, arguments: Mapping[str, Value], provider: ProviderConfig | None
    ) -> dict[str, Value]:
        """The typed result of `token`; see `Synthesizer.invoke`. Raises InvokeError."""
        given = {key: plain(value) for key, value in arguments.items() if value is not None}
        schema = self._schemas.function(token)
        unconfigured = provider is not None and not provider.configured
        if unconfigured or contains_unknown(given):
            return {} if schema is None else dict.fromkeys(schema.results, UNKNOWN)
        place = place_of(given, provider)
        model = models.function_model(token)
        if model is not None and model.computed:
            configuration = provider.inputs if provider is not None else {}
            found = COMPUTED[model.computed](Call(token, given, place, configuration))
            if schema is not None:
                found.setdefault("region", place.region)
        elif schema is None:
            raise UnknownFunction(f"{token} is not declared by {self._sdk(token)}")
        else:
            found = self._looked_up(schema, given, place, model)
        return found if schema is None else self._typed(schema, given, found)

    def _sdk(self, token: str) -> str:
        found = self._schemas.packages.get(package_of(token))
        return f"{found.import_name} {found.version}" if found else "any SDK that is installed here"

    def _typed(
        self, schema: FunctionSchema, given: Mapping[str, Value], found: Mapping[str, Value]
    ) -> dict[str, Value]:
        typed: dict[str, Value] = {}
        for name, declared in schema.results.items():
            value = found.get(name, given.get(name))
            if value is not None:
                typed[name] = coerced(self._schemas, declared.type, value)
            elif declared.required:
                typed[name] = UNKNOWN
        return typed

    def _looked_up(
        self,
        schema: FunctionSchema,
        given: Mapping[str, Value],
        place: Place,
        model: models.FunctionModel | None,
    ) -> dict[str, Value]:
        if model is None:
            return {}
        seed = "\0".join(
            (schema.token, json.dumps(given, sort_keys=True, default=repr), place.account, str(place.region))
        )
        package = package_of(schema.token)
        identifier = given["id"] if isinstance(given.get("id"), str) else None
        results = models.Model(model.results.get("id"), "", model.results)
        answer = ResourceSource(seed, "", place, given, results, package, identifier)
        looked_up = models.model_of(model.like or resource_token(schema.token)) or models.NOTHING
        resource = ResourceSource(seed, "", place, given, looked_up, package, identifier, existing=True)
        found: dict[str, Value] = {}
        for name in schema.results:
            if name in given:
                continue
            if name == "id":
                made = answer.made_id() or resource.made_id()
                found[name] = seeded(DIGITS, ID_LENGTH, seed, "id") if made is None else made.value
            elif made := (answer if name in model.results else resource).output(name):
                found[name] = made.value
        return found


def resource_token(function: str) -> str:
    """The type that a function looks up by its name: `getTopic` of a module looks up its `Topic`."""
    head, _, name = function.rpartition(":")
    module = head.partition("/")[0]
    looked_up = name.removeprefix(GET)
    return f"{module}/{looked_up[:1].lower()}{looked_up[1:]}:{looked_up}"

"""The requests of one planned resource, with what their condition keys hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..evaluation import Request, Unknown
from ..evaluation.request import Value
from ..evaluation.truth import Truth
from . import reading
from .authorization import kind_of, unmapped
from .caller import Caller
from .mapping import Call, Filling, Mapped

TAGS = "aws:RequestTag/*"
_TAG_KEY = "aws:tagkeys"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A resource that is about to be made. `default_tags` are its provider's."""

    type: str
    name: str
    properties: Mapping[str, Any]
    default_tags: Any = None


@dataclass(frozen=True, kw_only=True)
class Implied:
    """One request. `made` is None where a property that is not known decides whether it is made.

    `kind` is the resource type of the reference that it is authorized on; `paths` says which property fills a
    key, in small letters; `place` is the property that decides whether it is made, `naming` the one whose
    value, not known yet, is a part of the resource's ARN.
    """

    request: Request
    made: Truth
    kind: str
    paths: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    naming: str = ""


def implied(mapped: Mapped, planned: Planned, caller: Caller) -> Iterator[Implied]:
    """The requests, in the order of the data; those that are certainly not made are left out."""
    properties = with_tags(planned)
    for call in mapped.calls:
        made = reading.holds(call.when, properties)
        if made is False:
            continue
        for values, certain in _elements(call, properties):
            for resource in call.resources:
                yield _request(call, resource, values, caller, made if certain else None)


def with_tags(planned: Planned) -> dict[str, Any]:
    """The properties, with `tags` as they are sent: the resource's own over its provider's default tags."""
    properties = dict(planned.properties)
    own, everything = properties.get("tags"), properties.get("tagsAll")
    if isinstance(everything, Mapping) and isinstance(own, Mapping | None):
        properties["tags"] = everything
    elif isinstance(own, list):  # an auto-scaling group's, which take no default tags
        properties["tags"] = _from_blocks(own)
    elif isinstance(own, Unknown) or isinstance(planned.default_tags, Unknown):
        properties["tags"] = Unknown(optional=True)
    elif own or planned.default_tags:
        sources = (planned.default_tags, own)
        properties["tags"] = {k: v for one in sources if isinstance(one, Mapping) for k, v in one.items()}
    return properties


def _from_blocks(blocks: list[Any]) -> Any:
    pairs = [(reading.at(block, "key"), reading.at(block, "value")) for block in blocks]
    if any(not isinstance(key, str) for key, _ in pairs):
        return Unknown(optional=True)
    return dict(pairs)


def _elements(call: Call, properties: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    """The properties for each element of the list that makes one request each; whether the list is known."""
    if not call.each:
        yield properties, True
        return
    listed = reading.at(properties, call.each)
    if isinstance(listed, Unknown):
        yield {**properties, call.each: Unknown()}, False
    for one in listed if isinstance(listed, list) else [] if listed is None else [listed]:
        if not isinstance(listed, Unknown):
            yield {**properties, call.each: one}, True


def _request(call: Call, template: str, values: dict[str, Any], caller: Caller, made: Truth) -> Implied:
    service = call.action.partition(":")[0]
    resource, _, _ = reading.fill(template, values, caller.fixed)
    is_arn = resource.startswith("arn:")
    kind = kind_of(call.action, template)
    region = caller.region_of(service)
    context: dict[str, Value] = dict(unmapped(call.action, kind, tuple(call.context), template.endswith("*")))
    context.update(caller.context)
    context["aws:RequestedRegion"] = region or Unknown()
    if f"{service}:Region" in context:
        context[f"{service}:Region"] = region or Unknown()
    paths: dict[str, str] = {}
    inherits = reading.is_set(reading.at(values, call.inherits)) if call.inherits else False
    for key, filling in call.context.items():
        paths[key.lower()] = path = _path(filling)
        value = _value(filling, values, caller)
        if value is None:
            value = call.default.get(key)
        if value is None and inherits is not False:
            value, paths[key.lower()] = Unknown(optional=True), call.inherits
        if key.endswith("/*"):
            _family(context, paths, key.removesuffix("*"), value, path)
            if inherits is not False:
                context.setdefault(key, Unknown(optional=True))
        elif key.lower() == _TAG_KEY and isinstance(value, Mapping):
            context[key] = list(value)
        elif value is not None:
            context[key] = reading.texts(value) or ()
    return Implied(
        request=Request(
            call.action,
            resource if is_arn or resource == "*" == template else "*",
            caller.principal,
            context,
            resource_is_pattern=not (resource == "*" == template) and ("*" in resource or not is_arn),
        ),
        made=made,
        kind=kind,
        paths=paths,
        place=call.when.removeprefix("not ").partition(" ")[0] or call.each,
        naming=_naming(template, values),
    )


def _family(context: dict[str, Value], paths: dict[str, str], prefix: str, value: Any, path: str) -> None:
    """Fill a family of keys, such as `aws:RequestTag/*`, from a map, or from a list of what is true."""
    if isinstance(value, Unknown):
        context[f"{prefix}*"] = value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            context[f"{prefix}{name}"] = reading.texts(one) or ""
            paths[f"{prefix}{name}".lower()] = path
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, Unknown):
                context[f"{prefix}*"] = Unknown(optional=True)
            else:
                context[f"{prefix}{one}"] = "true"


def _value(filling: Filling, values: Mapping[str, Any], caller: Caller) -> Any:
    """What fills a key: a plain value, Unknown, or None where nothing does."""
    if isinstance(filling, Mapping):
        truth = reading.holds(filling["if"], values)
        return Unknown() if truth is None else filling["then"] if truth else filling.get("else")
    if not isinstance(filling, str):
        found = [_value(one, values, caller) for one in filling]
        listed = [one for some in found for one in (some if isinstance(some, list) else [some])]
        return [one for one in listed if one is not None] or None
    if filling.startswith("="):
        return filling[1:]
    if "{" in filling:
        written, whole, unknown = reading.fill(filling, values, caller.fixed)
        if whole:
            return Unknown() if "*" in written else written
        return Unknown() if unknown else None
    if "[]" in filling and not isinstance(reading.at(values, filling.partition("[]")[0]), list):
        return reading.at(values, filling.replace("[]", ""))  # the one element that this request is about
    return reading.every(values, filling)


def _path(filling: Filling) -> str:
    """The property that a finding about the key points to."""
    if isinstance(filling, Mapping):
        return filling["if"].removeprefix("not ").partition(" ")[0]
    if not isinstance(filling, str):
        return _path(filling[0])
    if filling.startswith("="):
        return ""
    found = [hole for hole in reading.holes(filling) if hole not in ("partition", "region", "account")]
    return found[0].removesuffix("[]") if found else "" if "{" in filling else filling


def _naming(template: str, values: Mapping[str, Any]) -> str:
    paths = (hole.removesuffix("[]") for hole in reading.holes(template))
    return next((path for path in paths if isinstance(reading.at(values, path), Unknown)), "")

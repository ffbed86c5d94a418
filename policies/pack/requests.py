"""From what an analyzer is asked to the resources that rules read. Each request is deserialized once."""

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any, cast

from pack.reader import Reader
from pack.resource import Identity, Options, Provider, Resource
from pack.stack import Stack
from pack.values import UNKNOWN, Opaque, decoded, from_struct

_PROVIDER_TYPE = "pulumi:providers:"


def resource_of(message: Any) -> Resource:
    """The resource in an `AnalyzeRequest` or in one entry of an `AnalyzeStackRequest`."""
    properties = from_struct(message.properties)
    options = message.options
    identity = Identity(
        type=message.type,
        name=message.name,
        urn=message.urn,
        options=Options(
            protect=options.protect,
            ignore_changes=tuple(options.ignoreChanges),
            additional_secret_outputs=tuple(options.additionalSecretOutputs),
            aliases=tuple(options.aliases),
            parent=options.parent,
        ),
        provider=_provider(
            cast(Hashable, type(message.provider)), message.provider.SerializeToString(deterministic=True)
        )
        if message.HasField("provider")
        else None,
        dependencies=tuple(getattr(message, "dependencies", ())),
        property_dependencies={
            name: tuple(dependencies.urns)
            for name, dependencies in getattr(message, "propertyDependencies", {}).items()
        },
    )
    return Resource(_inputs(message.type, properties), identity)


def stack_of(request: Any) -> Stack:
    """The stack in an `AnalyzeStackRequest`."""
    return Stack(resource_of(message) for message in request.resources)


@lru_cache(maxsize=64)
def _provider(message_type: Hashable, encoded: bytes) -> Provider:
    # One provider instance makes many resources, and comes along with each of them.
    message = cast(Any, message_type).FromString(encoded)
    inputs = _inputs(message.type, from_struct(message.properties))
    return Provider(message.type, message.name, message.urn, Reader(inputs, "provider"))


def _inputs(token: str, properties: dict[str, Any]) -> dict[str, Any]:
    if token.startswith(_PROVIDER_TYPE):
        return {name: decoded(value) for name, value in properties.items()}
    return properties


def resource_from(arguments: Any, hide: Any, is_unknown: type[Exception]) -> Resource:
    """The resource in the arguments that the stock servicer gives a policy.

    They don't say which values are secret, so `hide` wraps every one: no message shows any. Reading an
    unknown from them raises `is_unknown`.
    """
    provider = arguments.provider
    return Resource(
        _inputs(arguments.resource_type, _plain_map(arguments.props, hide, is_unknown)),
        Identity(
            type=arguments.resource_type,
            name=arguments.name,
            urn=arguments.urn,
            options=Options(
                protect=arguments.opts.protect,
                ignore_changes=tuple(arguments.opts.ignore_changes),
                additional_secret_outputs=tuple(arguments.opts.additional_secret_outputs),
                aliases=tuple(arguments.opts.aliases),
                parent=arguments.opts.parent or "",
            ),
            provider=provider
            and Provider(
                provider.resource_type,
                provider.name,
                provider.urn,
                Reader(
                    _inputs(provider.resource_type, _plain_map(provider.props, hide, is_unknown)), "provider"
                ),
            ),
            dependencies=tuple(other.urn for other in getattr(arguments, "dependencies", ())),
            property_dependencies={
                name: tuple(other.urn for other in others)
                for name, others in getattr(arguments, "property_dependencies", {}).items()
            },
        ),
    )


def stack_from(resources: Iterable[Any], hide: Any, is_unknown: type[Exception]) -> Stack:
    """The stack in the arguments that the stock servicer gives a stack policy."""
    return Stack(resource_from(resource, hide, is_unknown) for resource in resources)


def _plain_map(proxy: Mapping[str, Any], hide: Any, is_unknown: type[Exception]) -> dict[str, Any]:
    return {key: _plain(proxy, key, hide, is_unknown) for key in proxy}


def _plain(proxy: Any, key: Any, hide: Any, is_unknown: type[Exception]) -> Any:
    try:
        value = proxy[key]
    except is_unknown:
        return UNKNOWN
    if isinstance(value, Mapping):
        return _plain_map(value, hide, is_unknown)
    if isinstance(value, str | bool | int | float):
        return hide(value)
    if value is None:
        return None
    try:
        return [_plain(value, index, hide, is_unknown) for index in range(len(value))]
    except TypeError:
        return Opaque()

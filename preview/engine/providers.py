"""Providers: which one a resource belongs to, and those that the engine makes itself."""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from collections.abc import Callable, Mapping
from typing import Final

from preview.engine.cloud import Cloud
from preview.engine.model import EngineError, Resource
from preview.engine.packages import Package
from preview.synthesis import ProviderConfig
from preview.urn import PROVIDER_PREFIX, make_urn, package_of, provider_reference, provider_urn
from preview.values import Secret, Value, contains_unknown, plain

DYNAMIC_PACKAGE: Final = "pulumi-python"
"""Resources whose provider is a class of the program."""
_ENGINE_PACKAGE: Final = "pulumi"
"""The engine's own package; its settings are the engine's, and its provider takes none."""
_DISABLE_KEY: Final = "pulumi:disable-default-providers"


class Providers:
    """Finds the provider of a resource or call, and makes default providers when first needed."""

    def __init__(
        self,
        *,
        stack: str,
        project: str,
        config: Mapping[str, str],
        secret_keys: frozenset[str],
        resources: Mapping[str, Resource],
        cloud: Cloud,
        add: Callable[[Resource], None],
    ) -> None:
        self._stack = stack
        self._project = project
        self._config = config
        self._secret_keys = secret_keys
        self._resources = resources
        self._cloud = cloud
        self._add = add
        self._disabled = _disabled_packages(config)
        self._defaults: dict[Package, str] = {}
        self._of_components: dict[str, dict[str, str]] = {}
        self._configurations: dict[str, ProviderConfig] = {}
        self._lock = threading.Lock()

    def remember(self, urn: str, parent: str, providers: Mapping[str, str]) -> None:
        """Keep the providers that a component was given, for its descendants."""
        inherited = self._of_components.get(parent)
        if inherited or providers:
            with self._lock:
                self._of_components[urn] = {**(inherited or {}), **providers}

    def reference(self, package: Package, token: str, *, given: str, parent: str) -> str:
        """The provider for `token`: the one given, else the parent's for that package, else a default one.

        Raises EngineError if the one given does not exist or default providers are disabled.
        """
        reference = given or self._of_components.get(parent, {}).get(package.name, "")
        if not reference:
            return self._default(package, token)
        try:
            known = provider_urn(reference) in self._resources
        except ValueError as error:
            raise EngineError(str(error)) from error
        if not known:
            raise EngineError(f"the provider of {token} is not registered: {reference}")
        return reference

    def configuration(self, reference: str) -> ProviderConfig:
        """The provider behind a reference that `reference` returned."""
        config = self._configurations.get(reference)
        if config is None:
            resource = self._resources[provider_urn(reference)]
            inputs = plain(resource.inputs)
            config = ProviderConfig(
                urn=resource.urn,
                id=str(resource.id),
                package=package_of(resource.type),
                version=str(inputs.get("version", "")),
                inputs=self._cloud.decode_provider_inputs(resource.type, inputs),
                configured=not contains_unknown(inputs),
            )
            self._configurations[reference] = config
        return config

    def _default(self, package: Package, token: str) -> str:
        with self._lock:
            reference = self._defaults.get(package)
            if reference is None:
                if "*" in self._disabled or package.name in self._disabled:
                    raise EngineError(
                        f"the default provider for {package.name!r} is disabled by {_DISABLE_KEY}; "
                        f"give {token} an explicit provider"
                    )
                resource = self._make_default(package)
                self._add(resource)
                reference = provider_reference(resource.urn, str(resource.id))
                self._defaults[package] = reference
            return reference

    def _make_default(self, package: Package) -> Resource:
        type = PROVIDER_PREFIX + package.name
        urn = make_urn(self._stack, self._project, "", type, package.provider_name)
        inputs = self._settings_for(package.name)
        if package.version:
            inputs["version"] = package.version
        return Resource(
            urn=urn,
            type=type,
            name=package.provider_name,
            custom=True,
            inputs=inputs,
            outputs=dict(inputs),
            id=provider_id(urn),
        )

    def _settings_for(self, package: str) -> dict[str, Value]:
        """The stack's settings of a package; a dynamic provider sees the whole configuration."""
        settings: dict[str, Value] = {}
        if package == _ENGINE_PACKAGE:
            return settings
        for key in sorted(self._config):
            namespace, _, name = key.partition(":")
            if package == DYNAMIC_PACKAGE:
                name = key
            elif namespace != package:
                continue
            value = self._config[key]
            settings[name] = Secret(value) if key in self._secret_keys else value
        return settings


def provider_id(urn: str) -> str:
    """The id of a provider: a UUID that depends on nothing but its URN."""
    return str(uuid.UUID(bytes=hashlib.sha256(urn.encode()).digest()[:16], version=4))


def _disabled_packages(config: Mapping[str, str]) -> frozenset[str]:
    text = config.get(_DISABLE_KEY, "")
    if not text:
        return frozenset()
    try:
        names = json.loads(text)
    except ValueError:
        names = None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise EngineError(f'{_DISABLE_KEY} must be a JSON list of package names or "*", but is {text!r}')
    return frozenset(names)

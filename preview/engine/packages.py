"""Packages: the provider plugins that a program asks for."""

from __future__ import annotations

import hashlib
import re
import threading
import uuid
from dataclasses import dataclass
from typing import Final

from pulumi.runtime.proto import resource_pb2

from preview.engine.model import EngineError
from preview.urn import package_of

_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9_.-]")


@dataclass(frozen=True)
class Package:
    """A provider plugin as a program asks for it; version and URL may be empty."""

    name: str
    version: str = ""
    download_url: str = ""

    @property
    def provider_name(self) -> str:
        """The name of the default provider for this package."""
        name = "default"
        if self.version:
            name += "_" + re.sub(r"[.+-]", "_", self.version)
        if self.download_url:
            parts = (_NOT_IN_NAMES.sub("_", part) for part in self.download_url.split("/") if part)
            name += "_" + "/".join(parts)
        return name


class Packages:
    """Parameterized packages, which a program registers first and then names by a reference."""

    def __init__(self) -> None:
        self._by_ref: dict[str, Package] = {}
        self._lock = threading.Lock()

    def register(self, request: resource_pb2.RegisterPackageRequest) -> str:
        """A reference to the package, the same for the same request."""
        parameters = request.parameterization if request.HasField("parameterization") else request.extension
        package = Package(
            parameters.name or request.name, parameters.version or request.version, request.download_url
        )
        ref = str(
            uuid.UUID(bytes=hashlib.sha256(request.SerializeToString(deterministic=True)).digest()[:16])
        )
        with self._lock:
            self._by_ref[ref] = package
        return ref

    def find(self, token: str, version: str, download_url: str, ref: str) -> Package:
        """The package that serves `token`. Raises EngineError if `ref` was never registered."""
        if not ref:
            return Package(package_of(token), version.removeprefix("v"), download_url)
        with self._lock:
            if ref not in self._by_ref:
                raise EngineError(f"{token} names a package reference that was not registered: {ref}")
            return self._by_ref[ref]

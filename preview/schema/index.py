"""The schemas of all installed packages, looked up by token."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from preview.schema.annotation import parse_annotation
from preview.schema.build import build_file, database_path, fill
from preview.schema.model import (
    EnumSchema,
    FunctionSchema,
    ObjectSchema,
    Property,
    ResourceSchema,
    Type,
)
from preview.schema.packages import InstalledPackage, installed_packages

T = TypeVar("T")


def default_cache_directory() -> Path:
    """`$XDG_CACHE_HOME/preview-schema`, or the same under `~/.cache`."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "preview-schema"


def package_of(token: str) -> str:
    """The package that a type or function token belongs to; that of a provider is the one it provides."""
    if token.startswith("pulumi:providers:"):
        return token.split(":", 2)[2]
    return token.split(":", 1)[0]


class SchemaIndex:
    """Schemas of the SDKs in one site-packages folder; safe to use from several threads.

    A package is read on the first look-up of one of its tokens: from its database in the cache folder,
    which is built first if it is missing. Unknown packages and tokens have no schema (None).
    """

    def __init__(self, packages: Mapping[str, InstalledPackage], cache_directory: Path) -> None:
        self.packages = dict(packages)
        self._cache_directory = cache_directory
        self._lock = threading.RLock()
        self._databases: dict[str, sqlite3.Connection | None] = {}
        self._resources: dict[str, ResourceSchema | None] = {}
        self._functions: dict[str, FunctionSchema | None] = {}
        self._objects: dict[str, ObjectSchema | None] = {}
        self._enums: dict[str, EnumSchema | None] = {}

    @classmethod
    def open(cls, site_packages: Path, cache_directory: Path | None = None) -> SchemaIndex:
        """The index of the SDKs in `site_packages`; nothing is read or built yet."""
        return cls(installed_packages(site_packages), cache_directory or default_cache_directory())

    def prepare(self, packages: Iterable[str]) -> None:
        """Open the databases of these packages, building what is missing."""
        for package in packages:
            self._database(package)

    def resource(self, token: str) -> ResourceSchema | None:
        """The resource type `token`."""
        try:
            return self._resources[token]
        except KeyError:
            package = package_of(token)
            body = self._body("resource", package, token)
            return self._remember(self._resources, token, body and self._read_resource(package, token, body))

    def function(self, token: str) -> FunctionSchema | None:
        """The provider function `token`."""
        try:
            return self._functions[token]
        except KeyError:
            package = package_of(token)
            body = self._body("function", package, token)
            return self._remember(self._functions, token, body and self._read_function(package, token, body))

    def object(self, type: Type) -> ObjectSchema | None:
        """The properties of the nested object `type`."""
        try:
            return self._objects[type.name]
        except KeyError:
            package = type.name.split("|", 1)[0]
            body = self._body("object", package, type.name)
            found = body and ObjectSchema(type.name, _properties(package, body[0], body[1]))
            return self._remember(self._objects, type.name, found)

    def enum(self, type: Type) -> EnumSchema | None:
        """The values of the enumeration `type`."""
        try:
            return self._enums[type.name]
        except KeyError:
            body = self._body("enum", type.name.split("|", 1)[0], type.name)
            return self._remember(self._enums, type.name, body and EnumSchema(type.name, tuple(body)))

    def resource_tokens(self, package: str) -> list[str]:
        """All resource types of `package`, sorted."""
        return self._keys("resource", package)

    def function_tokens(self, package: str) -> list[str]:
        """All functions of `package`, sorted."""
        return self._keys("function", package)

    def close(self) -> None:
        """Close the databases."""
        with self._lock:
            for connection in self._databases.values():
                if connection is not None:
                    connection.close()
            self._databases.clear()

    def _read_resource(self, package: str, token: str, body: Any) -> ResourceSchema:
        module, base, inputs, outputs = body
        return ResourceSchema(
            token,
            package,
            _properties(package, module, inputs),
            _properties(package, module, outputs),
            component=base == "ComponentResource",
            provider=base == "ProviderResource",
        )

    def _read_function(self, package: str, token: str, body: Any) -> FunctionSchema:
        module, arguments, results = body
        return FunctionSchema(
            token,
            package,
            _properties(package, module, arguments, from_signature=True),
            _properties(package, module, results),
        )

    def _remember(self, cache: dict[str, T | None], key: str, found: T | None) -> T | None:
        cache[key] = found or None
        return cache[key]

    def _body(self, table: str, package: str, key: str) -> Any:
        with self._lock:
            database = self._database(package)
            if database is None:
                return None
            row = database.execute(f"SELECT body FROM {table} WHERE key = ?", (key,)).fetchone()  # noqa: S608
        return json.loads(row[0]) if row else None

    def _keys(self, table: str, package: str) -> list[str]:
        with self._lock:
            database = self._database(package)
            if database is None:
                return []
            return [key for (key,) in database.execute(f"SELECT key FROM {table} ORDER BY key")]  # noqa: S608

    def _database(self, name: str) -> sqlite3.Connection | None:
        with self._lock:
            if name not in self._databases:
                package = self.packages.get(name)
                self._databases[name] = None if package is None else self._open(package)
            return self._databases[name]

    def _open(self, package: InstalledPackage) -> sqlite3.Connection:
        path = database_path(package, self._cache_directory)
        for attempt in ("as it is", "rebuilt"):
            try:
                if attempt == "rebuilt" or not path.exists():
                    build_file(package, path)
                return _read_only(path)
            except (OSError, sqlite3.Error):
                # A damaged file is built anew once; a folder that cannot be written is done without.
                continue
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        fill(connection, package)
        return connection


def _read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    try:
        connection.execute("SELECT key FROM resource LIMIT 1").fetchone()
    except sqlite3.Error:
        with contextlib.suppress(sqlite3.Error):
            connection.close()
        raise
    return connection


def _properties(
    package: str, module: str, rows: list[tuple[str, str, str, bool]], *, from_signature: bool = False
) -> dict[str, Property]:
    found: dict[str, Property] = {}
    for wire, python, text, optional in rows:
        annotation = parse_annotation(text, package, module)
        required = not optional if from_signature else not annotation.optional
        found[wire] = Property(wire, python, annotation.type, required)
    return found

"""Which properties cannot be changed on a resource that exists: a change makes a new one.

The SDKs do not declare it. What counts here: the region, the names by which AWS and Kubernetes know a thing,
and the properties of which the SDK's own documentation says so.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from preview.schema import InstalledPackage, ResourceSchema, SchemaIndex
from preview.schema.index import package_of
from preview.synthesis import models
from preview.synthesis.names import namings

ALWAYS: Final = frozenset({"region"})
OF_OBJECTS: Final = frozenset({"apiVersion", "kind", "metadata.name", "metadata.namespace"})
"""Paths within any Kubernetes object."""
OF_PROVIDERS: Final = frozenset({"region"})

_PARAMETER: Final = re.compile(r"^\s+:param (?:.*?\] )?(\w+): (.*)$")
_SAYS_SO: Final = re.compile(
    r"forc(?:es?|ing) (?:a |the |an )?(?:new|re-?creat|replac)"
    r"|(?:chang\w+|modif\w+|updat\w+) (?:this|it|the \w+)\b[^.]*\b(?:new resource|re-?creat\w+|replac\w+)"
    r"|cannot be (?:changed|modified|updated) (?:after|once)",
    re.IGNORECASE,
)


class Replacing:
    """Answers for all packages of an index; safe to use from several threads."""

    def __init__(self, schemas: SchemaIndex) -> None:
        self._schemas = schemas
        self._documented: dict[str, frozenset[str]] = {}
        self._lock = threading.Lock()

    def paths(self, token: str) -> frozenset[str]:
        """The properties of the type, or paths within them, of which a change makes a new resource."""
        package = package_of(token)
        if models.is_objects(package):
            return OF_OBJECTS
        schema = self._schemas.resource(token)
        if schema is None:
            return ALWAYS
        if schema.provider:
            return OF_PROVIDERS
        return ALWAYS | _names(schema) | self._by_documentation(schema)

    def _by_documentation(self, schema: ResourceSchema) -> frozenset[str]:
        with self._lock:
            found = self._documented.get(schema.token)
        if found is None:
            package = self._schemas.packages[schema.package]
            by_python_name = {prop.python_name: name for name, prop in schema.inputs.items()}
            found = frozenset(
                by_python_name[name] for name in _documented(package, schema.token) if name in by_python_name
            )
            with self._lock:
                self._documented[schema.token] = found
        return found


def _names(schema: ResourceSchema) -> frozenset[str]:
    names = {naming.property for naming in namings(schema)}
    return frozenset(names | {f"{name}Prefix" for name in names} & schema.inputs.keys())


def _documented(package: InstalledPackage, token: str) -> Iterator[str]:
    """Python names of the parameters of which the documentation says that a change makes a new resource."""
    mark = f'@pulumi.type_token("{token}")'
    for path in _modules(package, token):
        text = path.read_text(encoding="utf-8", errors="replace")
        if mark not in text:
            continue
        for line in text.splitlines():
            parameter = _PARAMETER.match(line)
            if parameter is not None and _SAYS_SO.search(parameter[2]):
                yield parameter[1]
        return


def _modules(package: InstalledPackage, token: str) -> Iterator[Path]:
    """The files that may hold the type: those of its module, the one called like it first."""
    module, _, name = token.split(":", 2)[1].partition("/")
    folder = package.directory / module.replace(".", "/")
    if module in ("", "index") or not folder.is_dir():
        folder = package.directory
    likely = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name or token.rpartition(":")[2]).lower() + ".py"
    yield from sorted(folder.glob("*.py"), key=lambda path: (path.name != likely, path.name))

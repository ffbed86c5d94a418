"""The answer of a provider's Diff: what changes, and whether it makes a new resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pulumi.runtime.proto import provider_pb2

from preview.schema import SchemaIndex
from preview.serve.differences import differences
from preview.serve.replacing import Replacing
from preview.values import Value

_NOTHING: Final[frozenset[str]] = frozenset()


class Diffs:
    """Compares the inputs of resources and of providers; safe to use from several threads."""

    def __init__(self, schemas: SchemaIndex) -> None:
        self._replacing = Replacing(schemas)

    def answer(
        self, token: str, old: Mapping[str, Value], new: Mapping[str, Value], *, in_place: bool = False
    ) -> provider_pb2.DiffResponse:
        """Every change by its path; `in_place` says that none of them makes a new resource."""
        found = differences(old, new)
        response = provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME if found else provider_pb2.DiffResponse.DIFF_NONE,
            diffs=sorted(found),
            hasDetailedDiff=bool(found),
        )
        replacing = self._replacing.paths(token) if found and not in_place else _NOTHING
        for name, changes in found.items():
            for path, change in changes.items():
                replaces = name in replacing or path in replacing
                response.detailedDiff[path].CopyFrom(_difference(change, replaces))
                if replaces and name not in response.replaces:
                    response.replaces.append(name)
        return response


def _difference(change: str, replaces: bool) -> Any:
    kind = provider_pb2.PropertyDiff.Kind.Value(f"{change}_REPLACE" if replaces else change)
    return provider_pb2.PropertyDiff(kind=kind, inputDiff=True)

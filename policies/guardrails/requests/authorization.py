"""What the service authorization reference says of a request: its kind of resource, the keys it may carry."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..evaluation import Unknown
from ..evaluation.text import ANY, ARN_COLONS, matches_some
from ..reference import reference

_CREATES = ("Allocate", "Create", "Import", "Register", "Request", "Run")


@lru_cache(maxsize=4096)
def kind_of(action: str, template: str) -> str:
    """The resource type of the reference that an ARN of the data is one of; "" where that is not clear."""
    known = reference()
    found = known.action(action)
    service = known.service(action.partition(":")[0].lower())
    if found is None or service is None or not template.startswith("arn:"):
        return ""
    shape = _shape(template, "{").replace("*", ANY)
    fitting = [
        kind
        for kind in found.resource_types
        if kind in service.resources and _alike(_shape(service.resources[kind].arn, "${"), shape)
    ]
    return fitting[0] if len(fitting) == 1 else ""


def _alike(one: str, other: str) -> bool:
    """Whether two ARNs with ANYs may be the same: the last part tells kinds apart, the service nearly so."""
    parts, others = one.split(":", ARN_COLONS), other.split(":", ARN_COLONS)
    if len(parts) != len(others):
        return True
    return parts[2] == others[2] and matches_some(parts[-1], others[-1]) is not False


def _shape(arn: str, start: str) -> str:
    head, *rest = arn.split(start)
    return head + "".join(ANY + part.partition("}")[2] for part in rest)


@lru_cache(maxsize=4096)
def unmapped(action: str, kind: str, mapped: tuple[str, ...], is_new: bool) -> Mapping[str, Unknown]:
    """The keys that a request for an action may carry and that nothing in the data fills: not known.

    Without a kind, those of every kind. What is made by the request has no tags before it.
    """
    known = reference()
    found = known.action(action)
    service = known.service(action.partition(":")[0].lower())
    if found is None or service is None:
        return {}
    lower = {key.lower() for key in mapped}
    creates = is_new and action.partition(":")[2].startswith(_CREATES)
    carried: set[str] = set()
    for one in [kind] if kind else (*found.resource_types, ""):
        carried |= service.keys_of(found, one)
    return {
        service.keys.get(key, key): Unknown(optional=True)
        for key in sorted(carried - lower)
        if not (creates and key.endswith("resourcetag/*"))
    }

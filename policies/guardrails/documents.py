"""What AWS Organizations would refuse of a policy document, or take although it does nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .kinds import PolicyType, quotas
from .refusal import Refused, refusal
from .statements import refused_statements

_ROOTS = {
    PolicyType.DECLARATIVE_EC2: "ec2_attributes",
    PolicyType.TAG: "tags",
    PolicyType.BACKUP: "plans",
    PolicyType.AI_OPT_OUT: "services",
    PolicyType.S3: "s3_attributes",
    PolicyType.SECURITY_HUB: "securityhub",
    PolicyType.INSPECTOR: "inspector",
}
_OPERATORS = ("@@assign", "@@append", "@@remove", "@@operators_allowed_for_child_policies", "@@enforced_for")


def minified(document: Mapping[str, Any]) -> str:
    """The document as it is saved: white space would count against the quota."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def parsed(document: Mapping[str, Any] | str) -> Mapping[str, Any]:
    """The object that a document stands for; raises Refused where it is none."""
    if isinstance(document, str):
        try:
            document = json.loads(document, object_pairs_hook=_without_repetition)
        except json.JSONDecodeError as error:
            raise Refused(
                f"The document is not JSON: {error.msg} in its line {error.lineno}, column {error.colno}",
                given="\n".join(error.doc.splitlines()[error.lineno - 1 : error.lineno]),
                allowed="a JSON object",
                fix="Correct the JSON there.",
            ) from None
    if not isinstance(document, Mapping):
        raise Refused(
            "The document is no JSON object",
            given=type(document).__name__,
            allowed='an object, such as {"Version": "2012-10-17", "Statement": [...]}',
            fix="Write the policy as an object.",
        )
    return document


def refused_document(kind: PolicyType, document: Mapping[str, Any] | str) -> list[Refused]:
    """The refusals of a policy of this type; `at` leads from the document to the part that is wrong."""
    try:
        found = parsed(document)
    except Refused as refused:
        return [refused]
    refusals = list(_of_kind(kind, found))
    size = len(minified(found))
    most = quotas()[kind].characters
    if size > most:
        refusals.append(
            Refused(
                f"The {kind.label} has {size:,} characters without white space, {size - most:,} too many",
                given=f"{size:,} characters",
                allowed=f"at most {most:,}",
                fix="Split it into two policies, or shorten its lists with wildcards.",
            )
        )
    return refusals


def _of_kind(kind: PolicyType, document: Mapping[str, Any]) -> Iterator[Refused]:
    if kind.decides:
        yield from refused_statements(kind is PolicyType.RESOURCE_CONTROL, document)
    else:
        yield from _of_tree(kind, document)


def _of_tree(kind: PolicyType, document: Mapping[str, Any]) -> Iterator[Refused]:
    root = _ROOTS.get(kind)
    if root is not None and list(document) != [root]:
        yield refusal(
            f"A {kind.label} has the one element {root}", ", ".join(map(str, document)) or "none", root
        )
        return
    for path, name in _operators(document, ()):
        if name not in _OPERATORS:
            yield refusal(f"{name} is no operator", name, ", ".join(_OPERATORS), at=path)


def _operators(tree: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name, below in tree.items() if isinstance(tree, Mapping) else ():
        if str(name).startswith("@@"):
            yield (*path, name), name
        yield from _operators(below, (*path, name))


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise Refused(
            f"{repeated[0]} stands twice in one object: AWS refuses the policy",
            given=repeated[0],
            allowed="each element once",
            fix="Join the two.",
        )
    return dict(pairs)

"""JSON documents, and those of IAM in particular."""

from __future__ import annotations

import json
from typing import Any, Final

from preview.project.nearest import did_you_mean, nearest
from preview.values import Value

_VERSIONS: Final = ("2012-10-17", "2008-10-17")
_EFFECTS: Final = ("Allow", "Deny")
_OF_DOCUMENT: Final = ("Version", "Id", "Statement")
_OF_STATEMENT: Final = (
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
    "Condition",
)  # fmt: skip


def json_text(value: Value) -> str | None:
    """Text that is a JSON object or list."""
    if not isinstance(value, str) or not value:
        return None
    try:
        found = json.loads(value)
    except ValueError as error:
        detail = str(error) if isinstance(error, json.JSONDecodeError) else "a number is too long"
        return f"is not JSON: {detail[:1].lower()}{detail[1:]}"
    except RecursionError:
        return "is not JSON: it is nested too deeply"
    return None if isinstance(found, dict | list) else "is JSON, but neither an object nor a list"


def policy(value: Value) -> str | None:
    """A document of IAM, as text."""
    malformed = json_text(value)
    if malformed or not isinstance(value, str) or not value:
        return malformed
    document = json.loads(value)
    if not isinstance(document, dict):
        return "is not a policy document: it is a list"
    if not document:  # a stand-in, as in tests: the provider takes it
        return None
    if wrong := _unknown(document, _OF_DOCUMENT):
        return f"is not a policy document: it {wrong}"
    version = document.get("Version")
    if version is not None and version not in _VERSIONS:
        return f"is not a policy document: its Version is {version!r}, not {_VERSIONS[0]!r}"
    if "Statement" not in document:
        return "is not a policy document: it has no Statement"
    statements = document["Statement"]
    for at, statement in enumerate(statements if isinstance(statements, list) else [statements]):
        if wrong := _statement(statement):
            return f"is not a policy document: Statement[{at}] {wrong}"
    return None


def _statement(statement: Any) -> str | None:
    if not isinstance(statement, dict):
        return "is not an object"
    if wrong := _unknown(statement, _OF_STATEMENT):
        return wrong
    effect = statement.get("Effect")
    if effect not in _EFFECTS:
        shown = f"has the Effect {effect!r}" if effect is not None else "has no Effect"
        return f"{shown}: it is Allow or Deny"
    if "Action" not in statement and "NotAction" not in statement:
        return "has no Action"
    return None


def _unknown(given: dict[str, Any], known: tuple[str, ...]) -> str | None:
    wrong = next((key for key in given if key not in known), None)
    return (
        None if wrong is None else f"has the unknown element {wrong!r}{did_you_mean(nearest(wrong, known))}"
    )

"""IAM policy documents, written exactly as the provider writes them.

Documents are merged in order, statements replacing those of the same Sid: sources, the call's own statements,
overrides.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any

from preview.synthesis.contract import InvokeError
from preview.synthesis.functions.call import Call
from preview.synthesis.functions.policy_elements import (
    as_text,
    conditions,
    one_or_reversed,
    principals,
    read_conditions,
    read_principals,
    texts,
    variables,
)
from preview.values import Value

VERSION = "2012-10-17"
ELEMENTS = (
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
)

Statement = dict[str, Any]


class Document:
    """A policy under construction: an id, a version and statements."""

    def __init__(self, version: str = "", id: str = "", statements: Iterable[Statement] = ()) -> None:
        self.version = version
        self.id = id
        self.statements = list(statements)

    def merge(self, other: Document) -> None:
        """Take over the id, a later version, and the statements of `other`."""
        self.id = other.id or self.id
        self.version = max(self.version, other.version)
        for statement in other.statements:
            sid = statement.get("Sid")
            at = next((at for at, mine in enumerate(self.statements) if sid and mine.get("Sid") == sid), None)
            if at is None:
                self.statements.append(statement)
            else:
                self.statements[at] = statement

    def as_data(self) -> dict[str, Any]:
        """The document with its elements in the order of the provider; empty ones are left out."""
        statements = [
            {name: statement[name] for name in ELEMENTS if _present(statement.get(name))}
            for statement in self.statements
        ]
        whole = {"Version": self.version, "Id": self.id, "Statement": statements}
        return {name: value for name, value in whole.items() if value}


def policy_document(call: Call) -> dict[str, Value]:
    """The document that the call describes, indented and minified. Raises InvokeError."""
    merged = Document()
    seen: set[str] = set()
    for at, text in enumerate(call.texts("sourcePolicyDocuments")):
        source = _parsed(text, f"merging source document {at}")
        for index, statement in enumerate(source.statements):
            sid = statement.get("Sid")
            if sid and sid in seen:
                raise InvokeError(
                    f"merging source document {at}: duplicate Sid ({sid}) in source_policy_documents "
                    f"(statement {index}). Remove the Sid or ensure Sids are unique."
                )
            seen |= {sid} if sid else set()
        merged.merge(source)
    merged.merge(_described(call))
    for at, text in enumerate(call.texts("overridePolicyDocuments")):
        merged.merge(_parsed(text, f"merging override document {at}"))
    data = merged.as_data()
    indented = _go_json(data, indent=2)
    return {
        "id": str(zlib.crc32(indented.encode("utf-8", "surrogatepass"))),
        "json": indented,
        "minifiedJson": _go_json(data, indent=None),
    }


def _described(call: Call) -> Document:
    version = call.text("version") or VERSION
    statements: list[Statement] = []
    seen: set[str] = set()
    given = call.arguments.get("statements")
    for item in given if isinstance(given, list) else []:
        if not isinstance(item, dict):
            continue
        statement = _statement(item, version)
        sid = statement["Sid"]
        if sid and sid in seen:
            raise InvokeError(f"duplicate Sid ({sid}). Remove the Sid or ensure the Sid is unique.")
        seen.add(sid)
        statements.append(statement)
    return Document(version, call.text("policyId"), statements)


def _statement(item: dict[str, Value], version: str) -> Statement:
    return {
        "Sid": as_text(item.get("sid")),
        "Effect": as_text(item.get("effect")) or "Allow",
        "Action": one_or_reversed(texts(item.get("actions"))),
        "NotAction": one_or_reversed(texts(item.get("notActions"))),
        "Resource": one_or_reversed(variables(texts(item.get("resources")), version)),
        "NotResource": one_or_reversed(variables(texts(item.get("notResources")), version)),
        "Principal": principals(item.get("principals"), version),
        "NotPrincipal": principals(item.get("notPrincipals"), version),
        "Condition": conditions(item.get("conditions"), version),
    }


def _parsed(text: str, doing: str) -> Document:
    """A document that is given as text, its principals and conditions in the provider's form."""
    try:
        data = json.loads(text)
        if not isinstance(data, dict):
            raise ValueError("it is no JSON object")
        statements = data.get("Statement") or []
        if not isinstance(statements, list) or not all(isinstance(item, dict) for item in statements):
            raise ValueError("its Statement is no list of objects")
    except ValueError as error:
        raise InvokeError(f"{doing}: {error}") from error
    read: list[Statement] = []
    for item in statements:
        statement = {name: item[name] for name in ELEMENTS if name in item}
        for name in ("Principal", "NotPrincipal"):
            if name in statement:
                statement[name] = read_principals(statement[name], doing)
        if "Condition" in statement:
            statement["Condition"] = read_conditions(statement["Condition"])
        read.append(statement)
    return Document(as_text(data.get("Version")), as_text(data.get("Id")), read)


def _present(value: Value) -> bool:
    """Empty text, lists and maps are left out; an empty list that a source document wrote stays."""
    return value is not None and value != "" and value != {}


def _go_json(data: Any, *, indent: int | None) -> str:
    """JSON as Go writes it: not only ASCII, but without characters that mean something to HTML."""
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text

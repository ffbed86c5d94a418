"""IAM policy documents, written exactly as the provider writes them.

Lists of actions, resources and identifiers come out in reverse alphabetical order, a list of one as text;
`&{...}` stands for a policy variable. Documents are merged in order, statements replacing those of the
same Sid: sources, the call's own statements, overrides.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any

from preview.synthesis.contract import InvokeError
from preview.synthesis.functions.call import Call
from preview.values import Value

VERSION = "2012-10-17"
OLD_VERSION = "2008-10-17"
VARIABLE = "&{"
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
        "Sid": _text(item.get("sid")),
        "Effect": _text(item.get("effect")) or "Allow",
        "Action": _one_or_reversed(_texts(item.get("actions"))),
        "NotAction": _one_or_reversed(_texts(item.get("notActions"))),
        "Resource": _one_or_reversed(_variables(_texts(item.get("resources")), version)),
        "NotResource": _one_or_reversed(_variables(_texts(item.get("notResources")), version)),
        "Principal": _principals(item.get("principals"), version),
        "NotPrincipal": _principals(item.get("notPrincipals"), version),
        "Condition": _conditions(item.get("conditions"), version),
    }


def _principals(given: Value, version: str) -> Value:
    blocks = [
        (_text(item.get("type")), _unique(_texts(item.get("identifiers"))))
        for item in (given if isinstance(given, list) else [])
        if isinstance(item, dict)
    ]
    blocks.sort(key=lambda block: _set_code(f"identifiers:{{{_set_text(block[1])}}};type:{block[0]};"))
    return _joined_principals(
        [
            (kind, _one_or_reversed(_variables(identifiers, version), empty=True))
            for kind, identifiers in blocks
        ]
    )


def _joined_principals(blocks: list[tuple[str, Value]]) -> Value:
    """One map by type; what several blocks of one type name is joined. Everybody is `"*"`."""
    if len(blocks) == 1 and blocks[0][0] == "*" and blocks[0][1] in ("*", ["*"]):
        return "*"
    joined: dict[str, Value] = {}
    for kind, identifiers in blocks:
        if kind not in joined:
            joined[kind] = sorted(identifiers, reverse=True) if isinstance(identifiers, list) else identifiers
            continue
        before = joined[kind] if isinstance(joined[kind], list) else [joined[kind]]
        more = sorted(identifiers, reverse=True) if isinstance(identifiers, list) else [identifiers]
        joined[kind] = before + more
    return dict(sorted(joined.items()))


def _conditions(given: Value, version: str) -> Value:
    blocks = [
        (_text(item.get("test")), _text(item.get("variable")), _texts(item.get("values")))
        for item in (given if isinstance(given, list) else [])
        if isinstance(item, dict)
    ]
    blocks.sort(
        key=lambda block: _set_code(
            f"test:{block[0]};values:({''.join(f'{value};' for value in block[2])});variable:{block[1]};"
        )
    )
    return _joined_conditions([(test, name, _variables(values, version)) for test, name, values in blocks])


def _joined_conditions(blocks: list[tuple[str, str, list[str]]]) -> Value:
    joined: dict[str, dict[str, list[str]]] = {}
    for test, variable, values in blocks:
        joined.setdefault(test, {}).setdefault(variable, []).extend(values)
    return {
        test: {name: values[0] if len(values) == 1 else values for name, values in sorted(variables.items())}
        for test, variables in sorted(joined.items())
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
                statement[name] = _read_principals(statement[name], doing)
        if "Condition" in statement:
            statement["Condition"] = _read_conditions(statement["Condition"])
        read.append(statement)
    return Document(_text(data.get("Version")), _text(data.get("Id")), read)


def _read_principals(given: Value, doing: str) -> Value:
    if isinstance(given, str):
        return _joined_principals([("*", ["*"])])
    if not isinstance(given, dict):
        raise InvokeError(f"{doing}: a Principal must be text or an object")
    return _joined_principals(
        [(kind, _texts(value) if isinstance(value, list) else _text(value)) for kind, value in given.items()]
    )


def _read_conditions(given: Value) -> Value:
    blocks: list[tuple[str, str, list[str]]] = []
    for test, variables in given.items() if isinstance(given, dict) else ():
        for name, value in variables.items() if isinstance(variables, dict) else ():
            values = value if isinstance(value, list) else [value]
            blocks.append((test, name, [_text(item) for item in values]))
    return _joined_conditions(blocks)


def _one_or_reversed(values: list[str], *, empty: bool = False) -> Value:
    values = sorted(_unique(values), reverse=True)
    if not values:
        return [] if empty else None
    return values[0] if len(values) == 1 else values


def _variables(values: list[str], version: str) -> list[str]:
    for value in values:
        if version == OLD_VERSION and VARIABLE in value:
            raise InvokeError(
                f"found &{{ sequence in ({value}), which is not supported in document version {OLD_VERSION}"
            )
    return [value.replace(VARIABLE, "${") for value in values]


def _set_text(values: list[str]) -> str:
    """A set of texts as the provider's hashes see it."""
    return "".join(f"{value};" for value in sorted(values, key=lambda value: _set_code(f"{value};")))


def _set_code(text: str) -> str:
    """What the provider orders the elements of a set by: their checksums, compared as text."""
    return str(zlib.crc32(text.encode("utf-8", "surrogatepass")))


def _present(value: Value) -> bool:
    """Empty text, lists and maps are left out; an empty list that a source document wrote stays."""
    return value is not None and value != "" and value != {}


def _texts(value: Value) -> list[str]:
    return [_text(item) for item in value if item is not None] if isinstance(value, list) else []


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else "" if value is None else str(value)


def _unique(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _go_json(data: Any, *, indent: int | None) -> str:
    """JSON as Go writes it: not only ASCII, but without characters that mean something to HTML."""
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text

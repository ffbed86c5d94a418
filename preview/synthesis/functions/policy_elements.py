"""Elements of the statements of IAM policies, in the form and order of the provider.

Lists of actions, resources and identifiers come out in reverse alphabetical order, a list of one as text;
`&{...}` stands for a policy variable.
"""

from __future__ import annotations

import zlib

from preview.synthesis.contract import InvokeError
from preview.values import Value

OLD_VERSION = "2008-10-17"
VARIABLE = "&{"


def principals(given: Value, version: str) -> Value:
    """The principals that a call describes as blocks of a type and identifiers. Raises InvokeError."""
    blocks = [
        (as_text(item.get("type")), _unique(texts(item.get("identifiers"))))
        for item in (given if isinstance(given, list) else [])
        if isinstance(item, dict)
    ]
    blocks.sort(key=lambda block: _set_code(f"identifiers:{{{_set_text(block[1])}}};type:{block[0]};"))
    return _joined_principals(
        [(kind, one_or_reversed(variables(identifiers, version), empty=True)) for kind, identifiers in blocks]
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


def conditions(given: Value, version: str) -> Value:
    """The conditions that a call describes as blocks of a test, a variable and values. Raises InvokeError."""
    blocks = [
        (as_text(item.get("test")), as_text(item.get("variable")), texts(item.get("values")))
        for item in (given if isinstance(given, list) else [])
        if isinstance(item, dict)
    ]
    blocks.sort(
        key=lambda block: _set_code(
            f"test:{block[0]};values:({''.join(f'{value};' for value in block[2])});variable:{block[1]};"
        )
    )
    return _joined_conditions([(test, name, variables(values, version)) for test, name, values in blocks])


def _joined_conditions(blocks: list[tuple[str, str, list[str]]]) -> Value:
    joined: dict[str, dict[str, list[str]]] = {}
    for test, variable, values in blocks:
        joined.setdefault(test, {}).setdefault(variable, []).extend(values)
    return {
        test: {name: values[0] if len(values) == 1 else values for name, values in sorted(variables.items())}
        for test, variables in sorted(joined.items())
    }


def read_principals(given: Value, doing: str) -> Value:
    """The principals of a document that was given as text. Raises InvokeError; `doing` begins its message."""
    if isinstance(given, str):
        return _joined_principals([("*", ["*"])])
    if not isinstance(given, dict):
        raise InvokeError(f"{doing}: a Principal must be text or an object")
    return _joined_principals(
        [(kind, texts(value) if isinstance(value, list) else as_text(value)) for kind, value in given.items()]
    )


def read_conditions(given: Value) -> Value:
    """The conditions of a document that was given as text."""
    blocks: list[tuple[str, str, list[str]]] = []
    for test, variables in given.items() if isinstance(given, dict) else ():
        for name, value in variables.items() if isinstance(variables, dict) else ():
            values = value if isinstance(value, list) else [value]
            blocks.append((test, name, [as_text(item) for item in values]))
    return _joined_conditions(blocks)


def one_or_reversed(values: list[str], *, empty: bool = False) -> Value:
    """Several texts as a list, one alone, none as None or, if `empty` says so, as an empty list."""
    values = sorted(_unique(values), reverse=True)
    if not values:
        return [] if empty else None
    return values[0] if len(values) == 1 else values


def variables(values: list[str], version: str) -> list[str]:
    """Texts with policy variables as AWS writes them. Raises InvokeError where the version knows none."""
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


def texts(value: Value) -> list[str]:
    """The items of a list as texts; none of anything else."""
    return [as_text(item) for item in value if item is not None] if isinstance(value, list) else []


def as_text(value: Value) -> str:
    """A value as text; empty for None."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else "" if value is None else str(value)


def _unique(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))

"""Texts of a policy: wildcards and policy variables.

A parsed text is a tuple of strings and variables. Its wildcards are two characters that no text can hold, so
that `${*}`, the way to write an asterisk, and a `*` in a variable's value stay what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .request import Request, Unknown
from .truth import Truth

ANY = "\ud800"  # any characters, also none; lone surrogates are in no valid text
ONE = "\ud801"  # exactly one character
ARN_COLONS = 5

_VARIABLE = re.compile(r"\$\{\s*([^}',]+?)\s*(?:,\s*'([^']*)'\s*)?\}")
_ESCAPES = {"*": "*", "?": "?", "$": "$"}
_WILDCARDS = str.maketrans({"*": ANY, "?": ONE})


@dataclass(frozen=True)
class Variable:
    """`${key, 'default'}`: the key in small letters."""

    key: str
    default: str | None


Text = tuple[str | Variable, ...]


def parse(text: str, *, wildcards: bool, variables: bool) -> Text:
    """A text as the policy writes it. Variables exist since version 2012-10-17 of the policy language."""
    parts: list[str | Variable] = []

    def literal(piece: str) -> None:
        parts.append(piece.translate(_WILDCARDS) if wildcards else piece)

    end = 0
    for match in _VARIABLE.finditer(text) if variables else ():
        literal(text[end : match.start()])
        name, default = match.groups()
        parts.append(_ESCAPES[name] if name in _ESCAPES else Variable(name.lower(), default))
        end = match.end()
    literal(text[end:])
    return _joined(parts)


def resolve(text: Text, request: Request) -> tuple[str | None, bool]:
    """The text with its variables' values, and whether all of them are known.

    None instead of a text where a variable has no value or several, and no default: it then matches nothing.
    An unknown value becomes ANY: what does not match then, matches with no value.
    """
    if len(text) == 1 and isinstance(text[0], str):
        return text[0], True
    known = True
    resolved = ""
    for part in text:
        if isinstance(part, str):
            resolved += part
            continue
        values = request.lookup(part.key)
        if isinstance(values, Unknown) or values == (Unknown(),):
            known = False
            resolved += ANY
        elif values is not None and len(values) == 1 and isinstance(values[0], str):
            resolved += values[0]
        elif values is None and part.default is not None:
            resolved += part.default
        else:
            return None, True
    return resolved, known


def matches(pattern: str, text: str) -> bool:
    """Whether a resolved pattern covers a text."""
    if ANY not in pattern and ONE not in pattern:
        return pattern == text
    return _compiled(pattern).match(text) is not None


def matches_some(pattern: str, other: str) -> Truth:
    """Whether a pattern covers every text of another pattern (True), none (False), or some (None)."""
    if ANY not in other:
        return matches(pattern, other)
    # ANY in the text is one character that only an ANY of the pattern may take.
    if _compiled(pattern, outer=True).match(other):
        return True
    return None if _overlap(pattern, other) else False


@lru_cache(maxsize=20_000)
def _compiled(pattern: str, outer: bool = False) -> re.Pattern[str]:
    """Each ANY takes as little as the rest allows, for good: matching stays linear."""
    one = f"[^{ANY}]" if outer else "."
    first, *chunks = [one.join(map(re.escape, chunk.split(ONE))) for chunk in pattern.split(ANY)]
    if not chunks:
        return re.compile(rf"(?s:{first})\Z")
    *middle, last = chunks
    return re.compile(rf"(?s:{first}{''.join(f'(?>.*?{chunk})' for chunk in middle)}.*{last})\Z")


@lru_cache(maxsize=20_000)
def _overlap(one: str, two: str) -> bool:
    """Whether two patterns have a text in common.

    Where `two` is an ARN with all its parts, its ANYs hold no colon: ids and names have none.
    """
    complete = two.count(":") >= ARN_COLONS
    row = [False] * (len(two) + 1)
    row[0] = True
    for index, character in enumerate(two):
        row[index + 1] = row[index] and character == ANY
    for character in one:
        below = [row[0] and character == ANY]
        for index, other in enumerate(two):
            if character == ANY:
                both = below[index] or row[index + 1]
            elif other == ANY:
                both = below[index] or (row[index + 1] and not (complete and character == ":"))
            else:
                both = row[index] and (character == other or ONE in (character, other))
            below.append(both)
        row = below
    return row[-1]


def _joined(parts: list[str | Variable]) -> Text:
    joined: list[str | Variable] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)

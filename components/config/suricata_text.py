"""Suricata rules as text: which lines are a rule, and where its parts begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .suricata_options import Option


class RefusedRule(Exception):  # noqa: N818 - a verdict on a rule
    """A rule that AWS would not take: a message, what was given, what is allowed, and the fix."""

    def __init__(self, message: str, given: str, allowed: str, fix: str) -> None:
        super().__init__(message)
        self.parts = (message, given, allowed, fix)


def written_rules(text: str) -> Iterator[tuple[int, str]]:
    """Each rule on one line, with the number of the line that it begins on, from 1."""
    begun: list[str] = []
    start = 0
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not begun:
            if not stripped or stripped.startswith("#"):
                continue
            start = number
        begun.append(stripped.removesuffix("\\").strip())
        if not stripped.endswith("\\"):
            yield start, " ".join(begun)
            begun = []
    if begun:
        yield start, " ".join(begun)


def words_of(head: str) -> list[str]:
    """The parts of a rule's head; a list in brackets may hold spaces."""
    words = [""]
    depth = 0
    for letter in head.strip():
        depth += (letter == "[") - (letter == "]")
        if letter.isspace() and depth <= 0:
            if words[-1]:
                words.append("")
        elif not letter.isspace():
            words[-1] += letter
    return [word for word in words if word]


def text_behind(rest: str) -> str:
    """What stands behind the parenthesis that closes the options, which follows a semicolon."""
    for closed in re.finditer(r";\s*\)\s*", rest):
        quoted = rest[: closed.start()].replace('\\"', "").count('"') % 2
        if not quoted:
            return rest[closed.end() :].strip()
    return ""


def options_of(text: str) -> Iterator[Option]:
    """Keyword and value of each option: a semicolon ends one, unless it is quoted or escaped."""
    current = ""
    quoted = escaped = False
    for letter in text:
        if letter == ";" and not quoted and not escaped:
            keyword, colon, value = current.strip().partition(":")
            if keyword:
                yield keyword.strip(), value.strip() if colon else None
            current = ""
            continue
        quoted ^= letter == '"' and not escaped
        escaped = letter == "\\" and not escaped
        current += letter
    if quoted:
        raise RefusedRule("A quotation mark is not closed", current.strip(), 'text in "..."', "Close it.")
    if current.strip():
        raise RefusedRule(
            "The last option has no semicolon", current.strip(), "a semicolon after each option", "Add it."
        )

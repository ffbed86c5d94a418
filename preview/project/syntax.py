"""The words for a file that is no proper YAML."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from yaml.reader import ReaderError

from .problems import Problem, named

CONTAINS_ITSELF = (
    "The anchor's value contains itself",
    "an alias to something that is complete",
    "Write the value out instead of the alias.",
)
TOO_MANY_ALIASES = (
    "The file's aliases expand to more than 100,000 values",
    "a file that says each thing once",
    "Write the values out instead of nesting aliases.",
)
HALF_A_CHARACTER = (
    "The escape names half of a character",
    "the character itself, or \\U and its eight digits",
    "Write the character itself.",
)
KEY_IS_NO_TEXT = (
    "A key is a mapping or a list",
    "keys that are text",
    "Write the key as one word, or quote it.",
)
MERGE_IS_NO_MAPPING = (
    "What is merged with << is no mapping",
    "an alias of a mapping, or a list of such aliases",
    "Let the alias name a mapping, or remove the << line.",
)

_ESCAPE = re.compile(r"\\U([0-9a-fA-F]{8})")

# What the parser says, what may stand there instead, and what most often helps.
_HINTS = (
    (
        "cannot start any token",
        "spaces for indentation, and quotes around a value that starts with @, ` or %",
    ),
    ("mapping values are not allowed", "one `key: value` to a line, below its parent's indentation"),
    ("undefined alias", "an alias (*name) after its anchor (&name)"),
    ("duplicate anchor", "an anchor's name once in the file"),
    ("another document", "one document in a file: the CLI reads only the first"),
    ("expected <block end>", "keys of one mapping, and items of one list, at the same indentation"),
    ("quote is never closed", "a closing quote"),
    ("',' or ']'", "a list as [a, b], closed on the same indentation"),
    ("',' or '}'", "a mapping as {a: b, c: d}, closed"),
    ("could not find expected ':'", "`key: value`, with a colon and a space"),
    (
        "escape",
        r"escapes such as \n, \t, \", \\ and \u00e9 in double quotes, or single quotes around the text",
    ),
)
_FIXES = (
    ("'\\t'", "Replace the tab by spaces."),
    ("cannot start any token", "Quote the value."),
    ("mapping values are not allowed", "Correct the indentation, or quote a value that contains `: `."),
    ("undefined alias", "Correct the alias's name, or write the value out."),
    ("duplicate anchor", "Rename one of the anchors."),
    ("another document", "Remove the `---` line and what follows it, or move it to a file of its own."),
    ("expected <block end>", "Correct the indentation of this line."),
    ("quote is never closed", "Close the quote."),
    ("',' or ']'", "Add the comma or the closing bracket that is missing before this place."),
    ("',' or '}'", "Add the comma or the closing brace that is missing before this place."),
    ("could not find expected ':'", "Add the colon that is missing."),
    ("escape", "Correct the escape, or use single quotes."),
)


def defined_twice(key: str, line: int) -> tuple[str, str, str]:
    """Message, allowed and fix for a key that its mapping has already."""
    return (
        f"The key {named(key)} is already defined at line {line}",
        "each key once",
        "Remove one of the two, or rename it.",
    )


def not_of_tag(text: str, tag: str) -> tuple[str, str, str]:
    """Message, allowed and fix for a value that its explicit tag does not fit."""
    return (f"{text} is no !!{tag}", f"a value that reads as {tag}", f"Correct the value, or remove !!{tag}.")


def broken(name: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """A syntax error, where the parser met it; an open quote, where it opens."""
    reason = (error.problem or "").replace("but found another document", "another document starts here")
    mark = error.problem_mark or error.context_mark
    began = error.context_mark
    context = error.context or ""
    if began is not None and "quoted scalar" in context and "end of stream" in reason:
        mark, reason = began, "the quote is never closed"
    # What the scanner was about helps nobody; which list or mapping the parser was in does.
    if began is not None and mark is not None and context.startswith("while parsing"):
        reason = f"{context} that starts at line {began.line + 1}, {reason}"
    line = text.splitlines()[mark.line] if mark is not None and mark.line < len(text.splitlines()) else ""
    return Problem(
        file=name,
        line=mark.line + 1 if mark else None,
        column=mark.column + 1 if mark else None,
        key="",
        message=f"Not valid YAML: {reason}",
        given=_shown(line),
        allowed=_first(_HINTS, reason, "YAML"),
        fix=_first(_FIXES, reason, "Correct the syntax at this place."),
    )


def _shown(line: str) -> str:
    """A line of the file as a message may show it: tabs visible, no ciphertext, not endless."""
    shown = re.sub(r"(\bsecure\W{1,3}\s*)\S.*", r"\1...", line.rstrip()).strip(" ").replace("\t", "\\t")
    return shown if len(shown) <= 80 else f"{shown[:77]}..."


def unreadable(name: str, path: Path, error: OSError) -> Problem:
    """A file that does not open."""
    return _whole(
        name,
        f"The file cannot be read: {error.strerror or type(error).__name__}",
        given=str(path),
        allowed="a YAML file that this user can read",
        fix="Create the file, or correct its name or its permissions.",
    )


def not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    """Bytes that are no UTF-8."""
    before = data[: error.start]
    return Problem(
        file=name,
        line=before.count(b"\n") + 1,
        column=len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1,
        key="",
        message="The file is not UTF-8",
        given=f"the byte 0x{data[error.start]:02x}",
        allowed="text in UTF-8",
        fix="Save the file as UTF-8.",
    )


def control_character(name: str, text: str, error: ReaderError) -> Problem:
    """A character that YAML does not allow anywhere."""
    before = text[: error.position]
    return Problem(
        file=name,
        line=before.count("\n") + 1,
        column=len(before.rpartition("\n")[2]) + 1,
        key="",
        message="The file holds a control character",
        given=f"U+{ord(text[error.position]):04X}",
        allowed="printable characters, tabs and line ends",
        fix="Remove the character, or write it as an escape in double quotes.",
    )


def too_deep(name: str) -> Problem:
    """More levels than the parser can follow."""
    return _whole(
        name,
        "The file is nested too deeply to be read",
        given="hundreds of levels",
        allowed="a hundred levels",
        fix="Flatten the structure.",
    )


def impossible_number(name: str, text: str) -> Problem:
    """A number that PyYAML passes on unseen: a character beyond the last one, or the version of YAML."""
    found = next((match for match in _ESCAPE.finditer(text) if int(match[1], 16) > 0x10FFFF), None)
    if found is None:
        return _whole(
            name,
            "The %YAML line cannot be read",
            given="a version with thousands of digits",
            allowed="%YAML 1.2",
            fix="Remove the line.",
        )
    before = text[: found.start()]
    return Problem(
        file=name,
        line=before.count("\n") + 1,
        column=len(before.rpartition("\n")[2]) + 1,
        key="",
        message="There is no such character",
        given=found[0],
        allowed="escapes up to \\U0010ffff",
        fix="Correct the escape, or use single quotes for text with backslashes.",
    )


def _whole(name: str, message: str, *, given: str, allowed: str, fix: str) -> Problem:
    return Problem(
        file=name, line=None, column=None, key="", message=message, given=given, allowed=allowed, fix=fix
    )


def _first(table: tuple[tuple[str, str], ...], text: str, otherwise: str) -> str:
    return next((words for part, words in table if part in text), otherwise)

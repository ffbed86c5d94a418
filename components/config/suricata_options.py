"""Options of a Suricata rule, between its parentheses, one by one and beside each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from preview.project import did_you_mean, nearest

from .suricata_words import (
    BARE,
    BUFFERS,
    FLOW_CONTRADICTIONS,
    FLOW_WORDS,
    KEYWORDS,
    MODIFIERS,
    PAYLOAD,
    REFUSED_KEYWORDS,
    TLS_VERSIONS,
    VALUED_BUFFERS,
)

Option = tuple[str, str | None]
"""A keyword, and its value where it has one."""

Refusal = tuple[str, str, str, str]
"""A message, what was given, what is allowed, and the fix."""

NUMBER = re.compile(r"[0-9]+", re.ASCII)
_HEX = re.compile(r"\|([0-9A-Fa-f]{2}( [0-9A-Fa-f]{2})*)?\|")


def refused_options(options: Sequence[Option], protocol: str) -> Iterator[Refusal]:
    """What is wrong with the options of a rule about the protocol, but for its sid."""
    for keyword, value in options:
        yield from _refused_keyword(keyword, protocol)
        if keyword in VALUES:
            yield from VALUES[keyword](keyword, value or "")
        elif value is not None and (keyword in BARE or _is_buffer(keyword)):
            yield (
                f"{keyword} takes no value",
                f"{keyword}:{value}",
                f"{keyword}; and what is looked for as content behind it",
                f'Write {keyword}; content:"...";' if _is_buffer(keyword) else f"Write {keyword};.",
            )
    yield from _refused_order(options)


def _is_buffer(keyword: str) -> bool:
    """Whether the keyword names a part of what is carried, which the options behind it look into."""
    return "." in keyword and keyword not in VALUED_BUFFERS


def _refused_keyword(keyword: str, protocol: str) -> Iterator[Refusal]:
    if reason := REFUSED_KEYWORDS.get(keyword):
        yield (
            f"AWS Network Firewall does not take the keyword {keyword}: {reason}",
            keyword,
            "keywords that AWS supports",
            "Write the rule without it.",
        )
    elif keyword not in KEYWORDS:
        yield unknown_word("keyword", keyword, KEYWORDS)
    layer = keyword.partition(".")[0]
    if layer in BUFFERS and protocol not in BUFFERS[layer]:
        yield (
            f"{keyword} looks into {layer}, and the rule is about {protocol}",
            protocol,
            f"for this keyword, a rule about {', '.join(BUFFERS[layer])}",
            f"Write {layer} as the rule's protocol.",
        )


def _refused_order(options: Sequence[Option]) -> Iterator[Refusal]:
    """A modifier belongs to the content before it, and a buffer to what is looked for behind it."""
    content = False
    waiting = ""
    for keyword, _ in (*options, ("", None)):
        ends_buffer = _is_buffer(keyword) or keyword == ""
        if waiting and ends_buffer:
            yield (
                f"Nothing is looked for in {waiting}",
                waiting,
                f'{waiting}; content:"...";',
                "Add what is looked for, or remove the keyword.",
            )
            waiting = ""
        if keyword in MODIFIERS and not content:
            yield (
                f"{keyword} changes a content, and there is none before it",
                keyword,
                f'content:"..."; {keyword}',
                "Move it behind the content that it is about.",
            )
        if _is_buffer(keyword):
            waiting, content = keyword, False
        elif keyword in PAYLOAD:
            waiting = ""
            content = content or keyword == "content"


def _refused_text(keyword: str, value: str) -> Iterator[Refusal]:
    text = value.removeprefix("!")
    if len(text) < 3 or text[0] != '"' or text[-1] != '"':
        yield f"{keyword} needs text in quotation marks", value or "nothing", f'{keyword}:"..."', "Add them."
    elif keyword == "content" and "|" in _HEX.sub("", text.replace("\\|", "")):
        yield "The bytes between bars are no hexadecimal pairs", text, '"|0d 0a|"', "Correct them."
    elif keyword == "pcre" and not re.fullmatch(r'"/.+/[A-Za-z]*"', text):
        yield "pcre needs a pattern between slashes", text, '"/pattern/flags"', "Add them."
    elif keyword == "pcre" and (reason := _broken_pattern(text[2 : text.rindex("/")])):
        yield f"The pattern cannot be read: {reason}", text, "a regular expression", "Correct it."


def _broken_pattern(pattern: str) -> str | None:
    """What is not closed; Python knows less of PCRE than Suricata, so nothing else is told."""
    try:
        re.compile(pattern)
    except re.error as error:
        return error.msg if "unbalanced" in error.msg or "unterminated" in error.msg else None
    return None


def _refused_revision(_: str, value: str) -> Iterator[Refusal]:
    if not NUMBER.fullmatch(value):
        yield f"{value} is no revision", value or "nothing", "a number", "Write a number."


def _refused_flow(_: str, value: str) -> Iterator[Refusal]:
    words = [word.strip() for word in value.split(",")]
    for word in words:
        if word not in FLOW_WORDS:
            yield unknown_word("flow", word, FLOW_WORDS)
    for one, others in FLOW_CONTRADICTIONS:
        if (first := one.intersection(words)) and (second := others.intersection(words)):
            yield (
                f"A flow cannot be {min(first)} and {min(second)} at once",
                value,
                "one of the two",
                "Remove one.",
            )


def _refused_version(_: str, value: str) -> Iterator[Refusal]:
    for word in value.split(","):
        if word.strip().removeprefix("!") not in TLS_VERSIONS:
            yield unknown_word("version of TLS", word.strip(), TLS_VERSIONS)


VALUES: dict[str, Callable[[str, str], Iterator[Refusal]]] = {
    "msg": _refused_text,
    "content": _refused_text,
    "pcre": _refused_text,
    "rev": _refused_revision,
    "flow": _refused_flow,
    "ssl_version": _refused_version,
}
"""What judges the value of a keyword."""


def unknown_word(what: str, word: str, known: Sequence[str]) -> Refusal:
    """That the word is none of those that are known for this part of a rule."""
    guess = nearest(word, known)
    return (
        f"{word or 'Nothing'} is no {what} of a rule" + did_you_mean(guess),
        word or "nothing",
        ", ".join(known) if len(known) < 12 else f"a {what} that AWS Network Firewall knows",
        f"Write {guess}." if guess else f"Correct the {what}.",
    )

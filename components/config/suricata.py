"""Reading Suricata rules as strictly as AWS Network Firewall does, so that nothing is left for it to refuse.

    action protocol source ports -> target ports (option; option: value; sid: 1;)

One rule stands on one line, which a backslash at its end continues; `#` begins a comment. Not supported by
AWS, by the limitations and caveats of its developer guide (2026-11): other actions, data sets, file
extraction, IP reputation, Lua, thresholds, and priorities in strict order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .suricata_header import VARIABLES, refused_addresses, refused_ports
from .suricata_options import NUMBER, Option, refused_options, unknown_word
from .suricata_words import ACTIONS, PROTOCOLS

MOST_SID = 2**32 - 1


@dataclass(frozen=True, kw_only=True)
class SuricataRule:
    """One rule that was read, and the line that it begins on, from 1."""

    line: int
    action: str
    protocol: str
    sid: int


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """What is wrong with a rule, in the four parts of a configuration message, and on which line."""

    line: int
    message: str
    given: str
    allowed: str
    fix: str


class _RefusedRule(Exception):  # noqa: N818 - a verdict on a rule
    def __init__(self, message: str, given: str, allowed: str, fix: str) -> None:
        super().__init__(message)
        self.parts = (message, given, allowed, fix)


def read_rules(text: str, variables: Sequence[str] = VARIABLES) -> tuple[list[SuricataRule], list[Mistake]]:
    """The rules of a file, and everything that is wrong with it: at most one mistake for each rule.

    `variables` are the names of address ranges that the rule group defines.
    """
    rules: list[SuricataRule] = []
    mistakes: list[Mistake] = []
    for line, written in _rules(text):
        try:
            rules.append(_read(line, written, variables))
        except _RefusedRule as refused:
            message, given, allowed, fix = refused.parts
            mistakes.append(Mistake(line=line, message=message, given=given, allowed=allowed, fix=fix))
    return rules, mistakes


def _rules(text: str) -> Iterator[tuple[int, str]]:
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


def _read(line: int, text: str, variables: Sequence[str]) -> SuricataRule:
    head, bracket, rest = text.partition("(")
    if bracket and (behind := _behind(rest)):
        raise _RefusedRule(
            "Something stands behind the rule's options",
            behind,
            "one rule on a line, and comments on lines of their own",
            "Move it to a line of its own.",
        )
    if not bracket or not rest.rstrip().endswith(")"):
        raise _RefusedRule(
            "The rule has no options in parentheses", text, "(msg:...; sid:...;) at the end", "Add them."
        )
    if head.count("[") != head.count("]"):
        raise _RefusedRule(
            "The brackets of the rule's head do not match", head.strip(), "[one, another]", "Close each."
        )
    words = _words(head)
    if len(words) != 7:
        raise _RefusedRule(
            f"The rule's head has {len(words)} parts",
            head.strip(),
            "action protocol source ports -> target ports",
            "Write all seven, `any` where all are meant.",
        )
    action, protocol, source, source_ports, way, target, target_ports = words
    _one_of("action", action, ACTIONS)
    _one_of("protocol", protocol, PROTOCOLS)
    _one_of("direction", way, ("->", "<>"))
    for word, refusal in (
        (source, refused_addresses(source, variables)),
        (source_ports, refused_ports(source_ports)),
        (target, refused_addresses(target, variables)),
        (target_ports, refused_ports(target_ports)),
    ):
        if refusal is not None:
            raise _RefusedRule(refusal[0], word, *refusal[1:])
    if protocol == "icmp" and (source_ports, target_ports) != ("any", "any"):
        raise _RefusedRule("ICMP has no ports", head.strip(), "any for its ports", "Write any.")
    options = list(_options(rest.rstrip()[:-1]))
    sid = _sid(options, text)
    for refused in refused_options(options, protocol):
        raise _RefusedRule(*refused)
    if action == "pass" and _passes_all(words, options):
        raise _RefusedRule(
            "The rule lets everything through",
            head.strip(),
            "a pass rule that says to where, to which ports or what",
            "Name what is meant; the firewall drops what no rule passes.",
        )
    return SuricataRule(line=line, action=action, protocol=protocol, sid=sid)


def _passes_all(words: Sequence[str], options: Sequence[Option]) -> bool:
    """Whether a rule is about every call of everybody, or every call to the internet."""
    narrowing = [keyword for keyword, _ in options if keyword not in REMARKS]
    # Rules that let a handshake begin say nothing of what may follow it.
    begins = any(keyword == "flow" and "not_established" in (value or "") for keyword, value in options)
    _, _, source, source_ports, _, target, target_ports = words
    wide = source in (*EVERYBODY, "$HOME_NET") and target in (*EVERYBODY, "$EXTERNAL_NET")
    return wide and source_ports == target_ports == "any" and not narrowing and not begins


EVERYBODY = ("any", "0.0.0.0/0")
REMARKS = frozenset(("msg", "sid", "rev", "gid", "classtype", "metadata", "reference", "flow", "noalert"))
"""Options that do not say which packets a rule is about."""


def _words(head: str) -> list[str]:
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


def _behind(rest: str) -> str:
    """What stands behind the parenthesis that closes the options, which follows a semicolon."""
    closed = re.search(r";\s*\)\s*(?=\S)", rest)
    quoted = closed is not None and rest[: closed.start()].replace('\\"', "").count('"') % 2
    return "" if closed is None or quoted else rest[closed.end() :].strip()


def _options(text: str) -> Iterator[Option]:
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
        raise _RefusedRule("A quotation mark is not closed", current.strip(), 'text in "..."', "Close it.")
    if current.strip():
        raise _RefusedRule(
            "The last option has no semicolon", current.strip(), "a semicolon after each option", "Add it."
        )


def _sid(options: Sequence[Option], text: str) -> int:
    for once in ("sid", "rev", "msg"):
        if [keyword for keyword, _ in options].count(once) > 1:
            raise _RefusedRule(f"The rule has two options {once}", text, f"one {once}", "Remove one.")
    value = dict(options).get("sid")
    if value is None:
        raise _RefusedRule(
            "The rule has no sid", text, "sid: and a number that no other rule has", "Add sid:<number>;."
        )
    if not NUMBER.fullmatch(value) or not 0 < int(value) <= MOST_SID:
        raise _RefusedRule(
            f"{value} is no sid", value, f"a number from 1 to {MOST_SID}", "Write another number."
        )
    return int(value)


def _one_of(what: str, word: str, known: Sequence[str]) -> None:
    if word not in known:
        raise _RefusedRule(*unknown_word(what, word, known))

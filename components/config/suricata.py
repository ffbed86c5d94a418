"""Reading Suricata rules as strictly as AWS Network Firewall does, so that nothing is left for it to refuse.

    action protocol source ports -> target ports (option; option: value; sid: 1;)

One rule stands on one line, which a backslash at its end continues; `#` begins a comment. Not supported by
AWS, by the limitations and caveats of its developer guide (2026-11): other actions, data sets, file
extraction, IP reputation, Lua, thresholds, and priorities in strict order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .suricata_header import VARIABLES, refused_addresses, refused_ports
from .suricata_options import NUMBER, Option, refused_options, unknown_word
from .suricata_text import RefusedRule, options_of, text_behind, words_of, written_rules
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


def read_rules(text: str, variables: Sequence[str] = VARIABLES) -> tuple[list[SuricataRule], list[Mistake]]:
    """The rules of a file, and everything that is wrong with it: at most one mistake for each rule.

    `variables` are the names of address ranges that the rule group defines.
    """
    rules: list[SuricataRule] = []
    mistakes: list[Mistake] = []
    for line, written in written_rules(text):
        try:
            rules.append(_read(line, written, variables))
        except RefusedRule as refused:
            message, given, allowed, fix = refused.parts
            mistakes.append(Mistake(line=line, message=message, given=given, allowed=allowed, fix=fix))
    return rules, mistakes


def _read(line: int, text: str, variables: Sequence[str]) -> SuricataRule:
    head, bracket, rest = text.partition("(")
    if bracket and (behind := text_behind(rest)):
        raise RefusedRule(
            "Something stands behind the rule's options",
            behind,
            "one rule on a line, and comments on lines of their own",
            "Move it to a line of its own.",
        )
    if not bracket or not rest.rstrip().endswith(")"):
        raise RefusedRule(
            "The rule has no options in parentheses", text, "(msg:...; sid:...;) at the end", "Add them."
        )
    if head.count("[") != head.count("]"):
        raise RefusedRule(
            "The brackets of the rule's head do not match", head.strip(), "[one, another]", "Close each."
        )
    words = words_of(head)
    if len(words) != 7:
        raise RefusedRule(
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
            raise RefusedRule(refusal[0], word, *refusal[1:])
    if protocol == "icmp" and (source_ports, target_ports) != ("any", "any"):
        raise RefusedRule("ICMP has no ports", head.strip(), "any for its ports", "Write any.")
    options = list(options_of(rest.rstrip()[:-1]))
    sid = _sid(options, text)
    for refused in refused_options(options, protocol):
        raise RefusedRule(*refused)
    if action == "pass" and _passes_all(words, options):
        raise RefusedRule(
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


def _sid(options: Sequence[Option], text: str) -> int:
    for once in ("sid", "rev", "msg"):
        if [keyword for keyword, _ in options].count(once) > 1:
            raise RefusedRule(f"The rule has two options {once}", text, f"one {once}", "Remove one.")
    value = dict(options).get("sid")
    if value is None:
        raise RefusedRule(
            "The rule has no sid", text, "sid: and a number that no other rule has", "Add sid:<number>;."
        )
    if not NUMBER.fullmatch(value) or not 0 < int(value) <= MOST_SID:
        raise RefusedRule(
            f"{value} is no sid", value, f"a number from 1 to {MOST_SID}", "Write another number."
        )
    return int(value)


def _one_of(what: str, word: str, known: Sequence[str]) -> None:
    if word not in known:
        raise RefusedRule(*unknown_word(what, word, known))

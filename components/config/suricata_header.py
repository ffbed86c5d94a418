"""Addresses and ports in the head of a Suricata rule."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address, ip_network

VARIABLES = ("HOME_NET", "EXTERNAL_NET")
"""What every rule group of ours knows: the organization's addresses, and everything else."""

MOST_PORT = 65535

Refusal = tuple[str, str, str]
"""A message, what is allowed, and the fix."""


def refused_addresses(text: str, variables: Sequence[str]) -> Refusal | None:
    """What is wrong with a source or target: `any`, a variable, an address or range, `!`, lists of them."""
    parts = _parts(text)
    if parts is None:
        return _unbalanced(text)
    if _listed(text):
        return _bare_list(text)
    for part in parts:
        if part.startswith("$"):
            if part[1:] not in variables:
                known = ", ".join(f"${name}" for name in variables)
                return f"{part} is not defined", known, "Write one of these, or a range."
        elif part == "!any":
            return "!any matches nothing", "a range after the exclamation mark", "Name what is excluded."
        elif part != "any":
            refusal = _refused_range(part)
            if refusal is not None:
                return refusal
    return None


def refused_ports(text: str) -> Refusal | None:
    """What is wrong with ports: `any`, a number, `low:high` with one side left out, `!` and lists of them."""
    parts = _parts(text)
    if parts is None:
        return _unbalanced(text)
    if _listed(text):
        return _bare_list(text)
    for part in parts:
        if part == "any":
            continue
        ends = part.split(":")
        numbers = [int(end) for end in ends if end.isdecimal() and end.isascii()]
        malformed = len(ends) > 2 or len(numbers) < len([end for end in ends if end]) or not numbers
        if malformed or numbers != sorted(numbers) or numbers[-1] > MOST_PORT:
            return f"{part or text} names no port", f"0 to {MOST_PORT}, or low:high", "Correct the port."
    return None


def _refused_range(part: str) -> Refusal | None:
    address, slash, _ = part.partition("/")
    try:
        found = ip_network(part, strict=False)
        first = ip_address(address)
    except ValueError:
        return (
            f"{part or 'Nothing'} is no address or range",
            "an address, a range, any or a variable",
            "Correct it.",
        )
    if slash and first != found.network_address:
        return f"{part} has bits set beyond its prefix", "the first address of the range", f"Write {found}."
    return None


def _parts(text: str) -> list[str] | None:
    """The items of a list, nested ones too, without their exclamation marks; None if brackets don't match."""
    depth = 0
    for letter in text:
        depth += (letter == "[") - (letter == "]")
        if depth < 0:
            return None
    if depth:
        return None
    flat = text.replace("![", "[").replace("[", "").replace("]", "").split(",")
    return [item if item == "!any" else item.removeprefix("!") for item in flat]


def _listed(text: str) -> bool:
    """Whether a comma stands outside of brackets."""
    depth = 0
    for letter in text:
        depth += (letter == "[") - (letter == "]")
        if letter == "," and not depth:
            return True
    return False


def _unbalanced(text: str) -> Refusal:
    return f"The brackets of {text} do not match", "[one, another]", "Close each bracket that is opened."


def _bare_list(text: str) -> Refusal:
    return f"{text} is a list without brackets", "[one, another]", f"Write [{text}]."

"""Text that looks random and is not: always the same for the same seed."""

from __future__ import annotations

import hashlib
import uuid

HEX = "0123456789abcdef"
DIGITS = "0123456789"
LOWER = "abcdefghijklmnopqrstuvwxyz"
BASE36 = DIGITS + LOWER
UPPER = DIGITS + LOWER.upper()
LETTERS = LOWER.upper() + LOWER
ALPHANUMERIC = DIGITS + LETTERS

ALPHABETS = {
    "hex": HEX,
    "digits": DIGITS,
    "lower": LOWER,
    "base36": BASE36,
    "upper": UPPER,
    "letters": LETTERS,
    "alnum": ALPHANUMERIC,
}


def seeded(alphabet: str, length: int, *seed: str) -> str:
    """`length` characters of `alphabet`; numbers never start with a zero, so that none gets lost."""
    if alphabet == HEX:
        return _bytes(length, seed).hex()[:length]
    size = len(alphabet)
    text = "".join(alphabet[byte % size] for byte in _bytes(length, seed))
    if alphabet == DIGITS and text.startswith("0"):
        return "7" + text[1:]
    return text


def seeded_uuid(*seed: str) -> str:
    """A random (version 4) UUID in form."""
    return str(uuid.UUID(bytes=_bytes(16, seed)[:16], version=4))


def _bytes(length: int, seed: tuple[str, ...]) -> bytes:
    text = "\0".join(seed).encode("utf-8", "surrogatepass")
    found = hashlib.blake2b(text).digest()
    while len(found) < length:
        found += hashlib.blake2b(found).digest()
    return found[:length]

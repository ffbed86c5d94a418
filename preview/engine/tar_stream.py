"""The tar stream that the real engine would make of files: its digest is an archive's digest.

The engine writes it with Go's library, so headers are laid out as that one does: USTAR where the name fits,
else with an extended header before the file's own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

Content: TypeAlias = bytes | Path
"""What a file holds, or the file that holds it."""

_BLOCK: Final = 512
_END: Final = bytes(2 * _BLOCK)
_NAME: Final = 100
_PREFIX: Final = 155
_CHUNK: Final = 1024 * 1024
_FILE, _EXTENDED = b"0", b"x"
_MODE: Final = 0o600


def tar_stream(files: Iterable[tuple[str, Content]]) -> Iterator[bytes]:
    """The stream of `files` in their order; of several with one name the first is taken."""
    seen: set[str] = set()
    for name, content in files:
        if name in seen:
            continue
        seen.add(name)
        size = len(content) if isinstance(content, bytes) else content.stat().st_size
        yield from _header(name, size)
        yield from chunks(content)
        yield _padding(size)
    yield _END


def chunks(content: Content) -> Iterator[bytes]:
    """A file's bytes, a piece at a time."""
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _header(name: str, size: int) -> Iterator[bytes]:
    if name.isascii() and len(name) <= _NAME:
        yield _block(name, size, _FILE, mode=_MODE)
    elif (split := _split(name)) is not None:
        yield _block(split[1], size, _FILE, mode=_MODE, prefix=split[0])
    else:
        record = _record("path", name)
        folder, file = posixpath.split(name)
        shown = _ascii(posixpath.join(folder, "PaxHeaders.0", file))[:_NAME].rstrip("/")
        yield _block(shown, len(record), _EXTENDED, mode=0)
        yield record + _padding(len(record))
        yield _block(_ascii(name), size, _FILE, mode=_MODE)


def _split(name: str) -> tuple[str, str] | None:
    """Folder and rest of a name that fits the two fields of a header; None if it does not."""
    if not name.isascii():
        return None
    at = name[: _PREFIX + 1].rfind("/")
    rest = name[at + 1 :]
    return (name[:at], rest) if at > 0 and 0 < len(rest) <= _NAME else None


def _record(key: str, value: str) -> bytes:
    """A line of an extended header, which begins with its own length in bytes."""
    body = f" {key}={value}\n".encode()
    length = len(body)
    while length != len(body) + len(str(length)):
        length = len(body) + len(str(length))
    return str(length).encode() + body


def _block(name: str, size: int, kind: bytes, *, mode: int, prefix: str = "") -> bytes:
    # The header of an extended header has no device numbers.
    device = bytes(16) if kind == _EXTENDED else b"0000000\0" * 2
    before = _field(name, _NAME) + b"%07o\0" % mode + b"0000000\0" * 2 + b"%011o\0" % size + b"0" * 11 + b"\0"
    after = kind + bytes(100) + b"ustar\x0000" + bytes(64) + device + _field(prefix, _PREFIX) + bytes(12)
    # The check sum is taken over spaces in its own place.
    total = sum(before) + sum(after) + 8 * ord(" ")
    return before + b"%06o\0 " % total + after


def _field(text: str, width: int) -> bytes:
    return text.encode()[:width].ljust(width, b"\0")


def _ascii(text: str) -> str:
    return text.encode("ascii", "ignore").decode()


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)

"""Digests of assets and archives, computed when a resource that has them is registered.

They are the ones the real engine computes: SHA-256 of an asset's bytes, of an archive file's bytes, and of
the tar stream that a folder or a map of assets would become. What lies behind a URI is not fetched.
"""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from preview.engine.model import EngineError
from preview.values import Archive, Asset, Secret, Value

_ARCHIVE_ENDINGS: Final = (".tar", ".tgz", ".tar.gz", ".zip", ".jar")
_BLOCK: Final = 512
_END_OF_TAR: Final = bytes(2 * _BLOCK)


class MissingFileError(EngineError):
    """An asset or archive names a path that does not exist."""


class Digester:
    """Fills in the digests of a resource's inputs; relative paths start at the program's directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def digest(self, value: Value) -> Value:
        """`value` with every digest in it computed. Raises MissingFileError."""
        if isinstance(value, Asset):
            return value if value.kind == "uri" else replace(value, hash=_sha256([self._bytes(value)]))
        if isinstance(value, Archive):
            return self._archive(value)
        if isinstance(value, Secret):
            return Secret(self.digest(value.value))
        if isinstance(value, dict):
            return {key: self.digest(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.digest(item) for item in value]
        return value

    def _bytes(self, asset: Asset) -> bytes:
        if asset.kind == "text":
            return asset.value.encode()
        path = self._directory / asset.value
        if not path.is_file():
            raise MissingFileError(f"the file of an asset is missing: {asset.value!r}; not built yet?")
        return path.read_bytes()

    def _archive(self, archive: Archive) -> Archive:
        if archive.kind == "uri":
            return archive
        if archive.kind == "assets" and isinstance(archive.value, dict):
            members = {name: self.digest(item) for name, item in archive.value.items()}
            return replace(archive, value=members, hash=_sha256(_tar(self._files(archive))))
        path = self._path(archive)
        stream = [path.read_bytes()] if path.is_file() else _tar(self._files(archive))
        return replace(archive, hash=_sha256(stream))

    def _path(self, archive: Archive) -> Path:
        path = self._directory / str(archive.value)
        if path.is_dir() or (path.is_file() and path.name.endswith(_ARCHIVE_ENDINGS)):
            return path
        if path.is_file():
            endings = ", ".join(_ARCHIVE_ENDINGS)
            raise MissingFileError(
                f"not an archive: {archive.value!r}; give a folder or a file ending in {endings}"
            )
        raise MissingFileError(f"the path of an archive is missing: {archive.value!r}; not built yet?")

    def _files(self, archive: Archive) -> dict[str, bytes]:
        """The files of an archive by their name in it; archives within archives become folders."""
        files: dict[str, bytes] = {}
        if isinstance(archive.value, dict):
            for name, member in archive.value.items():
                if isinstance(member, Asset) and member.kind != "uri":
                    files[name] = self._bytes(member)
                elif isinstance(member, Archive):
                    files |= {f"{name}/{inner}": data for inner, data in self._files(member).items()}
            return files
        path = self._path(archive)
        if path.is_file():
            return {path.name: path.read_bytes()}
        for file in path.rglob("*"):
            relative = file.relative_to(path)
            if file.is_file() and ".pulumi" not in relative.parts:
                files[relative.as_posix()] = file.read_bytes()
        return files


def _tar(files: dict[str, bytes]) -> Iterator[bytes]:
    for name in sorted(files):
        data = files[name]
        header = tarfile.TarInfo(name)
        header.size = len(data)
        header.mode = 0o600
        yield _as_go_writes(header.tobuf(tarfile.PAX_FORMAT))
        yield data
        yield bytes(-len(data) % _BLOCK)
    yield _END_OF_TAR


def _as_go_writes(header: bytes) -> bytes:
    """The real engine writes zeros for the device numbers of a file, where Python leaves them empty."""
    block = bytearray(header[-_BLOCK:])
    block[329:345] = b"0000000\0" * 2
    block[148:156] = b" " * 8  # the check sum is taken over spaces in its own place
    block[148:156] = b"%06o\0 " % sum(block)
    return header[:-_BLOCK] + bytes(block)


def _sha256(stream: Iterator[bytes] | list[bytes]) -> str:
    digest = hashlib.sha256()
    for part in stream:
        digest.update(part)
    return digest.hexdigest()

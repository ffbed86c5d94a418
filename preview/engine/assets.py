"""Digests of assets and archives, computed when a resource that has them is registered.

They are the ones the real engine computes: SHA-256 of an asset's bytes, of an archive file's bytes, and of
the tar stream that a folder or a map of assets would become. What lies behind a URI is not fetched.
"""

from __future__ import annotations

import hashlib
import posixpath
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from preview.engine.model import EngineError
from preview.engine.tar_stream import Content, chunks, tar_stream
from preview.values import Archive, Asset, Secret, Value

_ZIP_ENDINGS: Final = (".zip", ".jar")
_ARCHIVE_ENDINGS: Final = (".tar", ".tgz", ".tar.gz", *_ZIP_ENDINGS)
_BOOKKEEPING: Final = ".pulumi"
"""A folder of the engine's own, which it leaves out."""


class MissingFileError(EngineError):
    """An asset or archive names a path that does not exist."""


class Digester:
    """Fills in the digests of a resource's inputs; relative paths start at the program's directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def digest(self, value: Value) -> Value:
        """`value` with every digest in it computed. Raises MissingFileError."""
        if isinstance(value, Asset):
            return value if value.kind == "uri" else replace(value, hash=_sha256(chunks(self._asset(value))))
        if isinstance(value, Archive):
            return self._archive(value)
        if isinstance(value, Secret):
            return Secret(self.digest(value.value))
        if isinstance(value, dict):
            return {key: self.digest(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.digest(item) for item in value]
        return value

    def _asset(self, asset: Asset) -> Content:
        if asset.kind == "text":
            return asset.value.encode()
        path = self._directory / asset.value
        if not path.is_file():
            raise MissingFileError(f"the file of an asset is missing: {asset.value!r}; not built yet?")
        return path

    def _archive(self, archive: Archive) -> Archive:
        if archive.kind == "uri":
            return archive
        if archive.kind == "assets" and isinstance(archive.value, dict):
            members = {name: self.digest(item) for name, item in archive.value.items()}
            return replace(archive, value=members, hash=_sha256(tar_stream(self._files(archive))))
        path = self._path(archive)
        stream = chunks(path) if path.is_file() else tar_stream(self._files(archive))
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

    def _files(self, archive: Archive) -> Iterator[tuple[str, Content]]:
        """The files of an archive by their name in it; archives within archives become folders."""
        if isinstance(archive.value, dict):
            for name, member in sorted(archive.value.items()):
                if isinstance(member, Asset) and member.kind != "uri":
                    yield name, self._asset(member)
                elif isinstance(member, Archive) and member.kind != "uri":
                    for inner, content in self._files(member):
                        yield posixpath.normpath(f"{name}/{inner}"), content
            return
        path = self._path(archive)
        try:
            yield from _of_folder(path) if path.is_dir() else _of_file(path)
        except (tarfile.TarError, zipfile.BadZipFile) as error:
            raise MissingFileError(f"{archive.value!r} cannot be read as an archive: {error}") from error


def _of_folder(folder: Path) -> Iterator[tuple[str, Content]]:
    # By parts, so that what is in a folder stands where the folder's own name would.
    for file in sorted(folder.rglob("*"), key=lambda path: path.parts):
        relative = file.relative_to(folder)
        if file.is_file() and _BOOKKEEPING not in relative.parts:
            yield relative.as_posix(), file


def _of_file(path: Path) -> Iterator[tuple[str, Content]]:
    if path.name.endswith(_ZIP_ENDINGS):
        with zipfile.ZipFile(path) as packed:
            yield from ((info.filename, packed.read(info)) for info in packed.infolist() if not info.is_dir())
        return
    with tarfile.open(path) as unpacked:
        for member in unpacked:
            content = unpacked.extractfile(member) if member.isfile() else None
            if content is not None:
                yield member.name, content.read()


def _sha256(stream: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in stream:
        digest.update(part)
    return digest.hexdigest()

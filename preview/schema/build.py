"""The index of one package, built from its source and kept as a database."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
from pathlib import Path

from preview.schema.annotation import object_key
from preview.schema.packages import InstalledPackage
from preview.schema.scan import scan

FORMAT = 1
"""Raised with every change of what the database holds, so that an older one is not read."""

TABLES = ("resource", "object", "enum", "function")


def database_path(package: InstalledPackage, cache_directory: Path) -> Path:
    """Where the index of exactly this SDK is kept."""
    return cache_directory / f"{package.name}-{package.version}-{package.fingerprint()}-{FORMAT}.sqlite"


def build_file(package: InstalledPackage, target: Path) -> None:
    """Write the index of `package` to `target`; other builders of it, and readers, never see half of it.

    Raises OSError or sqlite3.Error if the folder cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=".building", dir=target.parent)
    os.close(handle)
    try:
        connection = sqlite3.connect(temporary)
        with contextlib.closing(connection):
            fill(connection, package)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def fill(connection: sqlite3.Connection, package: InstalledPackage) -> None:
    """Scan the source of `package` into an empty database."""
    # The file is thrown away unless it gets complete, so it needs no journal.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    for table in TABLES:
        connection.execute(f"CREATE TABLE {table} (key TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID")
    for directory, _, files in os.walk(package.directory):
        if directory.endswith("__pycache__"):
            continue
        relative = os.path.relpath(directory, package.directory)
        module = "" if relative == "." else relative.replace(os.sep, ".")
        for name in sorted(files):
            if name.endswith(".py") and name not in ("_utilities.py", "__init__.py"):
                source = Path(directory, name).read_text(encoding="utf-8", errors="replace")
                _store(connection, package.name, module, name, source)
    connection.commit()


def _store(connection: sqlite3.Connection, package: str, module: str, file: str, source: str) -> None:
    found = scan(source)
    direction = "outputs" if file == "outputs.py" else "inputs"
    rows: dict[str, list[tuple[str, str]]] = {
        "resource": [
            (item.token, _json([module, item.base, item.inputs, item.outputs])) for item in found.resources
        ],
        "object": [
            (object_key(package, module, direction, name), _json([module, rows]))
            for name, rows in found.objects.items()
            if file in ("outputs.py", "_inputs.py")
        ],
        "enum": [
            (object_key(package, module, "enums", name), _json(values))
            for name, values in found.enums.items()
        ],
        "function": [
            (token, _json([module, arguments, results]))
            for token, (arguments, results) in found.functions.items()
        ],
    }
    for table, entries in rows.items():
        if entries:
            connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", entries)  # noqa: S608


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))

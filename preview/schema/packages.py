"""Which Pulumi provider packages are installed in a site-packages folder."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

PLUGIN_FILE = "pulumi-plugin.json"


@dataclass(frozen=True, slots=True)
class InstalledPackage:
    """An installed SDK: the package it serves, its Python name, its version and where it lies."""

    name: str
    import_name: str
    version: str
    directory: Path

    def fingerprint(self) -> str:
        """Tells apart two SDKs of one name and version with different content.

        The root module of an SDK lists all its modules and resources, so its checksum is enough.
        """
        try:
            root = (self.directory / "__init__.py").read_bytes()
        except OSError:
            root = b""
        return f"{zlib.crc32(root):08x}"


def installed_packages(site_packages: Path) -> dict[str, InstalledPackage]:
    """The provider SDKs in `site_packages` by package name; empty if the folder cannot be read."""
    found: dict[str, InstalledPackage] = {}
    try:
        entries = sorted(os.scandir(site_packages), key=lambda entry: entry.name)
    except OSError:
        return found
    for entry in entries:
        directory = Path(entry.path)
        try:
            plugin = json.loads((directory / PLUGIN_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if not isinstance(plugin, dict) or plugin.get("resource") is False:
            continue
        name = plugin.get("name")
        if not isinstance(name, str) or not name:
            # SDKs generated before the plugin file named its package are called after it.
            name = entry.name.removeprefix("pulumi_").replace("_", "-")
        version = plugin.get("version") or ""
        found[name] = InstalledPackage(name, entry.name, str(version), directory)
    return found

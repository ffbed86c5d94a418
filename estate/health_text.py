"""`python -m estate health`: the organization's health as tables for people, and as JSON."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from preview.project import ProblemsError

from .health import Health, health
from .settings import settings_of

WIDTH = 118


def main(arguments: Sequence[str]) -> int:
    """Run the command: 0 with the health on standard output, 2 where the configuration gives none."""
    given = _parser().parse_args(arguments)
    try:
        found = health(settings_of(given.directory), given.today)
    except ProblemsError as error:
        sys.stderr.write("".join(f"{problem}\n" for problem in error.problems))
        return 2
    sys.stdout.write(as_json(found) if given.json else as_text(found))
    return 0


def as_text(found: Health) -> str:
    """The tables; a table without rows is left out."""
    console = Console(file=StringIO(), width=WIDTH, highlight=False)
    console.print(
        f"{found.accounts} accounts in {len(found.units) - 1} units of {found.most_units:,}, "
        f"{found.depth} levels of {found.most_depth}"
    )
    for table in (_units(found), _policies(found), _exemptions(found), _waivers(found), _idle(found)):
        if table.rows:
            console.print(table)
    text = console.file.getvalue() if isinstance(console.file, StringIO) else ""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def as_json(found: Health) -> str:
    """The same as data."""
    content: dict[str, Any] = {
        "accounts": found.accounts,
        "units": {
            unit.path: {
                "accounts": list(unit.accounts),
                "accounts_below": unit.accounts_below,
                "guardrails": unit.guardrails,
            }
            for unit in found.units
        },
        "limits": {"units": found.most_units, "depth": found.most_depth},
        "depth": found.depth,
        "policies": [
            {
                "unit": group.unit,
                "type": group.type.value,
                "attached": group.attached,
                "most_attached": group.most_attached,
                "most_characters": group.most_characters,
                "policies": [
                    {"name": one.name, "characters": one.size, "guardrails": list(one.guardrails)}
                    for one in group.policies
                ],
            }
            for group in found.policies
        ],
        "exemptions": {one.guardrail: list(one.roles) for one in found.exemptions},
        "waivers": [
            {
                "stack": one.stack,
                "rule": one.rule,
                "resource": one.resource,
                "owner": one.owner,
                "expires": one.expires.isoformat(),
                "expired": one.expired,
            }
            for one in found.waivers
        ],
        "idle": [{"guardrail": one.guardrail, "unit": one.unit, "why": one.why} for one in found.idle],
    }
    return json.dumps(content, indent=2) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m estate health",
        description="Show accounts and units, which policies bind them, how much of the quotas is left, who "
        "is exempt, what is waived, and which guardrails protect nothing.",
        epilog="exit codes: 0 shown, 2 wrong usage or configuration (python -m preview validate says more).",
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument(
        "-C", dest="directory", type=Path, default=Path(), metavar="DIR", help="folder of the Pulumi project"
    )
    parser.add_argument(
        "--today",
        type=datetime.date.fromisoformat,
        default=datetime.datetime.now(datetime.UTC).date(),
        metavar="DATE",
        help="judge waivers as of this date, YYYY-MM-DD (default: today)",
    )
    return parser


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column.startswith("#") else "left", overflow="fold")
    return table


def _units(found: Health) -> Table:
    table = _table("unit", "# accounts", "# with below", "# guardrails", "keys")
    for unit in found.units:
        counts = (len(unit.accounts), unit.accounts_below, unit.guardrails)
        table.add_row(unit.path, *map(str, counts), ", ".join(unit.accounts))
    return table


def _policies(found: Health) -> Table:
    table = _table("policies of", "type", "# attached", "# characters", "guardrails")
    for group in found.policies:
        for place, policy in enumerate(group.policies):
            attached = f"{group.attached} of {group.most_attached}" if place == 0 else ""
            size = f"{policy.size:,} of {group.most_characters:,}"
            kind = group.type.value.removesuffix("_POLICY").replace("_POLICY_", "_")
            table.add_row(group.unit, kind, attached, size, ", ".join(policy.guardrails))
    return table


def _exemptions(found: Health) -> Table:
    table = _table("exempt from", "roles")
    for one in found.exemptions:
        table.add_row(one.guardrail, ", ".join(one.roles))
    return table


def _waivers(found: Health) -> Table:
    table = _table("waived", "stack", "resource", "owner", "until")
    for one in found.waivers:
        until = f"{one.expires} (expired)" if one.expired else str(one.expires)
        table.add_row(one.rule, one.stack, one.resource, one.owner, until)
    return table


def _idle(found: Health) -> Table:
    table = _table("protects nothing", "unit", "because")
    for one in found.idle:
        table.add_row(one.guardrail, one.unit or "", one.why)
    return table

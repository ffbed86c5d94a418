"""`python -m estate addresses`: the address plan with its free space, for people and as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

from preview.project import ProblemsError

from .address_plan import Holder, Supernet, address_plan
from .settings import settings_of


def main(arguments: Sequence[str]) -> int:
    """Run the command: 0 with the plan on standard output, 2 where the configuration gives none."""
    given = _parser().parse_args(arguments)
    try:
        plan = address_plan(settings_of(given.directory))
    except ProblemsError as error:
        sys.stderr.write("".join(f"{problem}\n" for problem in error.problems))
        return 2
    sys.stdout.write(as_json(plan) if given.json else as_text(plan))
    return 0


def as_text(plan: Sequence[Supernet]) -> str:
    """The plan, a line for each range; addresses in the order in which they lie."""
    return "".join(f"{line}\n" for supernet in plan for line in _lines(supernet))


def as_json(plan: Sequence[Supernet]) -> str:
    """The plan as data."""
    regions = {
        supernet.region: {
            "range": str(supernet.range),
            "free": [str(each) for each in supernet.free],
            "networks": [_holder(holder) for holder in supernet.holders],
        }
        for supernet in plan
    }
    return json.dumps(regions, indent=2) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m estate addresses",
        description="Show which network has which addresses, how it is cut into subnets, and what is free.",
        epilog="exit codes: 0 shown, 2 wrong usage or configuration (python -m preview validate says more).",
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument(
        "-C", dest="directory", type=Path, default=Path(), metavar="DIR", help="folder of the Pulumi project"
    )
    return parser


def _lines(supernet: Supernet) -> Iterator[str]:
    used = sum(holder.range.num_addresses for holder in supernet.holders)
    all_ = supernet.range.num_addresses
    yield f"{supernet.region}  {supernet.range}  {used:,} of {all_:,} taken ({100 * used / all_:.1f} %)"
    parts: list[Holder | IPv4Network] = [*supernet.holders, *supernet.free]
    for part in sorted(parts, key=lambda each: each.range if isinstance(each, Holder) else each):
        if isinstance(part, Holder):
            yield f"  {part.range!s:<18} {part.stack}  {part.section}"
            cut = [(subnet.cidr, f"{subnet.tier}  {subnet.zone}") for subnet in part.subnets]
            cut += [(str(free), "free") for free in part.free]
            for cidr, what in sorted(cut, key=lambda each: IPv4Network(each[0])):
                yield f"    {cidr:<18} {what}"
        else:
            yield f"  {part!s:<18} free"


def _holder(holder: Holder) -> dict[str, Any]:
    return {
        "range": str(holder.range),
        "stack": holder.stack,
        "section": holder.section,
        "subnets": [
            {"range": subnet.cidr, "tier": subnet.tier.value, "zone": subnet.zone}
            for subnet in holder.subnets
        ],
        "free": [str(each) for each in holder.free],
    }

"""`python -m estate addresses`: the address plan with its free space, for people and as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from components.config.addresses import IPV6_PREFIX, AnyNetwork
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
    regions: dict[str, dict[str, Any]] = {}
    for supernet in plan:
        said = {
            "range": str(supernet.range),
            "free": [str(each) for each in supernet.free],
            "networks": [_holder(holder) for holder in supernet.holders],
        }
        if supernet.range.version == 4:
            regions.setdefault(supernet.region, {}).update(said)
        else:
            regions.setdefault(supernet.region, {})["ipv6"] = said
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
    four = supernet.range.version == 4
    unit, width = (1, 18) if four else (1 << (128 - IPV6_PREFIX), 28)
    used = sum(holder.range.num_addresses for holder in supernet.holders)
    all_ = supernet.range.num_addresses
    what = "taken" if four else f"blocks of /{IPV6_PREFIX} taken"
    yield (
        f"{supernet.region}  {supernet.range}  {used // unit:,} of {all_ // unit:,} {what} "
        f"({100 * used / all_:.1f} %)"
    )
    parts: list[tuple[AnyNetwork, Holder | None]] = [(each.range, each) for each in supernet.holders]
    parts += [(free, None) for free in supernet.free]
    for range_, holder in sorted(parts, key=lambda each: int(each[0].network_address)):
        yield f"  {range_!s:<{width}} {f'{holder.stack}  {holder.section}' if holder else 'free'}"
        if holder is not None:
            cut = [(subnet.range, f"{subnet.tier}  {subnet.zone}") for subnet in holder.subnets]
            cut += [(free, "free") for free in holder.free]
            for inner, name in sorted(cut, key=lambda each: int(each[0].network_address)):
                yield f"    {inner!s:<{width}} {name}"


def _holder(holder: Holder) -> dict[str, Any]:
    return {
        "range": str(holder.range),
        "stack": holder.stack,
        "section": holder.section,
        "subnets": [
            {"range": str(subnet.range), "tier": subnet.tier, "zone": subnet.zone}
            for subnet in holder.subnets
        ],
        "free": [str(each) for each in holder.free],
    }

"""The options of every command that judges by policy packs and reports."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_judging_options(parser: argparse.ArgumentParser) -> None:
    """`--json`, `--policy-pack`, `--policy-pack-config` and `--today`."""
    parser.add_argument("--json", type=Path, metavar="F", help="write the report to F (report.schema.json)")
    parser.add_argument(
        "--policy-pack",
        dest="packs",
        action="append",
        type=Path,
        metavar="DIR",
        help="judge by this pack; may be given again (default: policy-packs of [tool.preview])",
    )
    parser.add_argument(
        "--policy-pack-config",
        dest="pack_configs",
        action="append",
        type=Path,
        metavar="F",
        help="JSON: levels and settings of the pack's rules; one for each pack, in the same order",
    )
    parser.add_argument(
        "--today",
        metavar="DATE",
        help="judge expiry and versions as of this date, YYYY-MM-DD (default: today)",
    )

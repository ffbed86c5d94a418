"""Print what the known API requests cover.

python -m guardrails.requests [REPORT.json]

With the JSON report of a preview, also how many of its resources were evaluated, and which types were not.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .coverage import of_data, of_report, totals


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m guardrails.requests", description=__doc__)
    parser.add_argument(
        "report", nargs="?", type=Path, help="written by: python -m preview run --all --json F"
    )
    path = parser.parse_args().report
    lines = [*of_data().lines(), *totals()]
    if path:
        try:
            lines += of_report(json.loads(path.read_bytes())).lines()
        except (OSError, ValueError, KeyError, TypeError) as error:
            parser.error(f"{path} is no report of a preview: {error}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

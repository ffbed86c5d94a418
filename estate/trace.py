"""`python -m estate trace FROM TO`: the way of packets through the planned estate, hop by hop."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from guardrails.refusal import Refused

from components.config.flows import Traffic, read_traffic
from preview.project import ProblemsError

from .proof.estate import Estate, ReportError, read_estate, read_facts, read_report
from .proof.places import UnknownPlaceError
from .trace_text import show
from .trace_way import trace

EPILOG = """\
a place: internet, on-premises, s3, dynamodb, a segment, a stack, dev/app, dev/app/eu-west-1a, an IPv4 address
or range, or the name of a planned resource (a subnet, load balancer, endpoint, instance or security group).

exit codes: 0 everything arrives and the answers return, 1 not all of it does, 2 wrong usage, or no report.
"""


def main(arguments: Sequence[str]) -> int:
    """Run the command; the exit codes are those that the help names."""
    given = _parser().parse_args(arguments)
    try:
        traffic = _traffic(given.protocol, given.port)
        facts = read_facts(given.directory, {})
        estate = read_estate(_report(given.report, given.directory), facts)
        return _traced(estate, given.source, given.target, traffic)
    except ProblemsError as error:
        return _failed("\n".join(map(str, error.problems)))
    except Refused as error:
        return _failed(f"{error}; allowed: {error.allowed}")
    except (UnknownPlaceError, ReportError) as error:
        return _failed(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m estate trace",
        description="Show how packets get from one place to another as planned, or what stops them.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="FROM", help="the place that asks")
    parser.add_argument("target", metavar="TO", help="the place that answers")
    parser.add_argument("--port", metavar="N", help="port that is called, or a range such as 8000-8080")
    parser.add_argument(
        "--protocol", choices=("tcp", "udp", "icmp"), default="tcp", help="protocol (default: tcp)"
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="F",
        help="report of `preview run --all --json F` (default: run it now)",
    )
    parser.add_argument(
        "-C", dest="directory", type=Path, default=Path(), metavar="DIR", help="folder of the Pulumi project"
    )
    return parser


def _traffic(protocol: str, port: str | None) -> Traffic:
    if port is None:
        # Without a port the question is whether anything works, and 443 is what most do.
        return read_traffic(protocol if protocol == "icmp" else f"{protocol}/443")
    return read_traffic(f"{protocol}/{port}")


def _report(path: Path | None, directory: Path) -> Mapping[str, Any]:
    if path is not None:
        return read_report(path)
    with tempfile.TemporaryDirectory(prefix="trace-") as folder:
        file = Path(folder) / "report.json"
        command = [sys.executable, "-m", "preview", "run", "--all", "-C", str(directory), "--json", str(file)]
        sys.stderr.write("previewing all stacks ...\n")
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if not file.exists():
            raise ReportError(f"the preview failed:\n{ended.stderr.strip()}")
        return read_report(file)


def _traced(estate: Estate, source: str, target: str, traffic: Traffic) -> int:
    found = trace(estate, source, target, traffic)
    sys.stdout.write(show(found) + "\n")
    return 0 if found.works else 1


def _failed(text: str) -> int:
    sys.stderr.write(f"estate trace: {text}\n")
    return 2

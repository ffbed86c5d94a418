"""Time the guardrails: evaluation, packing, and the validation of a large organization.

python -m benchmarks.guardrails [--runs N]
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from guardrails import Policy, Request, evaluate
from guardrails.attachments import FULL_ACCESS
from guardrails.catalogue import CATALOGUE
from guardrails.kinds import PolicyType
from guardrails.packing import Part, pack
from guardrails.settings import Facts
from rich.console import Console
from rich.table import Table

from benchmarks.measure import ROOT, timed
from estate.protocol import Request as HookRequest
from estate.validate import validate
from preview.project import Project

LEVELS = 5
POLICIES = 100
RESOURCES = (250, 500, 1_000, 2_000)
REQUESTS_OF_EACH = 3
PACKED = (50, 100, 200, 400)
ACCOUNTS = (250, 500, 1_000, 2_000)
ACTIONS = ("ec2:RunInstances", "s3:CreateBucket", "kms:CreateKey", "sqs:CreateQueue", "iam:PassRole")
ROLE = "arn:aws:iam::111122223333:role/OrganizationAccountAccessRole"
SCP = PolicyType.SERVICE_CONTROL


def main() -> None:
    """Print a table for each question; what grows faster than its size stands out in the last column."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.guardrails", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each figure (default: 3)")
    runs = parser.parse_args().runs
    console = Console(highlight=False, width=130)
    documents = list(variants(max(PACKED)))
    evaluation = figures(
        f"{POLICIES} policies over {LEVELS} levels, {REQUESTS_OF_EACH} requests per resource"
    )
    for size in RESOURCES:
        requests = [request(number) for number in range(size * REQUESTS_OF_EACH)]
        add(
            evaluation,
            f"{size} resources, {REQUESTS_OF_EACH} requests each",
            size,
            runs,
            lambda r=requests: judge(documents, r),
        )
    packing = figures("packing guardrails of one node (wanted: 200 in under 1 s)")
    for size in PACKED:
        parts = [Part(id=f"g{number}", document=document) for number, document in enumerate(documents[:size])]
        add(packing, f"{size} guardrails", size, runs, lambda p=parts: pack("Root", SCP, p))
    validation = figures("validating the files of all stacks (wanted: 1,000 accounts in under 2 s)")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        for size in ACCOUNTS:
            asked = organization(Path(folder) / str(size), size)
            add(validation, f"{size} accounts", size, runs, lambda a=asked: validate(a))
    for table in (evaluation, packing, validation):
        console.print(table)


def variants(count: int) -> Iterator[dict[str, Any]]:
    """The catalogue's service control policies over and over, each time with another exemption."""
    shared = yaml.safe_load((ROOT / "Pulumi.yaml").read_text(encoding="utf-8"))["config"]
    facts = Facts.read({name: fact["value"] for name, fact in shared.items()})
    found = [dict(one.document(facts)) for one in CATALOGUE.values() if one.type is SCP]
    for number in range(count):
        document = found[number % len(found)]
        exempt = {"aws:PrincipalArn": f"arn:aws:iam::*:role/exempt-{number // len(found)}"}
        yield {
            **document,
            "Statement": [
                {
                    **statement,
                    "Sid": f"{statement['Sid']}v{number}",
                    "Condition": {
                        **statement.get("Condition", {}),
                        "ArnNotEquals": exempt,
                    },
                }
                for statement in document["Statement"]
            ],
        }


def request(number: int) -> Request:
    """One of the requests that a plan needs."""
    action = ACTIONS[number % len(ACTIONS)]
    return Request(
        action,
        f"arn:aws:{action.partition(':')[0]}:eu-west-1:111122223333:instance/{number}",
        ROLE,
        {
            "aws:RequestedRegion": "eu-west-1",
            "aws:RequestTag/owner": "platform",
            "ec2:InstanceType": "t4g.micro",
            "ec2:MetadataHttpTokens": "required",
        },
    )


def judge(documents: Sequence[dict[str, Any]], requests: Sequence[Request]) -> None:
    """Parse the policies and judge every request, as a preview does that starts anew."""
    policies = [Policy(f"p{number}", document) for number, document in enumerate(documents[:POLICIES])]
    levels = [(FULL_ACCESS, *policies[start::LEVELS]) for start in range(LEVELS)]
    for one in requests:
        evaluate(levels, Request(one.action, one.resource, one.principal, one.context))


def organization(folder: Path, accounts: int) -> HookRequest:
    """This project with so many accounts, as the preview hands it to the validation."""
    folder.mkdir()
    project = yaml.safe_load((ROOT / "Pulumi.yaml").read_text(encoding="utf-8"))
    known = project["config"]["accounts"]["value"]
    model = known["tracking-dev"]
    for number in range(accounts - len(known)):
        mail = f"aws+team-{number}@meridianparcel.example"
        known[f"team-{number}"] = {**model, "name": f"Meridian team {number}", "email": mail}
    text = yaml.safe_dump(project, sort_keys=False)
    (folder / "Pulumi.yaml").write_text(text, encoding="utf-8")
    stacks = Project.load(ROOT).stacks
    files = {stack: Path(f"Pulumi.{stack}.yaml") for stack in stacks}
    for path in files.values():
        (folder / path).write_text((ROOT / path).read_text(encoding="utf-8"), encoding="utf-8")
    today = datetime.datetime.now(datetime.UTC).date()
    return HookRequest(directory=folder, stack_files=files, stacks=tuple(stacks), date=today)


def figures(title: str) -> Table:
    """An empty table."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("", min_width=30)
    table.add_column("wall time", justify="right")
    table.add_column("for each", justify="right")
    return table


def add(table: Table, name: str, size: int, runs: int, action: Any) -> None:
    """One line: the median, and what it comes to for each of the things."""
    timing = timed(runs, action)
    table.add_row(name, str(timing), f"{timing.median / size * 1e6:,.0f} µs")


if __name__ == "__main__":
    main()

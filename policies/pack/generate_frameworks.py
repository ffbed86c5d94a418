"""Write `frameworks.json` again: `python policies/pack/generate_frameworks.py FOLDER COMMIT DATE`.

FOLDER is prowler/compliance/aws of a copy of github.com/prowler-cloud/prowler, COMMIT and DATE say which.
Prowler's files name for each requirement of a framework the checks of its own that prove it. A control of AWS
Foundational Security Best Practices stands for the requirements that are proved by the same checks.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

_SOURCE = "github.com/prowler-cloud/prowler, prowler/compliance/aws"
_CONTROLS = "aws_foundational_security_best_practices_aws.json"
_FRAMEWORKS = {
    "CIS AWS Foundations Benchmark 5.0": "cis_5.0_aws.json",
    "NIST 800-53 r5": "nist_800_53_revision_5_aws.json",
    "PCI DSS 4.0": "pci_4.0_aws.json",
}


def main() -> None:
    """Read the four files and write the table."""
    folder, commit, date = Path(sys.argv[1]), *sys.argv[2:4]
    proved = {framework: _by_check(_requirements(folder / file)) for framework, file in _FRAMEWORKS.items()}
    controls: dict[str, dict[str, list[str]]] = {}
    for control in _requirements(folder / _CONTROLS):
        served = {
            framework: sorted(
                {number for check in control["Checks"] for number in checks.get(check, ())}, key=_order
            )
            for framework, checks in proved.items()
        }
        if any(served.values()):
            controls[control["Id"]] = {framework: numbers for framework, numbers in served.items() if numbers}
    facts = {
        "source": _SOURCE,
        "commit": commit,
        "date": date,
        "frameworks": _FRAMEWORKS,
        "controls": controls,
    }
    text = json.dumps(facts, indent=1, sort_keys=True)
    lists = re.compile(r"\[\s+([^\]]+?)\s+\]")  # one line for each list
    text = lists.sub(lambda match: "[" + re.sub(r",\s+", ", ", match[1]) + "]", text)
    Path(__file__).with_name("frameworks.json").write_text(text + "\n", encoding="utf-8")


def _requirements(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["Requirements"]
    return found


def _by_check(requirements: list[dict[str, Any]]) -> dict[str, set[str]]:
    proved: dict[str, set[str]] = defaultdict(set)
    for requirement in requirements:
        for check in requirement["Checks"]:
            proved[check].add(_number(requirement))
    return proved


def _number(requirement: dict[str, Any]) -> str:
    """A requirement's number as its standard writes it; some of Prowler's files count parts of their own."""
    section = requirement["Attributes"][0].get("Section", "")
    identifier: str = requirement["Id"]
    if match := re.match(r"([A-Z]?\d+(?:\.\d+)+):", section):  # PCI DSS: "3.5.1: ...", its own id is 3.5.1.20
        return match[1]
    family, *parts = identifier.split("_")
    if parts:  # NIST: ac_2_3_c is part c of the enhancement AC-2(3), which is what people refer to
        enhancement = f"({parts[1]})" if len(parts) > 1 and parts[1].isdigit() else ""
        return f"{family.upper()}-{parts[0]}{enhancement}"
    return identifier


def _order(number: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", number)]


if __name__ == "__main__":
    main()

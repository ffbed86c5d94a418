"""Which requirements of compliance frameworks a rule serves.

A rule names the controls of AWS Foundational Security Best Practices that it checks; `frameworks.json` says
which requirements of other frameworks those stand for. What its source does not confirm is not there.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from pack.rule import Described

FSBP: Final = "AWS Foundational Security Best Practices"


def frameworks(rule: Described) -> dict[str, tuple[str, ...]]:
    """The requirements that a rule serves, by framework, in the order of the frameworks' own numbers."""
    served: dict[str, dict[str, None]] = {FSBP: dict.fromkeys(rule.fsbp)} if rule.fsbp else {}
    for control in rule.fsbp:
        for framework, requirements in _controls().get(control.casefold(), {}).items():
            served.setdefault(framework, {}).update(dict.fromkeys(requirements))
    return {framework: tuple(requirements) for framework, requirements in served.items()}


@cache
def _controls() -> Mapping[str, Mapping[str, list[str]]]:
    # Read where a framework is first asked about: most runs of the pack find nothing, and ask about none.
    text = Path(__file__).with_name("frameworks.json").read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(text)
    return {control.casefold(): served for control, served in facts["controls"].items()}

"""Tags say what the company agreed on, in one spelling."""

import re

from ..guardrail import Guardrail
from ..kinds import PolicyType
from ..settings import ROOT, Facts, TagValues

ASSIGN = "@@assign"
# Types that refuse a wrong value when they are tagged, and of which a missing tag is reported.
TAGGED = (
    "dynamodb:table", "ec2:instance", "ec2:volume", "ec2:vpc", "ecs:cluster", "eks:cluster", "kms:key",
    "lambda:function", "rds:cluster", "rds:db", "s3:bucket", "secretsmanager:secret", "sns:topic",
    "sqs:queue",
)  # fmt: skip
_LITERAL = re.compile(r"\^([A-Za-z0-9 _.:/=+@-]*)")


def _configures(facts: Facts) -> dict[str, object]:
    return {"tags": {tag: _tag(tag, values) for tag, values in facts.tags.items()}}


def _tag(tag: str, values: TagValues) -> dict[str, object]:
    rule: dict[str, object] = {"tag_key": {ASSIGN: tag}}
    if allowed := _allowed(values):
        rule["tag_value"] = {ASSIGN: allowed}
        rule["enforced_for"] = {ASSIGN: list(TAGGED)}
    rule["report_required_tag_for"] = {ASSIGN: list(TAGGED)}
    return rule


def _allowed(values: TagValues) -> list[str]:
    """The values; of a pattern its fixed beginning, since a tag policy knows one asterisk, at the end."""
    if values.values:
        return list(values.values)
    match = _LITERAL.match(values.pattern or "")
    return [f"{match[1]}*"] if match and match[1] else []


GUARDRAIL = Guardrail(
    id="tag-values",
    type=PolicyType.TAG,
    why="A report by tag counts Billing, billing and biling as three teams.",
    fix="Use a value that tags allows, in this spelling.",
    units=(ROOT,),
    controls=("FSBP Tag.1", "NIST-800-53 CM-8"),
    configures=_configures,
)

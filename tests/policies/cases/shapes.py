"""Cases of rules that one property decides."""

from typing import Any

from tests.policies.harness import UNKNOWN, Case, Properties


def nested(path: str, value: Any) -> Properties:
    """Properties in which the value stands at a dotted path; `[]` is a list of one."""
    for step in reversed(path.split(".")):
        name = step.removesuffix("[]")
        value = {name: [value] if step.endswith("[]") else value}
    properties: Properties = value
    return properties


def _shown(path: str) -> str:
    return path.replace("[]", "[0]")


def must_be_on(path: str, *, default: bool = False) -> Case:
    """A flag that has to be true."""
    bad = [(nested(path, False), f"{_shown(path)} is false, not true.")]
    bad.append((nested(path, "false"), f'{_shown(path)} is "false", not true.'))
    if not default:
        bad.append((nested(path, None), f"{_shown(path)} is not set, and false by default."))
    good = [nested(path, True), nested(path, "true"), *([{}] if default else [])]
    return Case(bad=bad, good=good, unknown=[nested(path, UNKNOWN)])


def must_be_off(path: str, *, default: bool = False) -> Case:
    """A flag that must not be true."""
    bad = [(nested(path, True), f"{_shown(path)} is true.")]
    if default:
        bad.append((nested(path, None), f"{_shown(path)} is not set, and true by default."))
    good = [nested(path, False), *([] if default else [{}])]
    return Case(bad=bad, good=good, unknown=[nested(path, UNKNOWN)])


def must_be_given(path: str, value: Any = "arn:aws:kms:eu-west-1:123456789012:key/1") -> Case:
    """A property that has to be set."""
    return Case(
        bad=[
            ({}, f"{_shown(path)} is not set."),
            (nested(path, ""), f"{_shown(path)} is empty."),
        ],
        good=[nested(path, value)],
        unknown=[nested(path, UNKNOWN)],
    )


def must_not_be(path: str, wrong: str, right: str) -> Case:
    """A text that must not have one value."""
    return Case(
        bad=[(nested(path, wrong), f'{_shown(path)} is "{wrong}".')],
        good=[nested(path, right), {}],
        unknown=[nested(path, UNKNOWN)],
    )

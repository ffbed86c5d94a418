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


def must_be_own_key(path: str) -> Case:
    """A key of the company's own."""
    managed, owned = "alias/aws/ebs", "AWS_OWNED_KMS_KEY"
    given = must_be_given(path)
    arn = f"arn:aws:kms:eu-west-1:123456789012:{managed}"
    return Case(
        bad=[
            *given.bad,
            (nested(path, managed), f'{_shown(path)} is "{managed}", a key that AWS manages.'),
            (nested(path, arn), f'{_shown(path)} is "{arn}", a key that AWS manages.'),
            (nested(path, owned), f'{_shown(path)} is "{owned}", a key that AWS manages.'),
        ],
        good=[*given.good, nested(path, "alias/own")],
        unknown=given.unknown,
    )


def must_be(path: str, right: str, wrong: str, *, default: str = "", wanted: str = "") -> Case:
    """A text that must have one value; `default` is the provider's, if it is wrong."""
    told = wanted or right
    absent = f'is not set, and "{default}" by default' if default else f"is not set; it has to be {told}"
    return Case(
        bad=[
            (nested(path, wrong), f'{_shown(path)} is "{wrong}", not {told}.'),
            (nested(path, None), f"{_shown(path)} {absent}."),
        ],
        good=[nested(path, right)],
        unknown=[nested(path, UNKNOWN)],
    )


def also(
    case: Case,
    *,
    given: Properties | None = None,
    bad: tuple[tuple[Properties, str], ...] = (),
    good: tuple[Properties, ...] = (),
    unknown: tuple[Properties, ...] = (),
    type: str = "",
) -> Case:
    """The case with more examples; `given` stands in each of its own besides."""
    more = given or {}
    return Case(
        bad=[*((more | one, message) for one, message in case.bad), *bad],
        good=[*(more | one for one in case.good), *good],
        unknown=[*(more | one for one in case.unknown), *unknown],
        type=type or case.type,
    )

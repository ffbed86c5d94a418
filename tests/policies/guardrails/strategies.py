"""Policies and requests that often meet: few actions, resources, keys and values."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

ACTIONS = ["s3:GetObject", "s3:PutObject", "S3:getobject", "ec2:RunInstances", "sqs:SendMessage"]
ACTION_PATTERNS = ["*", "s3:*", "s3:Get*", "S3:GETOBJECT", "ec2:Run?nstances", "*:*Object", "sqs:SendMessage"]
RESOURCES = ["*", "arn:aws:s3:::alpha/key", "arn:aws:s3:::beta/a:b", "arn:aws:ec2:eu-west-1:1:instance/i-1"]
RESOURCE_PATTERNS = [
    *RESOURCES, "arn:aws:s3:::*", "arn:aws:s3:::alpha/*", "arn:aws:s3:::?eta/*", "arn:aws:*",
    "arn:aws:s3:::${aws:PrincipalTag/team}/*", "arn:aws:s3:::${aws:PrincipalTag/team, 'beta'}/*",
]  # fmt: skip
TEXTS = ["alpha", "Alpha", "beta", "a*", "", "5", "5.0", "7", "true", "false", "True"]
DATES = ["2026-01-01T00:00:00Z", "2026-06-01T12:00:00+02:00", "2026-01-01"]
ADDRESSES = ["192.0.2.7", "198.51.100.1", "2001:db8::1"]
ARNS = ["arn:aws:iam::1:role/alpha", "arn:aws:iam::2:role/path/beta", "arn:aws:s3:::alpha:x"]
VALUES = [*TEXTS, *DATES, *ADDRESSES, *ARNS]
WRITTEN = {
    "String": [
        "alpha", "ALPHA", "a*", "*", "?eta", "b${*}", "a${*}", "${aws:PrincipalTag/team}", "",
        "${aws:PrincipalTag/none, 'alpha'}", "${aws:PrincipalTag/none}", "5",
    ],
    "Arn": [
        "arn:aws:iam::*:role/*", "arn:aws:iam::1:role/alpha", "arn:*:iam::?:role/path/*",
        "arn:aws:s3:::alpha*",
        "arn:aws:iam::1:role/${aws:PrincipalTag/team}",
    ],
    "Numeric": ["5", "5.0", "7", "-1", "beta"],
    "Date": DATES,
    "Bool": ["true", "false"],
    "IpAddress": ["192.0.2.0/24", "198.51.100.1", "2001:db8::/32"],
    "BinaryEquals": ["YWxwaGE=", "alpha"],
}  # fmt: skip
OPERATORS = {
    **{f"String{n}": "String" for n in ("Equals", "NotEquals", "EqualsIgnoreCase", "Like", "NotLike")},
    "StringNotEqualsIgnoreCase": "String",
    **{f"Arn{name}": "Arn" for name in ("Equals", "Like", "NotEquals", "NotLike")},
    **{
        f"{kind}{name}": kind
        for kind in ("Numeric", "Date")
        for name in ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
    },
    "Bool": "Bool",
    "IpAddress": "IpAddress",
    "NotIpAddress": "IpAddress",
    "BinaryEquals": "BinaryEquals",
}
KEYS = ["aws:RequestTag/x", "aws:tagkeys", "ec2:Key", "aws:PrincipalTag/team"]


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for _ in range(draw(st.integers(0, 2))):
        key = draw(st.sampled_from(KEYS))
        if draw(st.integers(0, 4)) == 0:
            found.setdefault("Null", {})[key] = draw(st.sampled_from(["true", "false"]))
            continue
        name = draw(st.sampled_from(sorted(OPERATORS)))
        values = draw(st.lists(st.sampled_from(WRITTEN[OPERATORS[name]]), min_size=1, max_size=3))
        operator = draw(st.sampled_from(["", "ForAllValues:", "ForAnyValue:"])) + name
        operator += draw(st.sampled_from(["", "IfExists"]))
        found.setdefault(operator, {})[key] = draw(st.sampled_from([values, values[0]]))
    return found


@st.composite
def statements(draw: st.DrawFn, effects: tuple[str, ...] = ("Allow", "Deny")) -> dict[str, Any]:
    actions = draw(st.lists(st.sampled_from(ACTION_PATTERNS), min_size=1, max_size=3))
    resources = draw(st.lists(st.sampled_from(RESOURCE_PATTERNS), min_size=1, max_size=3))
    found = draw(conditions())
    return {
        "Effect": draw(st.sampled_from(effects)),
        draw(st.sampled_from(["Action", "Action", "NotAction"])): draw(
            st.sampled_from([actions, actions[0]])
        ),
        draw(st.sampled_from(["Resource", "Resource", "NotResource"])): resources,
        **({"Condition": found} if found else {}),
    }


ALLOW_ALL = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.integers(0, 2)) == 0:
        return ALLOW_ALL
    version = draw(st.sampled_from(["2012-10-17", "2012-10-17", "2008-10-17", ""]))
    return {
        **({"Version": version} if version else {}),
        "Statement": draw(st.lists(statements(), min_size=1, max_size=3)),
    }


LEVELS = st.lists(st.lists(documents(), max_size=3), min_size=1, max_size=3)
CONTEXTS = st.dictionaries(
    st.sampled_from([*KEYS, "AWS:REQUESTTAG/X"]).filter(lambda key: key != "aws:RequestTag/x"),
    st.sampled_from(VALUES) | st.lists(st.sampled_from(VALUES), max_size=3),
)

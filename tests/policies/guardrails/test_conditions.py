"""Conditions case by case, as the IAM user guide words them.

Its pages: reference_policies_elements_condition_operators, reference_policies_variables,
reference_policies_condition-single-vs-multi-valued-context-keys, reference_policies_elements_resource.
"""

from __future__ import annotations

from typing import Any

import pytest
from guardrails import Policy, Request, Unknown, evaluate

ROLE = "arn:aws:iam::111122223333:role/path/Deploy"
ALLOW = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def holds(condition: dict[str, Any], version: str = "2012-10-17", **context: Any) -> bool:
    """Whether a denial under this condition applies; `k` in the context is the key `test:k`."""
    deny = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": condition}
    policy = Policy("p", {"Version": version, "Statement": [ALLOW, deny]})
    request = Request("s3:GetObject", "arn:aws:s3:::a/b", ROLE, {f"Test:{k}": v for k, v in context.items()})
    return evaluate([[policy]], request).result == "denied"


MISSING = "missing"
CASES: list[tuple[str, Any, Any, bool]] = [
    # operator, the policy's values, the request's value, whether the condition holds
    ("StringEquals", "Alpha", "Alpha", True),
    ("StringEquals", "Alpha", "alpha", False),
    ("StringEquals", "a*", "abc", False),
    ("StringEquals", ["a", "b"], "b", True),
    ("StringNotEquals", ["a", "b"], "b", False),
    ("StringNotEquals", ["a", "b"], "c", True),
    ("StringEqualsIgnoreCase", "Alpha", "aLPHA", True),
    ("StringNotEqualsIgnoreCase", "Alpha", "aLPHA", False),
    ("StringLike", "a?c*", "abc", True),
    ("StringLike", "A*", "abc", False),
    ("StringLike", "a?", "a", False),
    ("StringNotLike", "a*", "abc", False),
    ("StringLike", "a${*}", "a*", True),
    ("StringLike", "a${*}", "abc", False),
    ("StringEquals", "a${$}{b}", "a${b}", True),
    ("NumericEquals", "5", "5.0", True),
    ("NumericLessThan", "10", "9", True),
    ("NumericLessThanEquals", "10", "10", True),
    ("NumericGreaterThan", "2.5", "3", True),
    ("NumericGreaterThanEquals", "3", "2.999", False),
    ("NumericNotEquals", "3", "4", True),
    ("NumericEquals", "three", "three", False),
    ("DateLessThan", "2026-06-01T00:00:00Z", "2026-05-31T23:59:59Z", True),
    ("DateEquals", "2026-06-01T02:00:00+02:00", "2026-06-01T00:00:00Z", True),
    ("DateEquals", "1767225600", "2026-01-01T00:00:00Z", True),
    ("DateGreaterThan", "2026", "2026-01-01T00:00:01Z", True),
    ("DateGreaterThanEquals", "2026-06", "2026-05-31", False),
    ("DateNotEquals", "2026-06-01", "2026-06-02", True),
    ("Bool", "true", "true", True),
    ("Bool", "true", "False", False),
    ("Bool", "yes", "yes", False),
    ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", True),
    ("BinaryEquals", "QmluYXJ5", "qmluYXJ5", False),
    ("IpAddress", "203.0.113.0/24", "203.0.113.7", True),
    ("IpAddress", "203.0.113.7", "203.0.113.8", False),
    ("IpAddress", "2001:DB8:1234::/48", "2001:db8:1234:5678::1", True),
    ("IpAddress", "203.0.113.0/24", "2001:db8::1", False),
    ("NotIpAddress", "203.0.113.0/24", "198.51.100.7", True),
    ("ArnEquals", "arn:aws:sns:*:111122223333:*", "arn:aws:sns:eu-west-1:111122223333:topic", True),
    ("ArnLike", "arn:aws:sns:*", "arn:aws:sns:eu-west-1:111122223333:topic", True),
    ("ArnLike", "arn:aws:*:topic", "arn:aws:sns:eu-west-1:111122223333:topic", False),
    ("ArnLike", "arn:aws:logs:*:*:log-group:*", "arn:aws:logs:x:1:log-group:a:b", True),
    ("ArnLike", "arn:aws:sns:*:1:*", "no ARN", False),
    ("ArnNotLike", "arn:aws:sns:*:1:*", "arn:aws:sns:x:2:t", True),
    ("ArnNotEquals", "arn:aws:sns:*:1:*", "arn:aws:sns:x:1:t", False),
    # keys that are not in the request
    ("StringEquals", "a", MISSING, False),
    ("StringNotEquals", "a", MISSING, True),
    ("StringNotLike", "a", MISSING, True),
    ("NumericNotEquals", "1", MISSING, True),
    ("DateNotEquals", "2026-01-01", MISSING, True),
    ("NotIpAddress", "203.0.113.0/24", MISSING, True),
    ("ArnNotLike", "arn:aws:sns:*:1:*", MISSING, True),
    ("Bool", "false", MISSING, False),
    ("BoolIfExists", "false", MISSING, True),
    ("StringEqualsIfExists", "a", MISSING, True),
    ("StringEqualsIfExists", "a", "b", False),
    ("StringNotEqualsIfExists", "a", "a", False),
    ("Null", "true", MISSING, True),
    ("Null", "false", MISSING, False),
    ("Null", "false", "a", True),
    ("Null", ["true", "false"], "a", True),
    ("Null", "true", [], True),
    # sets
    ("ForAllValues:StringEquals", ["a", "b"], ["a", "b"], True),
    ("ForAllValues:StringEquals", ["a", "b"], ["a", "c"], False),
    ("ForAllValues:StringEquals", ["a", "b"], MISSING, True),
    ("ForAllValues:StringEquals", ["a", "b"], [], True),
    ("ForAllValues:StringNotEquals", ["a"], ["b", "c"], True),
    ("ForAllValues:StringNotEquals", ["a"], ["b", "a"], False),
    ("ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], True),
    ("ForAnyValue:StringEquals", ["a", "b"], ["c"], False),
    ("ForAnyValue:StringEquals", ["a", "b"], MISSING, False),
    ("ForAnyValue:StringNotEquals", ["a"], ["a", "b"], True),
    ("ForAnyValue:StringNotEquals", ["a"], ["a"], False),
    ("ForAnyValue:StringNotEquals", ["a"], MISSING, False),
    ("ForAnyValue:StringNotEquals", ["a"], [], False),
    ("ForAnyValue:StringEqualsIfExists", ["a"], MISSING, True),
    ("stringequals", "a", "a", True),
]


@pytest.mark.parametrize(("operator", "wanted", "given", "expected"), CASES)
def test_an_operator_compares_as_the_user_guide_says(
    operator: str, wanted: Any, given: Any, expected: bool
) -> None:
    context = {} if given is MISSING else {"k": given}

    assert holds({operator: {"test:K": wanted}}, **context) is expected


def test_operators_and_keys_are_all_needed() -> None:
    both = {"StringEquals": {"test:a": "1", "test:b": "2"}, "Bool": {"test:c": "true"}}

    assert holds(both, a="1", b="2", c="true")
    assert not holds(both, a="1", b="2", c="false")
    assert not holds(both, a="1", b="3", c="true")


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("${test:team}", {"team": "v"}, True),
        ("${TEST:Team}", {"team": "v"}, True),
        ("${test:team}", {}, False),
        ("${test:team, 'v'}", {}, True),
        ("${test:team, 'v'}", {"team": "w"}, False),
        ("${test:team, 'v'}", {"team": ["v", "w"]}, False),
        ("${test:team}", {"team": ["v"]}, True),
        ("${test:my team}", {"my team": "v"}, True),
        ("${test:team", {"team": "v"}, False),
    ],
)
def test_a_variable_stands_for_its_key_or_its_default(
    text: str, context: dict[str, Any], expected: bool
) -> None:
    assert holds({"StringEquals": {"test:k": text}}, k="v", **context) is expected
    assert holds({"StringNotEquals": {"test:k": text}}, k="v", **context) is not expected


def test_an_asterisk_in_a_variables_value_is_an_asterisk() -> None:
    assert not holds({"StringLike": {"test:k": "${test:team}"}}, k="anything", team="*")
    assert holds({"StringLike": {"test:k": "${test:team}*"}}, k="a*b", team="a*")


def test_the_first_version_of_the_language_knows_no_variables() -> None:
    condition = {"StringEquals": {"test:k": "${test:team}"}}

    assert not holds(condition, version="2008-10-17", k="v", team="v")
    assert holds(condition, version="2008-10-17", k="${test:team}")


def test_what_is_denied_elsewhere_is_denied_whatever_is_unknown() -> None:
    perhaps = Policy(
        "perhaps",
        {
            "Version": "2012-10-17",
            "Statement": [ALLOW, {**ALLOW, "Effect": "Deny", "Condition": {"Bool": {"test:k": "true"}}}],
        },
    )
    request = Request("s3:GetObject", "*", ROLE, {"test:k": Unknown()})

    assert evaluate([[perhaps]], request).result == "unknown"
    assert evaluate([[perhaps], []], request).result == "denied"


def test_what_equals_no_value_is_decided_without_one() -> None:
    deny = {**ALLOW, "Effect": "Deny", "Condition": {"NumericNotEquals": {"k:x": "three"}}}
    policy = Policy("p", {"Version": "2012-10-17", "Statement": [ALLOW, deny]})

    assert evaluate([[policy]], Request("s3:GetObject", "*", ROLE, {"k:x": Unknown()})).result == "denied"


def test_an_unknown_variable_decides_only_where_the_rest_of_the_text_fits() -> None:
    policy = Policy(
        "p",
        {
            "Version": "2012-10-17",
            "Statement": [ALLOW, {**ALLOW, "Effect": "Deny", "Resource": "arn:aws:s3:::${k:x}/b"}],
        },
    )

    def decided(resource: str) -> str:
        return evaluate([[policy]], Request("s3:GetObject", resource, ROLE, {"k:x": Unknown()})).result

    assert (decided("arn:aws:s3:::a/b"), decided("arn:aws:s3:::a/c")) == ("unknown", "allowed")

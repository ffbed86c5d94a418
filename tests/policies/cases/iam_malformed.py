"""Documents that AWS would refuse."""

from tests.policies.cases.policies import READ, allow
from tests.policies.harness import UNKNOWN, Case

CASES = {
    "policy-document-malformed": Case(
        type="aws:iam/policy:Policy",
        bad=[
            ({"policy": "{broken"}, "policy is not JSON."),
            ({"policy": ""}, "policy is empty."),
            ({"policy": "[]"}, "policy is no JSON object."),
            ({"policy": "{}"}, "policy has no statement."),
            ({"policy": '{"Statement": ["x"]}'}, "policy has a statement, number 1, that is no object."),
            (
                {"policy": '{"Statement": {"Effect": "allow"}}'},
                'policy has a statement, number 1, whose Effect is "allow", not Allow or Deny.',
            ),
            (
                {"policy": '{"Statement": {"Effect": "Allow", "Resource": "*"}}'},
                "policy has a statement, number 1, that needs either Action or NotAction.",
            ),
            (
                {"policy": '{"Statement": {"Effect": "Allow", "Action": "s3:GetObject"}}'},
                "policy has a statement, number 1, without Resource.",
            ),
            (
                {"policy": allow(Principal="*", Action="s3:GetObject", Resource="x")},
                "policy has a statement, number 1, with a Principal, which is who has the policy here.",
            ),
            (
                {"policy": '{"Version": "2012-10-7", "Statement": []}'},
                'policy has the Version "2012-10-7", not 2012-10-17.',
            ),
            (
                {"policy": allow(Action="s3:GetObject", Resource="x", Conditions={})},
                'policy has a statement, number 1, with "Conditions", which is no element of a statement.',
            ),
            (
                {"policy": allow(Action=["s3:GetObject", "GetItem"], Resource="x")},
                'policy has a statement, number 1, whose action "GetItem" names no service.',
            ),
            ({"policy": "x" * 100_001}, "policy is longer than 100,000 characters."),
            ({"policy": "[" * 5_000}, "policy is not JSON."),
        ],
        good=[
            {},
            {"policy": READ},
            {"policy": allow(Sid="All", NotAction=["iam:*"], NotResource="x", Condition={})},
            {"policy": READ.replace("2012-10-17", "2008-10-17")},
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
}

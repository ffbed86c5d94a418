"""Ways from some permissions to more."""

from tests.policies.cases.policies import ACCOUNT, READ, allow, document
from tests.policies.harness import UNKNOWN, Case

_FUNCTION = f"arn:aws:lambda:eu-west-1:{ACCOUNT}:function:"

CASES = {
    "iam-privilege-escalation": Case(
        bad=[
            (
                {"policy": allow(Action=["iam:PassRole", "lambda:CreateFunction"], Resource="*")},
                "It allows iam:PassRole, lambda:CreateFunction, which gives more by passing any role to a "
                "function.",
            ),
            (
                {"policy": allow(Action=["iam:Put*Policy", "iam:Attach*"], Resource="*")},
                "It allows iam:AttachRolePolicy, which gives more by attaching any policy to a role, and in "
                "5 other ways.",
            ),
            (
                {"policy": allow(Action="iam:CreatePolicy*", Resource="arn:aws:iam::123456789012:policy/*")},
                "It allows iam:CreatePolicyVersion, which gives more by writing a new version of a policy.",
            ),
            (
                {
                    "policy": document(
                        {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"},
                        {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"},
                    )
                },
                "It allows iam:PassRole, ec2:RunInstances, which gives more by passing any role to an "
                "instance, and in 2 other ways.",
            ),
            (
                {
                    "policy": document(
                        {
                            "Effect": "Allow",
                            "Action": "iam:PassRole",
                            "Resource": f"arn:aws:iam::{ACCOUNT}:role/*",
                        },
                        {
                            "Effect": "Allow",
                            "Action": "lambda:CreateFunction",
                            "Resource": f"{_FUNCTION}deploy",
                        },
                    )
                },
                "It allows iam:PassRole, lambda:CreateFunction, which gives more by passing any role to a "
                "function.",
            ),
            (
                {"policy": allow(Action="iam:PassRole", Resource="*")},
                "It allows iam:PassRole, which gives more by passing any role to any service that takes one.",
            ),
            (
                {"policy": allow(Action="lambda:UpdateFunctionCode", Resource=f"{_FUNCTION}*")},
                "It allows lambda:UpdateFunctionCode, which gives more by replacing the code of any "
                "function.",
            ),
            (
                {
                    "policy": allow(
                        Action="sts:AssumeRole",
                        Resource="*",
                        Condition={"Bool": {"aws:SecureTransport": "true"}},
                    )
                },
                "It allows sts:AssumeRole, which gives more by assuming any role.",
            ),
        ],
        good=[
            {"policy": READ},
            {
                "policy": allow(
                    Action="iam:PassRole",
                    Resource="*",
                    Condition={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
                )
            },
            {"policy": allow(Action="*", Resource="*")},
            {"policy": allow(Action="lambda:UpdateFunctionCode", Resource=f"{_FUNCTION}app")},
            {
                "policy": document(
                    {
                        "Effect": "Allow",
                        "Action": "iam:PassRole",
                        "Resource": f"arn:aws:iam::{ACCOUNT}:role/task",
                    },
                    {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*"},
                )
            },
            {
                "policy": document(
                    {"Effect": "Allow", "Action": "iam:Attach*", "Resource": "*"},
                    {"Effect": "Deny", "Action": "iam:*", "Resource": "*"},
                )
            },
        ],
        unknown=[
            {"policy": UNKNOWN},
            {
                "policy": {
                    "Statement": [
                        {"Effect": "Allow", "Action": ["iam:PassRole"], "Resource": [UNKNOWN]},
                        {"Effect": "Allow", "Action": ["ecs:RunTask"], "Resource": ["*"]},
                    ]
                }
            },
        ],
    ),
}

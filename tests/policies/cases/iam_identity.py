"""Identity policies, statement by statement, and boundaries."""

import json

from tests.policies.cases.policies import ACCOUNT, READ, allow
from tests.policies.harness import UNKNOWN, Case

_ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"

CASES = {
    "iam-admin-policy": Case(
        type="aws:iam/policy:Policy",
        bad=[
            (
                {"policy": allow(Action="*", Resource="*")},
                "policy.Statement[0] allows every action on every resource.",
            ),
            (
                {"policy": allow(Action=["*"], Resource=["*"])},
                "policy.Statement[0] allows every action on every resource.",
            ),
            (
                {
                    "policy": json.dumps(
                        {"Statement": {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}}
                    )
                },
                'policy.Statement allows every action but "s3:*" on every resource.',
            ),
            (
                {"policy": {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}},
                "policy.Statement[0] allows every action on every resource.",
            ),
            (
                {"policy": allow(Action="iam:*", NotResource="arn:aws:iam::123456789012:user/x")},
                "policy.Statement[0] allows every action of IAM, which gives all others, on every resource.",
            ),
            *(
                (
                    {"policy": allow(Action="*", Resource="*", Condition=condition)},
                    "policy.Statement[0] allows every action on every resource.",
                )
                for condition in (
                    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
                    {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}},
                    {"StringLike": {"aws:PrincipalArn": "*"}},
                )
            ),
        ],
        good=[
            {},
            {"policy": READ},
            {"policy": "{broken"},
            {"policy": allow(Action="*", Resource="*", Condition={"Bool": {"aws:ViaAWSService": "true"}})},
            {"policy": allow(Action="*", Resource="*"), "name": "Workload-Boundary"},
            {"policy": allow(Action="*", Resource="*"), "description": "The boundary of every role"},
            {"policy": json.dumps({"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]})},
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "iam-star-action": Case(
        bad=[
            (
                {"policy": allow(Action=["s3:*", "ec2:Describe*"], Resource="*")},
                'policy.Statement[0] allows "s3:*".',
            ),
            ({"policy": allow(Action="*", Resource="arn:aws:s3:::x")}, 'policy.Statement[0] allows "*".'),
            ({"policy": allow(Action="*", Resource="*")}, 'policy.Statement[0] allows "*".'),
            (
                {"policy": allow(NotAction="iam:*", Resource="*")},
                'policy.Statement[0] allows every action but "iam:*".',
            ),
            (
                {
                    "policy": {
                        "Statement": [{"Effect": "Allow", "Action": ["ec2:*", "s3:?*"], "Resource": "*"}]
                    }
                },
                'policy.Statement[0] allows "ec2:*", "s3:?*".',
            ),
        ],
        good=[{"policy": READ}, {"policy": allow(Action=["s3:Get*", "ec2:Describe*"], Resource="*")}],
        unknown=[{"policy": UNKNOWN}],
    ),
    "iam-star-resource-write": Case(
        bad=[
            (
                {"policy": allow(Action=["s3:PutObject", "ec2:Describe*", "sqs:Send*"], Resource="*")},
                'policy.Statement[0] allows "s3:PutObject", "sqs:Send*" on every resource.',
            ),
            (
                {"policy": allow(Action="s3:DeleteObject", Resource="arn:aws:s3:::*/*")},
                'policy.Statement[0] allows "s3:DeleteObject" on every resource.',
            ),
            (
                {"policy": allow(Action="dynamodb:PutItem", Resource="arn:aws:dynamodb:*:*:table/*")},
                'policy.Statement[0] allows "dynamodb:PutItem" on every resource.',
            ),
            (
                {
                    "policy": allow(
                        Action="s3:PutObject",
                        Resource="*",
                        Condition={"Bool": {"aws:SecureTransport": "true"}},
                    )
                },
                'policy.Statement[0] allows "s3:PutObject" on every resource.',
            ),
            (
                {
                    "policy": {
                        "Statement": [{"Effect": "Allow", "Action": ["iam:PutRolePolicy"], "Resource": ["*"]}]
                    }
                },
                'policy.Statement[0] allows "iam:PutRolePolicy" on every resource.',
            ),
        ],
        good=[
            {"policy": allow(Action="s3:PutObject", Resource="arn:aws:s3:::x/*")},
            {"policy": allow(Action=["ec2:Describe*", "cloudwatch:PutMetricData"], Resource="*")},
            {"policy": allow(Action="xray:PutTraceSegments", Resource="*")},
            {"policy": allow(Action="*", Resource="*")},
            {
                "policy": allow(
                    Action="ec2:StartInstances",
                    Resource="*",
                    Condition={"StringEquals": {"aws:ResourceTag/team": "x"}},
                )
            },
        ],
        unknown=[
            {"policy": UNKNOWN},
            {"policy": {"Statement": [{"Effect": "Allow", "Action": "s3:PutObject", "Resource": UNKNOWN}]}},
            {"policy": {"Statement": [{"Effect": "Allow", "Action": [UNKNOWN], "Resource": "*"}]}},
        ],
    ),
    "iam-data-exfiltration": Case(
        bad=[
            (
                {"policy": allow(Action=["secretsmanager:GetSecretValue", "ssm:Get*"], Resource="*")},
                'policy.Statement[0] allows "secretsmanager:GetSecretValue", "ssm:Get*" on every resource.',
            ),
            (
                {
                    "policy": allow(
                        Action="secretsmanager:GetSecretValue", Resource="arn:aws:secretsmanager:*:*:secret:*"
                    )
                },
                'policy.Statement[0] allows "secretsmanager:GetSecretValue" on every resource.',
            ),
        ],
        good=[
            {"policy": READ},
            {"policy": allow(Action="s3:ListAllMyBuckets", Resource="*")},
            {"policy": allow(Action="ssm:GetParameter", Resource=f"arn:aws:ssm:*:{ACCOUNT}:parameter/app/*")},
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "iam-credential-actions": Case(
        bad=[
            (
                {"policy": allow(Action="sts:AssumeRole", Resource="*")},
                'policy.Statement[0] allows "sts:AssumeRole" on every resource.',
            ),
            (
                {"policy": allow(Action="sts:GetFederationToken", Resource="*")},
                'policy.Statement[0] allows "sts:GetFederationToken" on every resource.',
            ),
        ],
        good=[
            {"policy": allow(Action="sts:AssumeRole", Resource="arn:aws:iam::123456789012:role/x")},
            {"policy": allow(Action="sts:GetCallerIdentity", Resource="*")},
            {"policy": allow(Action="sts:AssumeRole", Resource="arn:aws:iam::*:role/deploy")},
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "iam-boundary-unlimited": Case(
        type="aws:iam/policy:Policy",
        bad=[
            (
                {"name": "boundary", "policy": allow(Action="*", Resource="*")},
                "The boundary allows everything and denies nothing.",
            )
        ],
        good=[
            {"name": "plain", "policy": allow(Action="*", Resource="*")},
            {
                "name": "boundary",
                "policy": json.dumps(
                    {
                        "Statement": [
                            {"Effect": "Allow", "Action": "*", "Resource": "*"},
                            {"Effect": "Deny", "Action": "iam:*", "Resource": "*"},
                        ]
                    }
                ),
            },
        ],
        unknown=[{"name": "boundary", "policy": UNKNOWN}],
    ),
    "iam-permissions-boundary": Case(
        type="aws:iam/role:Role",
        bad=[
            ({}, "permissionsBoundary is not set, not one of *:policy/workload, *:policy/data."),
            (
                {"permissionsBoundary": ""},
                'permissionsBoundary is "", not one of *:policy/workload, *:policy/data.',
            ),
            (
                {"permissionsBoundary": _ADMIN},
                f'permissionsBoundary is "{_ADMIN}", not one of *:policy/workload, *:policy/data.',
            ),
        ],
        good=[
            {"permissionsBoundary": "arn:aws:iam::123456789012:policy/workload"},
            {"permissionsBoundary": "arn:aws:iam::123456789012:policy/data"},
        ],
        unknown=[{"permissionsBoundary": UNKNOWN}],
        settings={"boundaries": ["*:policy/workload", "*:policy/data"]},
    ),
}

"""Policy documents."""

import json
from typing import Any

from tests.policies.harness import UNKNOWN, Case

_ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
_CLUSTER = "oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789"
_GITHUB = "token.actions.githubusercontent.com"


_QUEUE = "arn:aws:sqs:eu-west-1:123456789012:q"


def _allow(**statement: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def _trust(subject: str | None) -> str:
    conditions = {"StringLike": {f"{_GITHUB}:sub": subject}} if subject else {}
    return _allow(
        Action="sts:AssumeRoleWithWebIdentity",
        Principal={"Federated": f"arn:aws:iam::123456789012:oidc-provider/{_GITHUB}"},
        Condition={"StringEquals": {f"{_GITHUB}:aud": "sts.amazonaws.com"}} | conditions,
    )


_ANYBODY = f"Anybody with a token of {_GITHUB} may assume the role."
_READ = _allow(Action="s3:GetObject", Resource="arn:aws:s3:::x/*")

CASES = {
    "iam-admin-policy": Case(
        type="aws:iam/policy:Policy",
        bad=[
            ({"policy": _allow(Action="*", Resource="*")}, "It allows every action on every resource."),
            ({"policy": _allow(Action=["*"], Resource=["*"])}, "It allows every action on every resource."),
            (
                {
                    "policy": json.dumps(
                        {"Statement": {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}}
                    )
                },
                'It allows every action but "s3:*" on every resource.',
            ),
            (
                {"policy": {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}},
                "It allows every action on every resource.",
            ),
            (
                {"policy": _allow(Action="iam:*", NotResource="arn:aws:iam::123456789012:user/x")},
                "It allows every action of IAM, which gives all others, on every resource.",
            ),
        ],
        good=[
            {},
            {"policy": _READ},
            {"policy": "{broken"},
            {"policy": _allow(Action="*", Resource="*", Condition={"Bool": {"aws:ViaAWSService": "true"}})},
            {"policy": _allow(Action="*", Resource="*"), "name": "Workload-Boundary"},
            {"policy": json.dumps({"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]})},
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "iam-star-action": Case(
        bad=[
            ({"policy": _allow(Action=["s3:*", "ec2:Describe*"], Resource="*")}, 'It allows "s3:*".'),
            ({"policy": _allow(Action="*", Resource="arn:aws:s3:::x")}, 'It allows "*".'),
            ({"policy": _allow(NotAction="iam:*", Resource="*")}, 'It allows every action but "iam:*".'),
            (
                {
                    "policy": {
                        "Statement": [{"Effect": "Allow", "Action": ["ec2:*", "s3:?*"], "Resource": "*"}]
                    }
                },
                'It allows "ec2:*", "s3:?*".',
            ),
        ],
        good=[{"policy": _READ}, {"policy": _allow(Action="*", Resource="*")}],
        unknown=[{"policy": UNKNOWN}],
    ),
    "iam-star-resource-write": Case(
        bad=[
            (
                {"policy": _allow(Action=["s3:PutObject", "ec2:Describe*", "sqs:Send*"], Resource="*")},
                'It allows "s3:PutObject", "sqs:Send*" on every resource.',
            ),
            (
                {"policy": _allow(Action="s3:DeleteObject", Resource="arn:aws:s3:::*/*")},
                'It allows "s3:DeleteObject" on every resource.',
            ),
            (
                {
                    "policy": {
                        "Statement": [{"Effect": "Allow", "Action": ["iam:PutRolePolicy"], "Resource": ["*"]}]
                    }
                },
                'It allows "iam:PutRolePolicy" on every resource.',
            ),
        ],
        good=[
            {"policy": _allow(Action="s3:PutObject", Resource="arn:aws:s3:::x/*")},
            {"policy": _allow(Action=["ec2:Describe*", "cloudwatch:PutMetricData"], Resource="*")},
            {"policy": _allow(Action="xray:PutTraceSegments", Resource="*")},
            {"policy": _allow(Action="*", Resource="*")},
            {
                "policy": _allow(
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
                {"policy": _allow(Action=["secretsmanager:GetSecretValue", "ssm:Get*"], Resource="*")},
                'It allows "secretsmanager:GetSecretValue", "ssm:Get*" on every resource.',
            ),
        ],
        good=[{"policy": _READ}, {"policy": _allow(Action="s3:ListAllMyBuckets", Resource="*")}],
        unknown=[{"policy": UNKNOWN}],
    ),
    "iam-credential-actions": Case(
        bad=[
            (
                {"policy": _allow(Action="sts:AssumeRole", Resource="*")},
                'It allows "sts:AssumeRole" on every resource.',
            ),
        ],
        good=[
            {"policy": _allow(Action="sts:AssumeRole", Resource="arn:aws:iam::123456789012:role/x")},
            {"policy": _allow(Action="sts:GetCallerIdentity", Resource="*")},
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "iam-privilege-escalation": Case(
        bad=[
            (
                {"policy": _allow(Action=["iam:PassRole", "lambda:CreateFunction"], Resource="*")},
                "It allows iam:PassRole, lambda:CreateFunction, which gives more by passing any role to a "
                "function.",
            ),
            (
                {"policy": _allow(Action=["iam:Put*Policy", "iam:Attach*"], Resource="*")},
                "It allows iam:AttachRolePolicy, which gives more by attaching any policy to a role, and in "
                "5 other ways.",
            ),
            (
                {"policy": _allow(Action="iam:CreatePolicy*", Resource="arn:aws:iam::123456789012:policy/*")},
                "It allows iam:CreatePolicyVersion, which gives more by writing a new version of a policy.",
            ),
            (
                {
                    "policy": json.dumps(
                        {
                            "Statement": [
                                {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"},
                                {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"},
                            ]
                        }
                    )
                },
                "It allows iam:PassRole, ec2:RunInstances, which gives more by passing any role to an "
                "instance, and in 1 other way.",
            ),
        ],
        good=[
            {"policy": _READ},
            {"policy": _allow(Action="iam:PassRole", Resource="*")},
            {"policy": _allow(Action="*", Resource="*")},
            {
                "policy": json.dumps(
                    {
                        "Statement": [
                            {
                                "Effect": "Allow",
                                "Action": "iam:PassRole",
                                "Resource": "arn:aws:iam::123456789012:role/task",
                            },
                            {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*"},
                        ]
                    }
                )
            },
            {
                "policy": json.dumps(
                    {
                        "Statement": [
                            {"Effect": "Allow", "Action": "iam:Attach*", "Resource": "*"},
                            {"Effect": "Deny", "Action": "iam:*", "Resource": "*"},
                        ]
                    }
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
    "iam-boundary-unlimited": Case(
        type="aws:iam/policy:Policy",
        bad=[
            (
                {"name": "boundary", "policy": _allow(Action="*", Resource="*")},
                "The boundary allows everything and denies nothing.",
            )
        ],
        good=[
            {"name": "plain", "policy": _allow(Action="*", Resource="*")},
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
    "iam-boundary-attached": Case(
        type="aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        bad=[
            (
                {"policyArn": "arn:aws:iam::123456789012:policy/team-boundary"},
                'policyArn is "arn:aws:iam::123456789012:policy/team-boundary", a boundary.',
            )
        ],
        good=[{"policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}, {}],
        unknown=[{"policyArn": UNKNOWN}],
    ),
    "iam-admin-attachment": Case(
        type="aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        bad=[({"policyArn": _ADMIN}, f'policyArn is "{_ADMIN}".')],
        good=[{"policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}],
        unknown=[{"policyArn": UNKNOWN}],
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
    "iam-no-users": Case(
        type="aws:iam/user:User",
        bad=[
            ({}, "A user of IAM has credentials that do not expire by themselves."),
            ({"name": "alice"}, "A user of IAM has credentials that do not expire by themselves."),
        ],
        good=[],
    ),
    "iam-user-direct-policy": Case(
        type="aws:iam/policyAttachment:PolicyAttachment",
        bad=[
            ({"users": ["alice"]}, "users is a list of 1, not empty."),
            ({"users": [UNKNOWN], "groups": ["team"]}, "users is a list of 1, not empty."),
        ],
        good=[{}, {"users": []}, {"groups": ["team"], "roles": ["deployer"]}],
        unknown=[{"users": UNKNOWN}],
    ),
    "iam-password-policy": Case(
        bad=[
            ({}, "minimumPasswordLength is not set, and 6 by default."),
            ({}, "passwordReusePrevention is not set; it has to be 24 or more."),
            (
                {"minimumPasswordLength": 13, "passwordReusePrevention": 24},
                "minimumPasswordLength is 13, less than 14.",
            ),
            (
                {"minimumPasswordLength": 14, "passwordReusePrevention": 23},
                "passwordReusePrevention is 23, less than 24.",
            ),
        ],
        good=[
            {"minimumPasswordLength": 14, "passwordReusePrevention": 24},
            {"minimumPasswordLength": "20", "passwordReusePrevention": "24"},
        ],
        unknown=[
            {"minimumPasswordLength": UNKNOWN, "passwordReusePrevention": 24},
            {"minimumPasswordLength": 14, "passwordReusePrevention": UNKNOWN},
        ],
    ),
    "root-mfa-features": Case(
        bad=[
            ({}, "enabledFeatures lacks RootCredentialsManagement."),
            ({"enabledFeatures": []}, "enabledFeatures lacks RootCredentialsManagement."),
            ({"enabledFeatures": ["RootSessions"]}, "enabledFeatures lacks RootCredentialsManagement."),
        ],
        good=[
            {"enabledFeatures": ["RootCredentialsManagement"]},
            {"enabledFeatures": ["RootSessions", "RootCredentialsManagement"]},
        ],
        unknown=[{"enabledFeatures": UNKNOWN}, {"enabledFeatures": ["RootSessions", UNKNOWN]}],
    ),
    "iam-role-public-trust": Case(
        bad=[
            (
                {"assumeRolePolicy": _allow(Principal="*", Action="sts:AssumeRole")},
                "Everybody may assume the role.",
            ),
            (
                {"assumeRolePolicy": _allow(Principal={"AWS": ["*"]}, Action="sts:AssumeRole")},
                "Everybody may assume the role.",
            ),
            (
                {
                    "assumeRolePolicy": _allow(
                        Principal={"AWS": "*"},
                        Action="sts:AssumeRole",
                        Condition={"StringLike": {"aws:PrincipalOrgID": "*"}},
                    )
                },
                "Everybody may assume the role.",
            ),
        ],
        good=[
            {"assumeRolePolicy": _allow(Principal={"Service": "ec2.amazonaws.com"}, Action="sts:AssumeRole")},
            {
                "assumeRolePolicy": _allow(
                    Principal={"AWS": "*"},
                    Action="sts:AssumeRole",
                    Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}},
                )
            },
        ],
        unknown=[{"assumeRolePolicy": UNKNOWN}],
    ),
    "iam-role-account-trust": Case(
        bad=[
            (
                {
                    "assumeRolePolicy": _allow(
                        Principal={"AWS": "arn:aws:iam::123456789012:root"}, Action="sts:AssumeRole"
                    )
                },
                'Whatever "arn:aws:iam::123456789012:root" allows may assume the role.',
            ),
            (
                {"assumeRolePolicy": _allow(Principal={"AWS": ["123456789012"]}, Action="sts:AssumeRole")},
                'Whatever "123456789012" allows may assume the role.',
            ),
        ],
        good=[
            {
                "assumeRolePolicy": _allow(
                    Principal={"AWS": "arn:aws:iam::123456789012:role/deploy"}, Action="sts:AssumeRole"
                )
            },
            {
                "assumeRolePolicy": _allow(
                    Principal={"AWS": "123456789012"},
                    Action="sts:AssumeRole",
                    Condition={"StringEquals": {"sts:ExternalId": "x"}},
                )
            },
        ],
        unknown=[{"assumeRolePolicy": UNKNOWN}],
    ),
    "iam-role-confused-deputy": Case(
        bad=[
            (
                {
                    "assumeRolePolicy": _allow(
                        Principal={"Service": "scheduler.amazonaws.com"}, Action="sts:AssumeRole"
                    )
                },
                'assumeRolePolicy lets "scheduler.amazonaws.com" in, for whoever\'s resources.',
            )
        ],
        good=[
            {
                "assumeRolePolicy": _allow(
                    Principal={"Service": "lambda.amazonaws.com"}, Action="sts:AssumeRole"
                )
            },
            {
                "assumeRolePolicy": _allow(
                    Principal={"Service": "scheduler.amazonaws.com"},
                    Action="sts:AssumeRole",
                    Condition={"StringEquals": {"aws:SourceAccount": "123456789012"}},
                )
            },
        ],
        unknown=[{"assumeRolePolicy": UNKNOWN}],
    ),
    "iam-oidc-sub": Case(
        bad=[
            ({"assumeRolePolicy": _trust("repo:owner*")}, _ANYBODY),
            (
                {
                    "assumeRolePolicy": _allow(
                        Action="sts:AssumeRoleWithWebIdentity",
                        Principal={"Federated": "cognito-identity.amazonaws.com"},
                    )
                },
                "Anybody with a token of cognito-identity.amazonaws.com, for any application, may assume the "
                "role.",
            ),
            (
                {
                    "assumeRolePolicy": _allow(
                        Action="sts:AssumeRoleWithWebIdentity",
                        Principal={"Federated": f"arn:aws:iam::123456789012:oidc-provider/{_CLUSTER}"},
                        Condition={"StringEquals": {f"{_CLUSTER}:aud": "sts.amazonaws.com"}},
                    )
                },
                "Every pod of the cluster may assume the role.",
            ),
            ({"assumeRolePolicy": _trust(None)}, _ANYBODY),
            ({"assumeRolePolicy": _trust("*")}, _ANYBODY),
            ({"assumeRolePolicy": _trust("repo:*")}, _ANYBODY),
        ],
        good=[
            {"assumeRolePolicy": _trust("repo:owner/name:*")},
            {
                "assumeRolePolicy": _allow(
                    Action="sts:AssumeRoleWithWebIdentity",
                    Principal={"Federated": f"arn:aws:iam::123456789012:oidc-provider/{_CLUSTER}"},
                    Condition={"StringEquals": {f"{_CLUSTER}:sub": "system:serviceaccount:app:web"}},
                )
            },
            {
                "assumeRolePolicy": _allow(
                    Action="sts:AssumeRoleWithSAML",
                    Principal={"Federated": "arn:aws:iam::123456789012:saml-provider/x"},
                )
            },
            {"assumeRolePolicy": _allow(Principal={"Service": "ec2.amazonaws.com"}, Action="sts:AssumeRole")},
        ],
        unknown=[{"assumeRolePolicy": UNKNOWN}],
    ),
    "resource-policy-public": Case(
        type="aws:s3/bucketPolicy:BucketPolicy",
        bad=[
            (
                {"policy": _allow(Principal="*", Action="s3:GetObject", Resource="*")},
                "policy lets everybody in, and no condition narrows it down.",
            ),
            (
                {"policy": _allow(NotPrincipal={"AWS": "123456789012"}, Action="s3:GetObject", Resource="*")},
                "policy lets everybody in, and no condition narrows it down.",
            ),
            (
                {
                    "policy": _allow(
                        Principal={"AWS": "*"},
                        Action="s3:GetObject",
                        Resource="*",
                        Condition={"Bool": {"aws:SecureTransport": "true"}},
                    )
                },
                "policy lets everybody in, and no condition narrows it down.",
            ),
            *(
                (
                    {
                        "policy": _allow(
                            Principal="*",
                            Action="s3:GetObject",
                            Resource="*",
                            Condition={operator: {key: value}},
                        )
                    },
                    "policy lets everybody in, and no condition narrows it down.",
                )
                for operator, key, value in (
                    ("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1"),
                    ("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-1/*"),
                    ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/x"),
                    ("ArnLike", "aws:SourceArn", "arn:aws:s3:::*"),
                    ("IpAddress", "aws:SourceIp", "0.0.0.0/1"),
                    ("StringNotEquals", "aws:SourceVpce", "vpce-1"),
                    ("Null", "aws:PrincipalOrgID", "false"),
                    ("StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"),
                )
            ),
        ],
        good=[
            {"policy": _allow(Principal={"AWS": "123456789012"}, Action="s3:GetObject", Resource="*")},
            {
                "policy": json.dumps(
                    {
                        "Statement": [
                            {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"},
                            {
                                "Effect": "Deny",
                                "Principal": "*",
                                "Action": "s3:*",
                                "Resource": "*",
                                "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}},
                            },
                        ]
                    }
                )
            },
            {
                "policy": _allow(
                    Principal="*",
                    Action="s3:GetObject",
                    Resource="*",
                    Condition={"StringEquals": {"aws:SourceVpce": "vpce-1"}},
                )
            },
            {
                "policy": json.dumps(
                    {
                        "Statement": {
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "s3:*",
                            "Resource": "*",
                            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                        }
                    }
                )
            },
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "resource-policy-foreign-account": Case(
        type="aws:sqs/queuePolicy:QueuePolicy",
        bad=[
            (
                {
                    "policy": _allow(
                        Principal={"AWS": "arn:aws:iam::999999999999:root"},
                        Action="sqs:SendMessage",
                        Resource=_QUEUE,
                    )
                },
                'policy lets "arn:aws:iam::999999999999:root" in, without a condition.',
            )
        ],
        good=[
            {"policy": _allow(Principal={"AWS": "123456789012"}, Action="sqs:SendMessage", Resource=_QUEUE)},
            {"policy": _allow(Principal={"AWS": "999999999999"}, Action="sqs:SendMessage", Resource="*")},
            {
                "policy": _allow(
                    Principal={"AWS": "arn:aws:iam::999999999999:role/x"},
                    Action="sqs:SendMessage",
                    Resource=_QUEUE,
                )
            },
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "resource-policy-star-action": Case(
        type="aws:sqs/queuePolicy:QueuePolicy",
        bad=[
            (
                {
                    "policy": _allow(
                        Principal={"Service": "sns.amazonaws.com"}, Action="sqs:*", Resource=_QUEUE
                    )
                },
                'policy allows "sqs:*" to "sns.amazonaws.com".',
            )
        ],
        good=[
            {"policy": _allow(Principal={"AWS": "123456789012"}, Action="sqs:*", Resource=_QUEUE)},
            {
                "policy": _allow(
                    Principal={"Service": "x.amazonaws.com"}, Action="sqs:SendMessage", Resource="*"
                )
            },
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "resource-policy-confused-deputy": Case(
        type="aws:sqs/queuePolicy:QueuePolicy",
        bad=[
            (
                {
                    "policy": _allow(
                        Principal={"Service": "sns.amazonaws.com"}, Action="sqs:SendMessage", Resource=_QUEUE
                    )
                },
                'policy lets "sns.amazonaws.com" in, for whoever\'s resources.',
            ),
            (
                {
                    "policy": _allow(
                        Principal={"Service": "logs.eu-west-1.amazonaws.com"}, Action="x:Y", Resource=_QUEUE
                    )
                },
                'policy lets "logs.eu-west-1.amazonaws.com" in, for whoever\'s resources.',
            ),
        ],
        good=[
            {
                "policy": _allow(
                    Principal={"Service": "sns.amazonaws.com"},
                    Action="sqs:SendMessage",
                    Resource=_QUEUE,
                    Condition={"ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-west-1:123456789012:x"}},
                )
            },
            {
                "policy": _allow(
                    Principal={"Service": "logs.eu-west-1.amazonaws.com"},
                    Action="kms:Decrypt",
                    Resource="*",
                    Condition={
                        "ArnLike": {
                            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:*"
                        }
                    },
                )
            },
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "vpce-policy-open": Case(
        type="aws:ec2/vpcEndpoint:VpcEndpoint",
        bad=[
            (
                {"policy": _allow(Principal="*", Action="*", Resource="*")},
                "The endpoint lets everybody do everything with everybody's resources.",
            )
        ],
        good=[
            {},
            {
                "policy": _allow(
                    Principal="*",
                    Action="*",
                    Resource="*",
                    Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}},
                )
            },
            {"policy": _allow(Principal="*", Action="s3:GetObject", Resource="arn:aws:s3:::published/*")},
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
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
                {"policy": _allow(Principal="*", Action="s3:GetObject", Resource="x")},
                "policy has a statement, number 1, with a Principal, which is who has the policy here.",
            ),
            ({"policy": "x" * 100_001}, "policy is longer than 100,000 characters."),
            ({"policy": "[" * 5_000}, "policy is not JSON."),
        ],
        good=[{}, {"policy": _READ}],
        unknown=[{"policy": UNKNOWN}],
    ),
}

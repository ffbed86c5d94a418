"""Policy documents."""

import json
from typing import Any

from tests.policies.harness import UNKNOWN, Case

_ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
_GITHUB = "token.actions.githubusercontent.com"


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
        bad=[
            ({"policy": _allow(Action="*", Resource="*")}, "It allows every action on every resource."),
            ({"policy": _allow(Action=["*"], Resource=["*"])}, "It allows every action on every resource."),
            (
                {
                    "policy": json.dumps(
                        {"Statement": {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}}
                    )
                },
                "It allows every action on every resource.",
            ),
        ],
        good=[
            {},
            {"policy": _READ},
            {"policy": "{broken"},
            {"policy": json.dumps({"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]})},
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "iam-star-action": Case(
        bad=[
            ({"policy": _allow(Action=["s3:*", "ec2:Describe*"], Resource="*")}, 'It allows "s3:*".'),
            ({"policy": _allow(Action="*", Resource="arn:aws:s3:::x")}, 'It allows "*".'),
        ],
        good=[{"policy": _READ}, {"policy": _allow(Action="*", Resource="*")}],
        unknown=[{"policy": UNKNOWN}],
    ),
    "iam-admin-attachment": Case(
        type="aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        bad=[({"policyArn": _ADMIN}, f'policyArn is "{_ADMIN}".')],
        good=[{"policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}],
        unknown=[{"policyArn": UNKNOWN}],
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
    "iam-oidc-sub": Case(
        bad=[
            ({"assumeRolePolicy": _trust(None)}, _ANYBODY),
            ({"assumeRolePolicy": _trust("*")}, _ANYBODY),
            ({"assumeRolePolicy": _trust("repo:*")}, _ANYBODY),
        ],
        good=[
            {"assumeRolePolicy": _trust("repo:owner/name:*")},
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
        ],
        good=[
            {"policy": _allow(Principal={"AWS": "123456789012"}, Action="s3:GetObject", Resource="*")},
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
}

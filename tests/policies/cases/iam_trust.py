"""Trust policies."""

from tests.policies.cases.policies import allow
from tests.policies.harness import UNKNOWN, Case

_CLUSTER = "oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789"
_GITHUB = "token.actions.githubusercontent.com"


def _trust(subject: str | None) -> str:
    conditions = {"StringLike": {f"{_GITHUB}:sub": subject}} if subject else {}
    return allow(
        Action="sts:AssumeRoleWithWebIdentity",
        Principal={"Federated": f"arn:aws:iam::123456789012:oidc-provider/{_GITHUB}"},
        Condition={"StringEquals": {f"{_GITHUB}:aud": "sts.amazonaws.com"}} | conditions,
    )


_ANYBODY = f"Anybody with a token of {_GITHUB} may assume the role."

CASES = {
    "iam-role-public-trust": Case(
        bad=[
            (
                {"assumeRolePolicy": allow(Principal="*", Action="sts:AssumeRole")},
                "Everybody may assume the role.",
            ),
            (
                {"assumeRolePolicy": allow(Principal={"AWS": ["*"]}, Action="sts:AssumeRole")},
                "Everybody may assume the role.",
            ),
            (
                {
                    "assumeRolePolicy": allow(
                        Principal={"AWS": "*"},
                        Action="sts:AssumeRole",
                        Condition={"StringLike": {"aws:PrincipalOrgID": "*"}},
                    )
                },
                "Everybody may assume the role.",
            ),
        ],
        good=[
            {"assumeRolePolicy": allow(Principal={"Service": "ec2.amazonaws.com"}, Action="sts:AssumeRole")},
            {
                "assumeRolePolicy": allow(
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
                    "assumeRolePolicy": allow(
                        Principal={"AWS": "arn:aws:iam::123456789012:root"}, Action="sts:AssumeRole"
                    )
                },
                'Whatever "arn:aws:iam::123456789012:root" allows may assume the role.',
            ),
            (
                {"assumeRolePolicy": allow(Principal={"AWS": ["123456789012"]}, Action="sts:AssumeRole")},
                'Whatever "123456789012" allows may assume the role.',
            ),
        ],
        good=[
            {
                "assumeRolePolicy": allow(
                    Principal={"AWS": "arn:aws:iam::123456789012:role/deploy"}, Action="sts:AssumeRole"
                )
            },
            {
                "assumeRolePolicy": allow(
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
                    "assumeRolePolicy": allow(
                        Principal={"Service": "scheduler.amazonaws.com"}, Action="sts:AssumeRole"
                    )
                },
                'assumeRolePolicy.Statement[0] lets "scheduler.amazonaws.com" in, for whoever\'s resources.',
            )
        ],
        good=[
            {
                "assumeRolePolicy": allow(
                    Principal={"Service": "lambda.amazonaws.com"}, Action="sts:AssumeRole"
                )
            },
            {
                "assumeRolePolicy": allow(
                    Principal={"Service": "firehose.amazonaws.com"},
                    Action="sts:AssumeRole",
                    Condition={"StringEquals": {"sts:ExternalId": "123456789012"}},
                )
            },
            {
                "assumeRolePolicy": allow(
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
                    "assumeRolePolicy": allow(
                        Action="sts:AssumeRoleWithWebIdentity",
                        Principal={"Federated": "cognito-identity.amazonaws.com"},
                    )
                },
                "Anybody with a token of cognito-identity.amazonaws.com, for any application, may assume the "
                "role.",
            ),
            (
                {
                    "assumeRolePolicy": allow(
                        Action="sts:AssumeRoleWithWebIdentity",
                        Principal={"Federated": f"arn:aws:iam::123456789012:oidc-provider/{_CLUSTER}"},
                        Condition={"StringEquals": {f"{_CLUSTER}:aud": "sts.amazonaws.com"}},
                    )
                },
                "Every pod of the cluster may assume the role.",
            ),
            (
                {
                    "assumeRolePolicy": allow(
                        Action="sts:AssumeRoleWithWebIdentity",
                        Principal={"Federated": f"arn:aws:iam::123456789012:oidc-provider/{_CLUSTER}"},
                        Condition={"StringLike": {f"{_CLUSTER}:sub": "system:serviceaccount:*:*"}},
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
                "assumeRolePolicy": allow(
                    Action="sts:AssumeRoleWithWebIdentity",
                    Principal={"Federated": f"arn:aws:iam::123456789012:oidc-provider/{_CLUSTER}"},
                    Condition={"StringEquals": {f"{_CLUSTER}:sub": "system:serviceaccount:app:web"}},
                )
            },
            {
                "assumeRolePolicy": allow(
                    Action="sts:AssumeRoleWithSAML",
                    Principal={"Federated": "arn:aws:iam::123456789012:saml-provider/x"},
                )
            },
            {"assumeRolePolicy": allow(Principal={"Service": "ec2.amazonaws.com"}, Action="sts:AssumeRole")},
        ],
        unknown=[{"assumeRolePolicy": UNKNOWN}],
    ),
}

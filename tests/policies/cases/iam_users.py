"""Users, and policies attached to somebody."""

from tests.policies.harness import UNKNOWN, Case

_ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"

CASES = {
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
}

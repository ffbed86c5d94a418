"""Users of IAM and the root user: who signs in with something that does not expire by itself."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, Types, aws, aws_token
from pack.verdict import Verdict, fail, unknown

from rules.checks import at_least, every, exists, includes

# Types that are about users only where a list names something: the users of a policy for users, groups and
# roles together, or the policies that a user may have.
_LISTS = {
    aws_token("iam/policyAttachment"): "users",
    aws_token("iam/userPolicyAttachmentsExclusive"): "policyArns",
    aws_token("iam/userPoliciesExclusive"): "policyNames",
}


def direct(resource: Resource) -> Iterator[Verdict]:
    """No user has the policy; that there is one is enough, whoever it turns out to be."""
    listed = _LISTS.get(resource.type)
    if listed is None:
        yield fail("It gives one user a policy.")
        return
    given = resource.at(listed)
    if given.unknown:
        yield unknown(given)
    elif not given.empty:
        yield fail(f"{given.path} is {given.shown}, not empty.", given)


USERS = (
    Rule(
        name="iam-no-users",
        area="iam",
        severity=Severity.MEDIUM,
        types=aws("iam/user", "iam/accessKey", "iam/userLoginProfile"),
        asserts="Nobody has a user, a password or an access key of IAM.",
        why="An access key or a password works until somebody remembers to change it.",
        fix="Give people access through IAM Identity Center, and programs through a role.",
        check=exists("A user of IAM has credentials that do not expire by themselves."),
    ),
    Rule(
        name="iam-user-direct-policy",
        area="iam",
        severity=Severity.MEDIUM,
        types=aws("iam/userPolicy", "iam/userPolicyAttachment") | Types(_LISTS),
        asserts="Users have their permissions from groups or roles.",
        why="Permissions given user by user are kept when the user's work changes, and nobody sees them.",
        fix="Attach the policy to a group or a role; leave users of a policy attachment empty.",
        check=direct,
        fsbp=("IAM.2",),
    ),
    Rule(
        name="iam-password-policy",
        area="iam",
        severity=Severity.MEDIUM,
        types=aws("iam/accountPasswordPolicy"),
        asserts="Passwords have at least 14 characters and differ from the last 24.",
        why="A short password is guessed, and one that was leaked before is tried first.",
        fix="Set minimum_password_length to 14 and password_reuse_prevention to 24.",
        # Six characters are the default of UpdateAccountPasswordPolicy, which keeps no old passwords either.
        check=every(
            at_least("minimumPasswordLength", 14, default=6), at_least("passwordReusePrevention", 24)
        ),
        fsbp=("IAM.7",),
    ),
    Rule(
        name="root-mfa-features",
        area="iam",
        severity=Severity.MEDIUM,
        types=aws("iam/organizationsFeatures"),
        asserts="The root credentials of member accounts are managed centrally.",
        why="Each account keeps a root password of its own, which no policy limits and MFA may not guard.",
        fix="Name RootCredentialsManagement in enabled_features.",
        check=includes("enabledFeatures", "RootCredentialsManagement"),
    ),
)

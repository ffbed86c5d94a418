"""Managed policies of AWS that allow everything."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import every, none_of

_ADMINISTRATORS = tuple(
    f"arn:{partition}:iam::aws:policy/{name}"
    for partition in ("aws", "aws-cn", "aws-us-gov", "aws-eusc")
    for name in ("AdministratorAccess", "IAMFullAccess")
)

_ATTACHED = ("iam/rolePolicyAttachment", "iam/userPolicyAttachment", "iam/groupPolicyAttachment")
_EXCLUSIVE = tuple(f"iam/{who}PolicyAttachmentsExclusive" for who in ("role", "user", "group"))


def boundary(resource: Resource) -> Iterator[Verdict]:
    """A boundary limits; attached, it gives what it should only allow."""
    for policy in (resource.at("policyArn"), *resource.each("policyArns")):
        if policy.unknown:
            yield unknown(policy)
        elif "boundary" in (policy.text or "").rpartition(":")[2].lower():
            yield fail(f"{policy.path} is {policy.shown}, a boundary.", policy)


ATTACHMENTS = (
    Rule(
        name="iam-boundary-attached",
        area="iam",
        severity=Severity.HIGH,
        types=aws(*_ATTACHED, *_EXCLUSIVE, "iam/policyAttachment"),
        asserts="No permissions boundary is attached as a policy.",
        why="A boundary allows more than anybody needs; attached, it gives all of that.",
        fix="Name it in permissions_boundary, and attach a policy that lists what is needed.",
        check=boundary,
    ),
    Rule(
        name="iam-admin-attachment",
        area="iam",
        severity=Severity.CRITICAL,
        types=aws(
            *_ATTACHED,
            "iam/policyAttachment",
            *_EXCLUSIVE,
            "iam/role",
            "ssoadmin/managedPolicyAttachment",
            "ssoadmin/managedPolicyAttachmentsExclusive",
        ),
        asserts="Nobody is an administrator by attachment.",
        why="AdministratorAccess allows everything, IAMFullAccess allows giving oneself everything.",
        fix="Attach a policy that lists what is needed.",
        check=every(
            *(
                none_of(path, *_ADMINISTRATORS)
                for path in ("policyArn", "policyArns", "managedPolicyArn", "managedPolicyArns")
            )
        ),
        fsbp=("IAM.1",),
    ),
)

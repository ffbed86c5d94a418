"""Managed policies of AWS that allow everything."""

from pack.rule import Rule, Severity, aws

from rules.checks import every, none_of

_ADMINISTRATORS = tuple(
    f"arn:{partition}:iam::aws:policy/{name}"
    for partition in ("aws", "aws-cn", "aws-us-gov", "aws-eusc")
    for name in ("AdministratorAccess", "IAMFullAccess")
)

ATTACHMENTS = (
    Rule(
        name="iam-admin-attachment",
        area="iam",
        severity=Severity.CRITICAL,
        types=aws(
            "iam/rolePolicyAttachment",
            "iam/userPolicyAttachment",
            "iam/groupPolicyAttachment",
            "iam/policyAttachment",
            "iam/role",
            "ssoadmin/managedPolicyAttachment",
        ),
        asserts="Nobody is an administrator by attachment.",
        why="AdministratorAccess allows everything, IAMFullAccess allows giving oneself everything.",
        fix="Attach a policy that lists what is needed.",
        check=every(
            *(
                none_of(path, *_ADMINISTRATORS)
                for path in ("policyArn", "managedPolicyArn", "managedPolicyArns")
            )
        ),
        fsbp=("IAM.1",),
    ),
)

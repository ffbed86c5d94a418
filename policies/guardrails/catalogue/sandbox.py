"""Sandboxes leave identities and the organization alone."""

from ..guardrail import ADMINISTRATOR, Deny, Guardrail
from ..kinds import PolicyType
from ..settings import Facts

# Without iam:CreateServiceLinkedRole, which services call when they are first used.
IDENTITY = (
    "iam:Add*", "iam:Attach*", "iam:Change*", "iam:CreateAccessKey", "iam:CreateAccountAlias",
    "iam:CreateGroup", "iam:CreateInstanceProfile", "iam:CreateLoginProfile",
    "iam:CreateOpenIDConnectProvider", "iam:CreatePolicy*", "iam:CreateRole", "iam:CreateSAMLProvider",
    "iam:CreateServiceSpecificCredential", "iam:CreateUser", "iam:CreateVirtualMFADevice",
    "iam:Deactivate*", "iam:Delete*", "iam:Detach*", "iam:Enable*", "iam:Put*", "iam:Remove*",
    "iam:Reset*", "iam:Set*", "iam:Update*", "iam:Upload*",
)  # fmt: skip
ORGANIZATION = ("account:*", "organizations:*", "sso:*", "identitystore:*")


def _denies(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    return [Deny(actions=IDENTITY + ORGANIZATION)]


GUARDRAIL = Guardrail(
    id="sandbox-identity",
    type=PolicyType.SERVICE_CONTROL,
    why="A sandbox is for trying things; a key or trust made there outlives the trial.",
    fix="Ask for the role in the account's baseline, or try it with the roles that are there.",
    units=("Sandbox",),
    controls=("NIST-800-53 AC-6",),
    exempt=(ADMINISTRATOR,),
    denies=_denies,
)

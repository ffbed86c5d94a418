"""What a stack file says of the organization itself; its units and accounts are shared facts."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from .base import Refused, Section, refuse


class PolicyType(StrEnum):
    """The policy types that Organizations can enable on its root."""

    SERVICE_CONTROL = "SERVICE_CONTROL_POLICY"
    RESOURCE_CONTROL = "RESOURCE_CONTROL_POLICY"
    DECLARATIVE_EC2 = "DECLARATIVE_POLICY_EC2"
    TAG = "TAG_POLICY"
    BACKUP = "BACKUP_POLICY"
    AI_OPT_OUT = "AISERVICES_OPT_OUT_POLICY"
    CHATBOT = "CHATBOT_POLICY"
    S3 = "S3_POLICY"
    SECURITY_HUB = "SECURITYHUB_POLICY"
    INSPECTOR = "INSPECTOR_POLICY"
    BEDROCK = "BEDROCK_POLICY"
    UPGRADE_ROLLOUT = "UPGRADE_ROLLOUT_POLICY"


SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com")
ROLE_NAME = re.compile(r"[\w+=,.@-]{1,64}", re.ASCII)

# A policy type that AWS refuses to enable before this service has trusted access.
NEEDED_SERVICE = {
    PolicyType.INSPECTOR: "inspector2.amazonaws.com",
    PolicyType.SECURITY_HUB: "securityhub.amazonaws.com",
}


class OrganizationSettings(Section):
    """The organization: which services it trusts, which policies it enables, how its accounts are entered."""

    service_access: tuple[str, ...] = Field(
        description="service principals with trusted access to the whole organization",
        examples=["[account.amazonaws.com, ram.amazonaws.com]"],
    )
    policy_types: tuple[PolicyType, ...] = Field(
        description="policy types that are enabled on the root; no other can be attached anywhere",
        examples=["[SERVICE_CONTROL_POLICY, TAG_POLICY]"],
    )
    central_root_access: bool = Field(
        default=True,
        description="whether member accounts go without a root password, root tasks being done centrally",
    )
    account_role: str = Field(
        default="OrganizationAccountAccessRole",
        description="the role in every member account that trusts the management account, for deploying",
    )

    @field_validator("service_access")
    @classmethod
    def _services_are_principals(cls, services: tuple[str, ...]) -> tuple[str, ...]:
        refuse(
            [
                Refused(
                    f"{service} is no service principal",
                    given=service,
                    allowed="names such as config.amazonaws.com, in small letters",
                    fix="Write the principal that the service's documentation gives for trusted access.",
                    at=(position,),
                )
                for position, service in enumerate(services)
                if not SERVICE.fullmatch(service)
            ]
            + _repeated(services)
        )
        return services

    @field_validator("policy_types")
    @classmethod
    def _policy_types_are_distinct(cls, types: tuple[PolicyType, ...]) -> tuple[PolicyType, ...]:
        refuse(_repeated(types))
        return types

    @field_validator("account_role")
    @classmethod
    def _role_name_is_legal(cls, name: str) -> str:
        if not ROLE_NAME.fullmatch(name):
            raise Refused(
                f"{name} is no name of an IAM role",
                allowed="1 to 64 letters, digits and + = , . @ - _",
                fix="Write the name alone, without path or account.",
            )
        return name

    @model_validator(mode="after")
    def _trust_precedes_use(self) -> Self:
        needed = {"central_root_access": "iam.amazonaws.com"} if self.central_root_access else {}
        needed |= {kind.value: NEEDED_SERVICE[kind] for kind in self.policy_types if kind in NEEDED_SERVICE}
        refuse(
            [
                Refused(
                    f"Without trusted access for {service}, AWS refuses {what}",
                    given=", ".join(self.service_access),
                    allowed=f"a list with {service}",
                    fix=f"Add {service} to service_access, or leave {what} out.",
                    at=("service_access",),
                )
                for what, service in needed.items()
                if service not in self.service_access
            ]
        )
        return self


def _repeated(values: tuple[str, ...]) -> list[Refused]:
    return [
        Refused(
            f"{value} is listed twice",
            given=value,
            allowed="each entry once",
            fix="Remove the second one.",
            at=(position,),
        )
        for position, value in enumerate(values)
        if value in values[:position]
    ]

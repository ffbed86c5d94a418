"""What a stack file says of the organization itself; its units and accounts are shared facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Self

from guardrails.kinds import PolicyType
from pydantic import Field, field_validator, model_validator

from preview.project import did_you_mean, nearest

from .base import Refused, Section, refuse

SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com")
ROLE_NAME = re.compile(r"[\w+=,.@-]{1,64}", re.ASCII)

# A policy type that AWS refuses to enable before this service has trusted access.
NEEDED_SERVICE = {
    PolicyType.BACKUP: "backup.amazonaws.com",
    PolicyType.DECLARATIVE_EC2: "ec2.amazonaws.com",
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
    delegated_administrators: dict[str, str] = Field(
        default={},
        description="by service principal, the key of the account that administers the service for all",
        examples=["{config.amazonaws.com: security-tooling}"],
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
        needed |= {f"delegating {service}": service for service in self.delegated_administrators}
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


def refused_delegates(
    settings: OrganizationSettings, accounts: Mapping[str, Mapping[str, str | None]]
) -> Iterator[Refused]:
    """Delegated administrators that are no member account; `at` starts in the section."""
    members = [key for key, account in accounts.items() if account.get("unit", "") is not None]
    for service, key in settings.delegated_administrators.items():
        if key not in members:
            guess = nearest(key, members)
            yield Refused(
                f"The management account cannot be a delegated administrator of {service}"
                if key in accounts
                else f"There is no account {key}" + did_you_mean(guess),
                given=key,
                allowed=", ".join(members),
                fix=f"Write {guess}." if guess else "Name one of these.",
                at=("delegated_administrators", service),
            )


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

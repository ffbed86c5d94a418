"""What the shared facts say of guardrails: which attach where, and who is exempt. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from .kinds import PolicyType
from .refusal import Refused, refuse

ROOT = "Root"
"""The key of the organization's root among the units that guardrails attach to."""

_ROLE = re.compile(r"[\w+=,.@-]{1,64}", re.ASCII)
_ROLE_ARN = re.compile(r"arn:[\w*-]+:iam::([0-9]{12}|\*):role/[\w+=,.@/*?-]+", re.ASCII)
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_INSTANCE_TYPE = re.compile(r"[a-z][a-z0-9-]*\.([a-z0-9-]+|\*)")
_DATABASE_CLASS = re.compile(r"db\.[a-z][a-z0-9-]*\.([a-z0-9-]+|\*)")


class OwnPolicy(BaseModel):
    """A policy of the organization's own, beside those of the catalogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: PolicyType = Field(description="the policy's type", examples=["SERVICE_CONTROL_POLICY"])
    why: str = Field(min_length=1, description="what the policy prevents", examples=["No paid marketplace"])
    document: dict[str, Any] | str = Field(
        description="the policy, as JSON text or as the same structure in YAML",
        examples=['{Version: "2012-10-17", Statement: [...]}'],
    )


class GuardrailSettings(BaseModel):
    """Which guardrails attach to which units, and what they are told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    administrator: str = Field(
        default="OrganizationAccountAccessRole",
        description="the name of the one role that may change what guardrails protect",
    )
    attach: dict[str, tuple[str, ...]] = Field(
        description=f"ids of guardrails by the path of a unit, or {ROOT}; new ones go to the end of a list",
        examples=["{Root: [leave-organization, approved-regions]}"],
    )
    exempt: dict[str, tuple[str, ...]] = Field(
        default={}, description="by a guardrail's id, ARNs of further roles that it does not bind"
    )
    instance_types: tuple[str, ...] = Field(
        default=("t3.*", "t3a.*", "t4g.*", "m7g.medium", "m7g.large", "m7i.large"),
        description="instance types that development may launch",
    )
    database_classes: tuple[str, ...] = Field(
        default=("db.t4g.*", "db.t3.*", "db.serverless", "db.r7g.large"),
        description="database classes that development may create",
    )
    own: dict[str, OwnPolicy] = Field(default={}, description="the organization's own policies by their id")

    @field_validator("administrator")
    @classmethod
    def _is_a_role_name(cls, name: str) -> str:
        if not _ROLE.fullmatch(name):
            raise Refused(
                f"{name} is no name of a role",
                allowed="1 to 64 letters, digits and +=,.@_-",
                fix="Write the role's name alone, without path and ARN.",
            )
        return name

    @field_validator("attach")
    @classmethod
    def _once_at_each_unit(cls, attach: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        refuse(
            [
                Refused(
                    f"{unit} has {identifier} twice",
                    given=identifier,
                    allowed="each guardrail once",
                    fix="Remove one of the two.",
                    at=(unit, place),
                )
                for unit, identifiers in attach.items()
                for place, identifier in enumerate(identifiers)
                if identifier in identifiers[:place]
            ]
        )
        return attach

    @field_validator("exempt")
    @classmethod
    def _roles_by_arn(cls, exempt: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        refuse(
            [
                Refused(
                    f"{role} is no ARN of a role",
                    given=role,
                    allowed="arn:aws:iam::<account or *>:role/<path and name, * and ? allowed>",
                    fix="Write the role's ARN; an exemption for everybody is none.",
                    at=(identifier, place),
                )
                for identifier, roles in exempt.items()
                for place, role in enumerate(roles)
                if not _ROLE_ARN.fullmatch(role) or role.endswith(":role/*")
            ]
        )
        return exempt

    @field_validator("instance_types")
    @classmethod
    def _instance_types(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        return _all(types, _INSTANCE_TYPE, "instance type", "family.size or family.*, such as t4g.micro")

    @field_validator("database_classes")
    @classmethod
    def _database_classes(cls, classes: tuple[str, ...]) -> tuple[str, ...]:
        served = tuple(one for one in classes if one != "db.serverless")
        _all(served, _DATABASE_CLASS, "database class", "db.family.size or db.family.*, such as db.t4g.micro")
        return classes

    @field_validator("own")
    @classmethod
    def _identifiers(cls, own: dict[str, OwnPolicy]) -> dict[str, OwnPolicy]:
        refuse(
            [
                Refused(
                    f"{identifier} is no id of a guardrail",
                    given=identifier,
                    allowed="small letters and digits, words joined by dashes",
                    fix="Rename it.",
                    at=(identifier,),
                )
                for identifier in own
                if not _IDENTIFIER.fullmatch(identifier)
            ]
        )
        return own


@dataclass(frozen=True, kw_only=True)
class TagValues:
    """What a tag may say: one of these values, or what the pattern, a regular expression, matches."""

    values: tuple[str, ...] = ()
    pattern: str | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The shared facts that guardrails are made from."""

    home: str
    regions: tuple[str, ...]
    prefix: str  # what the company's physical names start with
    tags: Mapping[str, TagValues]
    settings: GuardrailSettings

    @classmethod
    def read(cls, shared: Mapping[str, Any]) -> Facts:
        """From the shared facts as the project file has them, once validated; KeyError where one lacks."""
        return cls(
            home=shared["regions"]["home"],
            regions=tuple(shared["regions"]["approved"]),
            prefix=shared["company"]["prefix"],
            tags={
                key: TagValues(values=tuple(rule.get("values") or ()), pattern=rule.get("pattern"))
                for key, rule in shared["tags"].items()
            },
            settings=GuardrailSettings.model_validate(shared["guardrails"]),
        )


def _all(values: tuple[str, ...], form: re.Pattern[str], what: str, allowed: str) -> tuple[str, ...]:
    article = "an" if what[0] in "aeiou" else "a"
    refuse(
        [
            Refused(
                f"{value} is no {what}",
                given=value,
                allowed=allowed,
                fix=f"Write {article} {what}.",
                at=(place,),
            )
            for place, value in enumerate(values)
            if not form.fullmatch(value)
        ]
    )
    return values

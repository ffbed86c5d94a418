"""What a stack file says of the firewall on the way to the internet."""

from __future__ import annotations

import re
from typing import Self

from pydantic import Field, field_validator, model_validator

from .base import Refused, Section, refuse
from .limits import limits

_NAME = re.compile(r"(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DOMAIN = re.compile(r"\.?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")


class RuleFile(Section):
    """A file of Suricata rules, which becomes a rule group."""

    name: str = Field(
        description="what the group is called: small letters, digits, single dashes",
        examples=["egress"],
    )
    file: str = Field(
        description="path of the file from the project's directory",
        examples=["components/network/rules/egress.rules"],
    )
    capacity: int = Field(
        ge=1, description="rules that the group has room for; fixed once it exists", examples=["200"]
    )

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise Refused(
                f"{name} is no name of a rule group",
                allowed="up to 40 small letters and digits, in words joined by single dashes",
                fix="Choose another name.",
            )
        return name


class DomainList(Section):
    """The domains that may be called over TLS."""

    names: tuple[str, ...] = Field(
        min_length=1,
        description="domain names; one that starts with a dot stands for all names below it, too",
        examples=["[.amazonaws.com]"],
    )
    capacity: int = Field(
        ge=1, description="domains that the list has room for; fixed once it exists", examples=["200"]
    )

    @field_validator("names")
    @classmethod
    def _are_domains(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        refusals: list[Refused] = []
        for index, name in enumerate(names):
            if not _DOMAIN.fullmatch(name):
                message = f"{name} is no domain that can be allowed"
                allowed = "at least two labels in small letters, such as example.com or .example.com"
                fix = "Write a dot in front for all names below; there are no other wildcards."
            elif name in names[:index]:
                message = f"{name} is listed twice"
                allowed = "each domain once"
                fix = "Remove the second one."
            else:
                continue
            refusals.append(Refused(message, given=name, allowed=allowed, fix=fix, at=(index,)))
        refuse(refusals)
        return names


class FirewallSettings(Section):
    """A firewall that drops what no rule passes; rules are judged in the order of the files."""

    rule_files: tuple[RuleFile, ...] = Field(
        default=(), description="files of Suricata rules, judged in this order before the domains"
    )
    domains: DomainList | None = Field(default=None, description="domains that may be called over TLS")

    @property
    def capacity(self) -> int:
        """What all rule groups take of the policy's room."""
        return sum(each.capacity for each in self.rule_files) + (self.domains.capacity if self.domains else 0)

    @field_validator("rule_files")
    @classmethod
    def _named_apart(cls, files: tuple[RuleFile, ...]) -> tuple[RuleFile, ...]:
        refuse(
            [
                Refused(
                    f"Two rule files are called {each.name}",
                    given=each.name,
                    allowed="a name for each file",
                    fix="Rename one.",
                    at=(index, "name"),
                )
                for index, each in enumerate(files)
                if each.name in [earlier.name for earlier in files[:index]]
            ]
            + [
                Refused(
                    f"Two groups hold the rules of {each.file}",
                    given=each.file,
                    allowed="each file once",
                    fix="Remove one, or name another file.",
                    at=(index, "file"),
                )
                for index, each in enumerate(files)
                if each.file in [earlier.file for earlier in files[:index]]
            ]
        )
        return files

    @model_validator(mode="after")
    def _passes_something(self) -> Self:
        if not self.rule_files and self.domains is None:
            raise Refused(
                "The firewall has no rule, so it lets nothing through",
                given="neither rule_files nor domains",
                allowed="rule_files, domains or both",
                fix="Name what may pass.",
            )
        return self


def refused_capacity(firewall: FirewallSettings) -> list[Refused]:
    """Whether the policy has room for all groups, and the domain list for its domains."""
    most = limits().firewall_policy_capacity
    refusals = []
    if firewall.capacity > most:
        refusals.append(
            Refused(
                f"The rule groups have a capacity of {firewall.capacity:,} together",
                given=f"{firewall.capacity}",
                allowed=f"at most {most:,} in a firewall policy",
                fix="Give the groups less room.",
            )
        )
    domains = firewall.domains
    if domains is not None and len(domains.names) > domains.capacity:
        refusals.append(
            Refused(
                f"The list has {len(domains.names)} domains and room for {domains.capacity}",
                given=str(domains.capacity),
                allowed=f"at least {len(domains.names)}",
                fix="Raise the capacity, with room to grow: the group is replaced when it changes.",
                at=("domains", "capacity"),
            )
        )
    return refusals

"""Requests that the organization's policies deny, found in the planned resources."""

from collections.abc import Callable, Iterator
from typing import Any

from guardrails import Unknown
from guardrails.requests import Planned, denial, judged, mapped
from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, Types
from pack.values import Opaque, Secret
from pack.values import Unknown as NotKnown
from pack.verdict import Verdict, fail, unknown
from pydantic import Field, field_validator

from rules.guardrails.folder import organization_in
from rules.guardrails.organization import bound, organization_of
from rules.guardrails.target import target_of


class DenialSettings(RuleSettings):
    """Whose policies bind the stack; by default those of the project's shared facts."""

    folder: str = Field(
        default="",
        description="A folder of an organization's policies with an index.json, instead of the project's "
        "facts. A relative path starts from the policy pack's folder.",
    )
    deploy_role: str = Field(
        default="OrganizationAccountAccessRole",
        min_length=1,
        description="Path and name of the role that deploys, where the provider assumes none.",
    )

    @field_validator("folder")
    @classmethod
    def _describes_an_organization(cls, folder: str) -> str:
        if folder:
            organization_in(folder)
        return folder


def check(resource: Resource) -> Iterator[Verdict]:
    """No request that the resource's creation makes is denied."""
    settings = resource.settings_as(DenialSettings)
    organization = organization_in(settings.folder) if settings.folder else organization_of(resource.shared)
    requests = mapped(resource.type)
    if organization is None or requests is None:
        return
    target = target_of(resource, organization, settings.deploy_role)
    if not bound(target.places):
        return
    secrets: set[str] = set()
    tags = resource.provider.inputs.at("defaultTags").at("tags").value if resource.provider else None
    planned = Planned(
        type=resource.type,
        name=resource.name,
        properties=plain(resource.value, secrets),
        default_tags=plain(tags, secrets),
    )
    for one in judged(requests, planned, target.caller, target.places):
        if one.result == "unknown":
            yield unknown(one.property or "provider")  # which account it leads to decides
        else:
            words = denial(one, resource.name, resource.type, secrets=frozenset(secrets))
            yield fail(f"{words}{_DOUBT if requests.derived else ''}", one.property)


def plain(value: Any, secrets: set[str], *, hidden: bool = False) -> Any:
    """A value of the pack as plain data; the texts of its secrets are added to `secrets`."""
    if isinstance(value, dict):
        return {key: plain(inner, secrets, hidden=hidden) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner, secrets, hidden=hidden) for inner in value]
    if isinstance(value, NotKnown):
        return Unknown()
    if isinstance(value, Secret):
        return plain(value.value, secrets, hidden=True)
    if isinstance(value, Opaque):
        return "asset"  # it is there, and that is all that a request says of it
    if hidden and isinstance(value, str):
        secrets.add(value)
    return value


_DOUBT = (
    " (Which requests this type makes is derived from AWS's own lists, not checked by hand: right about nine "
    "times in ten, and so advice.)"
)


def _of(*, derived: bool) -> Callable[[str], bool]:
    def concerned(token: str) -> bool:
        found = mapped(token) if token.startswith("aws:") else None
        return found is not None and found.derived is derived

    return concerned


_WHY = (
    "What the organization denies fails in the middle of a deployment, with a message that names no policy."
)
_FIX = "Change what the message names, or let the policy's owner exempt the role that deploys."

DENIED = Rule(
    name="guardrail-denies",
    area="guardrails",
    severity=Severity.HIGH,
    types=Types(when=_of(derived=False), summary="AWS types whose API requests are known"),
    asserts="No policy of the organization denies what creates the resource.",
    why=_WHY,
    fix=_FIX,
    settings=DenialSettings,
    check=check,
)
DERIVED = Rule(
    name="guardrail-denies-derived",
    area="guardrails",
    severity=Severity.MEDIUM,
    types=Types(when=_of(derived=True), summary="AWS types whose API requests are derived"),
    asserts="No policy of the organization seems to deny what creates the resource.",
    why=_WHY,
    fix=_FIX,
    settings=DenialSettings,
    check=check,
)

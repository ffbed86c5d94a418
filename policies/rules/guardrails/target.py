"""Who makes a resource, and in which account: read from its provider."""

import re
from dataclasses import dataclass

from guardrails.requests import Caller, Place
from pack.reader import Reader
from pack.resource import Provider, Resource

from rules.guardrails.organization import Organization

_ROLE = re.compile(r"arn:[^:]+:iam::([0-9]{12}):role/(.+)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Target:
    """The places where the account may stand, one where it is known; and the role that deploys there."""

    places: tuple[Place, ...]
    caller: Caller


def target_of(resource: Resource, organization: Organization, role: str) -> Target:
    """Where a resource goes.

    An account is recognized by a written id, or by the provider's name, which is the account's key. A
    provider that assumes no role deploys with the program's own credentials, to the stack's own account; one
    that assumes a role of an account which is not recognized may go to any account without a written id.
    """
    provider = resource.provider
    account, assumed, assumes = _session(provider)
    if account in organization.by_id:
        places: tuple[Place, ...] = (organization.by_id[account],)
    elif provider and provider.name in organization.by_name:
        places = (organization.by_name[provider.name],)
        account = account or organization.ids.get(provider.name, "")
    elif not assumes:
        places = organization.own
        account = account or organization.own_id or ""
    elif account:
        places = organization.unnamed
    else:
        places = tuple(dict.fromkeys((*organization.unnamed, *organization.by_id.values())))
    region = resource.at("region")
    if region.absent and provider:
        region = provider.inputs.at("region")
    return Target(
        places=places,
        caller=Caller(
            role=assumed or role, account=account or None, organization=organization.id, region=region.text
        ),
    )


def _session(provider: Provider | None) -> tuple[str, str, bool]:
    """The account and the role of the session that a provider works in, and whether it assumes a role.

    Where a provider assumes several roles, each leads to the next; the last one makes the requests.
    """
    if provider is None:
        return "", "", False
    roles = [*provider.inputs.each("assumeRoles"), *provider.inputs.each("assumeRole")]
    assumed = roles[-1] if roles else provider.inputs.at("assumeRoleWithWebIdentity")
    arn = assumed.at("roleArn")
    if arn.absent:  # the SDK for Python sends a dictionary of a provider's inputs as it was written
        arn = assumed.at("role_arn")
    match = _ROLE.fullmatch(arn.text or "")
    allowed = provider.inputs.at("allowedAccountIds").strings
    account = match[1] if match else allowed[0] if len(allowed) == 1 else ""
    return account, match[2] if match else "", _is_there(assumed)


def _is_there(assumed: Reader) -> bool:
    return assumed.unknown or not assumed.empty

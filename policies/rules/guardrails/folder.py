"""Any organization's own policies: JSON files in a folder, and an `index.json` that says where they attach.

    {"organization": "o-a1b2c3d4e5", "management_account": "111122223333",
     "accounts": {"444455556666": "Workloads/Production"}, "account": "444455556666",
     "policies": [{"file": "imds.json", "unit": "Root", "type": "SERVICE_CONTROL_POLICY",
                   "fix": "Require session tokens."}],
     "without_full_access": ["Sandbox"]}

Only `policies` is required. `unit` is `Root`, the path of a unit, or an account's id. `account` is where a
stack deploys unless its provider says otherwise; without it the stack may be in any of the accounts. AWS
keeps FullAWSAccess attached to every node: `without_full_access` names those that somebody detached it from.
"""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from guardrails import Policy, PolicyError
from guardrails.requests import Place
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rules.guardrails.organization import UNBOUND, Organization, distinct

PACK = Path(__file__).parents[2]
"""What a relative path starts from: the engine tells a pack nothing about where the program is."""

INDEX = "index.json"
ROOT = "Root"
_ALLOW = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
_FULL_ACCESS = Policy("FullAWSAccess", _ALLOW)
_SERVICE: Literal["SERVICE_CONTROL_POLICY"] = "SERVICE_CONTROL_POLICY"


class _Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    unit: str
    type: Literal["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]
    fix: str = ""


class _Index(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    policies: tuple[_Listed, ...]
    accounts: dict[str, str] = {}
    account: str | None = None
    management_account: str | None = None
    organization: str | None = Field(default=None, pattern=r"^o-[a-z0-9]{10,32}$")
    without_full_access: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def organization_in(folder: str) -> Organization:
    """The organization that a folder describes; ValueError, in words for its author, where it is wrong."""
    path = PACK / folder  # an absolute path stays what it is
    index = _index(path)
    policies = [(listed, _policy(path, listed)) for listed in index.policies]

    @cache
    def place(account: str, unit: str) -> Place:
        if account and account == index.management_account:
            return UNBOUND
        steps = unit.split("/") if unit != ROOT else []
        nodes = [ROOT, *("/".join(steps[: count + 1]) for count in range(len(steps))), account]
        return Place(
            levels=(*nodes[:-1], f"the account {account}".rstrip()),
            service_policies=tuple(
                (
                    *(() if node in index.without_full_access else (_FULL_ACCESS,)),
                    *(policy for one, policy in policies if one.unit == node and one.type == _SERVICE),
                )
                for node in nodes
            ),
            resource_policies=tuple(
                tuple(policy for one, policy in policies if one.unit == node and one.type != _SERVICE)
                for node in nodes
            ),
            fixes={policy.name: one.fix for one, policy in policies},
        )

    accounts = {identifier: place(identifier, unit) for identifier, unit in index.accounts.items()}
    if index.management_account:
        accounts[index.management_account] = UNBOUND
    units = {one.unit for one, _ in policies if not one.unit.isdecimal()}
    anywhere = distinct(accounts.values()) or tuple(place("", unit) for unit in sorted(units | {ROOT}))
    return Organization(
        by_id=accounts,
        by_name={},
        ids={},
        unnamed=anywhere,
        own=(accounts[index.account],) if index.account else anywhere,
        own_id=index.account,
        id=index.organization,
    )


def _index(path: Path) -> _Index:
    file = path / INDEX
    try:
        index = _Index.model_validate_json(file.read_bytes())
    except OSError as error:
        raise ValueError(
            f"{file} cannot be read: {error.strerror}; a relative path starts from the pack's folder, {PACK}"
        ) from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(map(str, first["loc"]))
        raise ValueError(f"{file}: {f'{at}: ' if at else ''}{first['msg']}") from None
    if index.account and index.account not in {*index.accounts, index.management_account}:
        raise ValueError(f"{file}: account: {index.account} is none of the accounts")
    return index


def _policy(path: Path, listed: _Listed) -> Policy:
    file = path / listed.file
    try:
        policy = Policy(file.stem, json.loads(file.read_bytes()))
        policy.statements  # noqa: B018 - parses the document, once
    except OSError as error:
        raise ValueError(f"{path / INDEX}: {file} cannot be read: {error.strerror}") from None
    except ValueError as error:  # PolicyError is one, too
        reason = str(error) if isinstance(error, PolicyError) else f"it is not JSON: {error}"
        raise ValueError(f"{file} is no policy: {reason}") from None
    return policy

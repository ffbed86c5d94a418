"""The organization that a stack's accounts are in, and where in it an account stands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from guardrails.requests import Place
from pack.facts import Shared

UNBOUND = Place(levels=(), service_policies=())
"""The management account: no policy binds its principals or its resources."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Organization:
    """Accounts and their places.

    `by_id` holds the accounts whose ids are written down, `by_name` all that have a name of their own, and
    `ids` the ids of these where they are written; `unnamed` the places of those without a written id. `own`
    is where the stack's own account stands, several places where that is not known, and `own_id` its id. `id`
    is the organization's. None stands for what is not known.
    """

    by_id: Mapping[str, Place]
    by_name: Mapping[str, Place]
    ids: Mapping[str, str]
    unnamed: tuple[Place, ...]
    own: tuple[Place, ...]
    own_id: str | None = None
    id: str | None = None


@lru_cache(maxsize=4)
def organization_of(shared: Shared) -> Organization | None:
    """The organization that the project's facts describe; None where they describe none.

    Another program may use the same keys for something else: what has not this shape is no organization.
    """
    accounts, guardrails = shared.values.get("accounts"), shared.values.get("guardrails")
    if not isinstance(accounts, Mapping) or not isinstance(guardrails, Mapping) or "attach" not in guardrails:
        return None
    place = _places(shared.values)
    by_name = {
        str(key): place(account.get("unit"))
        for key, account in accounts.items()
        if isinstance(account, Mapping)
    }
    ids = {str(key): str(account["id"]) for key, account in accounts.items() if account.get("id")}
    own = shared.values.get("account")
    return Organization(
        by_id={identifier: by_name[key] for key, identifier in ids.items()},
        by_name=by_name,
        ids=ids,
        unnamed=distinct(where for key, where in by_name.items() if key not in ids),
        own=(by_name[own],) if own in by_name else distinct(by_name.values()),
        own_id=ids.get(str(own)),
    )


def distinct(places: Iterable[Place]) -> tuple[Place, ...]:
    """Each place once."""
    return tuple({id(place): place for place in places}.values())


def _places(facts: Mapping[str, Any]) -> Callable[[str | None], Place]:
    # Imported here: the catalogue of guardrails is needed only where an organization is described, and every
    # command that looks up the name of a rule would wait for it.
    from guardrails.attachments import Attachments
    from guardrails.kinds import PolicyType
    from guardrails.settings import Facts

    attachments = Attachments(Facts.read(facts))
    fixes = {name: guardrail.fix for name, guardrail in attachments.guardrails.items()}

    @cache
    def place(unit: str | None) -> Place:
        if unit is None:
            return UNBOUND
        return Place(
            levels=attachments.level_names(unit),
            service_policies=attachments.levels(unit, PolicyType.SERVICE_CONTROL),
            resource_policies=attachments.levels(unit, PolicyType.RESOURCE_CONTROL),
            fixes=fixes,
        )

    return place


def bound(places: Sequence[Place]) -> bool:
    """Whether any policy may bind an account in one of these places."""
    return any(place is not UNBOUND for place in places)

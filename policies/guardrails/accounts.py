"""What AWS Organizations would refuse of accounts that are asked for together. Pure.

Accounts come as their known fields rather than as `Account`: one field that is wrong by itself must not hide
that two others collide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from .organization import SEPARATOR, OrganizationLimits, Units
from .refusal import Refused

Fields = Mapping[str, str | None]
"""An account's known fields by name; None stands for one that is left out, for which the model allows it."""

_UNIQUE = {
    "email": (
        "e-mail",
        "Use another address; one with a +suffix will do, but AWS takes none twice.",
    ),
    "name": ("name", "Give the account another name."),
    "id": ("id", "Remove one of the two keys, or correct the id."),
}


def refused_accounts(
    accounts: Mapping[str, Fields], units: Units | None, limits: OrganizationLimits
) -> list[Refused]:
    """The refusals; `at` starts with the account's key. Where `units` is None no account's unit is judged."""
    refusals = [refused for field in _UNIQUE for refused in _shared(accounts, field)]
    known = frozenset(units.paths()) if units is not None else None
    roots = [key for key, account in accounts.items() if "unit" in account and account["unit"] is None]
    refusals += [
        Refused(
            f"{key} has no unit, and neither has {roots[0]}: only the management account has none",
            given="no unit",
            allowed="a unit for every account but one",
            fix="Add unit: to this account.",
            at=(key,),
        )
        for key in roots[1:]
    ]
    for key, account in accounts.items():
        unit = account.get("unit")
        if unit is not None and known is not None and unit not in known:
            refusals.append(_unknown_unit(key, unit, known))
        for field, longest in (("name", limits.account_name), ("email", limits.email)):
            text = account.get(field) or ""
            if len(text) > longest:
                refusals.append(
                    Refused(
                        f"The {field} has {len(text)} characters",
                        given=text,
                        allowed=f"at most {longest} characters",
                        fix=f"Shorten the {field}.",
                        at=(key, field),
                    )
                )
    return refusals


def _unknown_unit(key: str, given: str, known: frozenset[str]) -> Refused:
    by_case = {path.casefold(): path for path in sorted(known)}
    leaves = [
        path for path in by_case.values() if path.rpartition(SEPARATOR)[2].casefold() == given.casefold()
    ]
    close = leaves or [by_case[name] for name in get_close_matches(given.casefold(), by_case, n=1)]
    return Refused(
        f"The unit {given} does not exist" + (f"; did you mean {close[0]}?" if close else ""),
        given=given,
        allowed=", ".join(sorted(known)) or "no unit: units is empty",
        fix=f"Write {close[0]}." if close else "Name one of these, or add the unit to units.",
        at=(key, "unit"),
    )


def _shared(accounts: Mapping[str, Fields], field: str) -> Iterator[Refused]:
    users: dict[str, list[str]] = defaultdict(list)
    for key, account in accounts.items():
        value = account.get(field)
        if value is not None:
            users[value.casefold()].append(key)
    for first, *others in users.values():
        for key in others:
            value = accounts[key][field] or ""
            what, fix = _UNIQUE[field]
            yield Refused(
                f"{value} is the {what} of {first} already",
                given=value,
                allowed=f"a different {what} for every account",
                fix=fix,
                at=(key, field),
            )

"""What must hold between the facts and sections of one stack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guardrails.accounts import refused_accounts
from guardrails.organization import refused_units
from guardrails.refusal import Refused

from preview.project import did_you_mean, nearest, value_at

from .found import Found, located
from .guardrails import facts, refused_names, refused_own, refused_sizes, refused_types, sound_part
from .limits import limits
from .network_checks import NETWORK
from .organization import refused_delegates
from .policies import refused_policies
from .reading import Reading
from .tags import ACCOUNT_TAGS


def check(reading: Reading) -> None:
    """Add everything that is wrong between facts; what is wrong by itself is not asked again."""
    for found in CHECKS:
        for path, problem in list(found(reading)):
            reading.add(path, problem)


def _tags(reading: Reading) -> Found:
    if "tags" in reading.parts:
        missing = [tag for tag in ACCOUNT_TAGS if tag not in reading.names("tags")]
        yield from located(
            reading,
            "tags",
            [
                Refused(
                    f"There is no tag {tag}, which every account gives a value to",
                    given=", ".join(reading.names("tags")),
                    allowed=", ".join(ACCOUNT_TAGS),
                    fix=f"Add {tag}: with values: or pattern:.",
                )
                for tag in missing
            ],
        )
        yield from located(reading, "tags", _refused_tag_keys(reading.names("tags")))
    for key, account in reading.accounts.items():
        refusals = [
            rule.refused(tag, value, key, name)
            for tag, name in ACCOUNT_TAGS.items()
            if (rule := reading.tags.get(tag)) is not None and (value := account.get(name)) is not None
        ]
        yield from located(reading, "accounts", filter(None, refusals))


def _refused_tag_keys(keys: Iterable[str]) -> Iterator[Refused]:
    longest = limits().tag_key
    for key in keys:
        if not 0 < len(key) <= longest or key.lower().startswith("aws:"):
            yield Refused(
                f"{key or 'The empty text'} cannot be the key of a tag",
                given=key or "empty text",
                allowed=f"1 to {longest} characters that do not start with aws:",
                fix="Choose another key.",
                at=(key,),
            )


def _organization(reading: Reading) -> Found:
    if reading.units is not None:
        yield from located(reading, "units", refused_units(reading.units, limits().organization))
    refusals = refused_accounts(reading.accounts, reading.units, limits().organization)
    yield from located(reading, "accounts", refusals)


def _addresses(reading: Reading) -> Found:
    supernets = reading.sound("addresses", "supernets")
    approved = reading.sound("regions", "approved")
    if not isinstance(supernets, dict) or not isinstance(approved, list):
        return
    ipv6 = reading.sound("addresses", "ipv6")
    named = [("supernets", region) for region in supernets]
    named += [("ipv6", region) for region in ipv6] if isinstance(ipv6, dict) else []
    for key, region in named:
        if region not in approved:
            guess = nearest(region, approved)
            refused = Refused(
                f"{region} is no approved region" + did_you_mean(guess),
                given=region,
                allowed=", ".join(approved),
                fix=f"Write {guess}." if guess else "Approve the region, or remove it here.",
                at=(key, region),
            )
            yield from located(reading, "addresses", [refused])


def _account(reading: Reading) -> Found:
    key = reading.sound("account")
    names = reading.names("accounts")
    if key is None or not names or key in names:
        return
    guess = nearest(key, names)
    refused = Refused(
        f"There is no account {key}" + did_you_mean(guess),
        given=key,
        allowed=", ".join(names),
        fix=f"Write {guess}." if guess else "Name one of these, or add the account to accounts.",
    )
    yield from located(reading, "account", [refused])


def _management(reading: Reading) -> Found:
    """AWS lets only the management account change the organization."""
    key = reading.sound("account")
    unit = reading.sound("accounts", key, "unit") if isinstance(key, str) else None
    if "organization" not in reading.raw or unit is None:
        return
    roots = [name for name, account in reading.accounts.items() if account.get("unit", "") is None]
    refused = Refused(
        f"The organization cannot be built in {key}, which lives in the unit {unit}",
        given=key,
        allowed=", ".join(roots) or "the management account: the one without a unit",
        fix=f"Write {roots[0]}." if roots else "Add the management account to accounts, without a unit.",
    )
    yield from located(reading, "account", [refused])


def _policies(reading: Reading) -> Found:
    settings = reading.parts.get("policies")
    if settings is not None:
        yield from located(reading, "policies", refused_policies(settings))


def _guardrails(reading: Reading) -> Found:
    settings = sound_part(reading)
    if settings is None:
        return
    units = None if reading.units is None else list(reading.units.paths())
    own = value_at(reading.raw["guardrails"], ("own",))
    refusals = [
        *refused_names(settings, units, own if isinstance(own, dict) else ()),
        *refused_own(settings),
    ]
    yield from located(reading, "guardrails", refusals)
    company, regions = reading.parts.get("company"), reading.parts.get("regions")
    sound = "guardrails" in reading.parts and not refusals and not reading.broken("tags")
    if not sound or company is None or regions is None:
        return
    found = facts(
        settings, home=regions.home, regions=regions.approved, prefix=company.prefix, tags=reading.tags
    )
    yield from located(reading, "guardrails", refused_sizes(found))
    organization = reading.parts.get("organization")
    if organization is not None:
        yield from located(reading, "organization", refused_types(settings, organization.policy_types))


def _delegates(reading: Reading) -> Found:
    organization = reading.parts.get("organization")
    if organization is not None and reading.names("accounts"):
        yield from located(reading, "organization", refused_delegates(organization, reading.accounts))


CHECKS = (
    _tags,
    _organization,
    _addresses,
    _account,
    _management,
    *NETWORK,
    _policies,
    _guardrails,
    _delegates,
)

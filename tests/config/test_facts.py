"""The facts that all stacks share refuse what AWS would refuse, and what contradicts itself."""

from __future__ import annotations

from typing import Any

import pytest
from guardrails.accounts import refused_accounts
from guardrails.organization import Account, Units, ancestors, parent_of, refused_units
from guardrails.refusal import Refusals, Refused
from pydantic import BaseModel, ValidationError

from components.config.addresses import Addresses, network
from components.config.company import Company
from components.config.limits import limits
from components.config.regions import Regions
from components.config.segments import Segment, refused_segments
from components.config.tags import TagRule

LIMITS = limits().organization


def messages(model: type[BaseModel], **values: Any) -> list[str]:
    """What the model's validators say against the values."""
    with pytest.raises(ValidationError) as caught:
        model(**values)
    found: list[str] = []
    for entry in caught.value.errors():
        error = entry.get("ctx", {}).get("error")
        if isinstance(error, Refusals):
            found += [refused.message for refused in error.refusals]
        else:
            found.append(error.message if isinstance(error, Refused) else entry["msg"])
    return found


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("10.0.0.1/24", "10.0.0.1/24 has bits set beyond its prefix", "Write 10.0.0.0/24."),
        (
            "10.0.0.0/255.255.255.0",
            "10.0.0.0/255.255.255.0 is an odd spelling of 10.0.0.0/24",
            "Write 10.0.0.0/24.",
        ),
        ("10.0.0.0", "10.0.0.0 is no IPv4 range", "Add the prefix length."),
        ("10.0.0.0/33", "10.0.0.0/33 is no IPv4 range", "Write the range in CIDR form."),
        ("10.0.0/8", "10.0.0/8 is no IPv4 range", "Write the range in CIDR form."),
        ("10.0.0.0/08", "10.0.0.0/08 is an odd spelling of 10.0.0.0/8", "Write 10.0.0.0/8."),
        ("fd00::/8", "fd00::/8 is no IPv4 range", "Write the range in CIDR form."),
        ("10.0.0.0/8 ", "10.0.0.0/8  is an odd spelling of 10.0.0.0/8", "Write 10.0.0.0/8."),
        ("", "Empty text is no IPv4 range", "Write the range in CIDR form."),
    ],
)
def test_a_range_has_one_spelling(text: str, message: str, fix: str) -> None:
    with pytest.raises(Refused) as caught:
        network(text)

    assert (caught.value.message, caught.value.fix) == (message, fix)


def test_supernets_and_ranges_on_premises_lie_apart() -> None:
    assert messages(
        Addresses,
        supernets={"eu-west-1": "10.0.0.0/12", "eu-central-1": "10.8.0.0/16"},
        on_premises=("10.0.0.0/8", "192.168.0.0/24"),
    ) == [
        "10.8.0.0/16 overlaps 10.0.0.0/12 of supernets.eu-west-1",
        "10.0.0.0/8 overlaps 10.0.0.0/12 of supernets.eu-west-1",
        "10.0.0.0/8 overlaps 10.8.0.0/16 of supernets.eu-central-1",
    ]


def test_addresses_are_private() -> None:
    assert messages(Addresses, supernets={"eu-west-1": "11.0.0.0/12"}) == [
        "11.0.0.0/12 holds addresses that are not private"
    ]
    assert messages(Addresses, supernets={"eu-west-1": "172.0.0.0/8"}) == [
        "172.0.0.0/8 holds addresses that are not private"
    ]


def test_regions_are_real_and_consistent() -> None:
    assert messages(Regions, home="eu-west-1", recovery="eu-west-1", approved=("eu-west-1", "eu-west-1")) == [
        "eu-west-1 is home and recovery region at once",
        "eu-west-1 is approved twice",
    ]
    assert messages(Regions, home="eu-wst-1", recovery="eu-central-1", approved=("us-east-1",)) == [
        "AWS has no region eu-wst-1; did you mean eu-west-1?",
        "The recovery region eu-central-1 is not approved",
    ]


COMPANY = {"name": "M", "prefix": "m", "domain": "m.example", "contact": "a@m.example"}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("prefix", "-a", "-a cannot start the name of a bucket"),
        ("prefix", "a--b", "a--b cannot start the name of a bucket"),
        ("prefix", "a" * 21, f"{'a' * 21} cannot start the name of a bucket"),
        ("domain", "https://m.example", "https://m.example is no DNS domain"),
        ("domain", "m", "m is no DNS domain"),
        ("contact", "a.example", "a.example is no e-mail address"),
        ("name", "", "String should have at least 1 character"),
    ],
)
def test_the_companys_facts_are_well_formed(field: str, value: str, message: str) -> None:
    assert messages(Company, **{**COMPANY, field: value}) == [message]


def test_a_tag_has_values_or_a_pattern() -> None:
    assert messages(TagRule) == ["A tag needs either values or a pattern"]
    assert messages(TagRule, values=("a",), pattern="a") == ["A tag needs either values or a pattern"]
    assert messages(TagRule, values=("a" * 257, "")) == ["The value has 257 characters", "The value is empty"]
    assert TagRule(pattern="CC-[0-9]+").allows("CC-12")
    assert not TagRule(pattern="CC-[0-9]+").allows("CC-12x")
    assert not TagRule(values=("a",)).allows("b")


def test_segments_propagate_to_segments() -> None:
    segments = {"a": Segment(propagates_to=("b", "b", "c")), "b": Segment(propagates_to=("a",))}

    found = refused_segments(segments, ("a", "b"), 1)

    assert [(refused.message, refused.at) for refused in found] == [
        ("a propagates to b twice", ("a", "propagates_to", 1)),
        ("There is no segment c", ("a", "propagates_to", 2)),
        ("There are 2 segments", ()),
    ]


ACCOUNT = {
    "name": "N",
    "email": "a@b.example",
    "owner": "o",
    "cost_center": "c",
    "environment": "e",
    "data_classification": "d",
}


@pytest.mark.parametrize(
    "email",
    ["a@b", "a b@c.example", "a@b@c.example", ".a@b.example", "a@b..example", "@b.example", "é@b.example"],
)
def test_an_e_mail_is_well_formed(email: str) -> None:
    assert messages(Account, **{**ACCOUNT, "email": email}) == [f"{email} is no e-mail address"]


@pytest.mark.parametrize("name", ["", " a", "a\n", "  "])
def test_an_account_name_is_printable(name: str) -> None:
    assert messages(Account, **{**ACCOUNT, "name": name}) == [f"{name!r} is no account name"]


@pytest.mark.parametrize(
    "number", ["11112222333", "1111222233334", "11112222333a", "1111-2222-3333", "１" * 12]
)
def test_an_account_id_has_twelve_digits(number: str) -> None:
    assert messages(Account, **{**ACCOUNT, "id": number}) == [f"{number} is no account id"]


def test_accounts_that_collide_are_all_named() -> None:
    accounts: dict[str, dict[str, str | None]] = {
        "one": {"email": "a@b.example", "name": "A", "unit": None, "id": "1"},
        "two": {"email": "A@B.example", "name": "a", "unit": None, "id": "1"},
        "three": {"email": "c@d.example", "unit": "workloads/production"},
        "four": {"name": "n" * 51, "unit": "Production", "id": None},
    }
    units = Units.model_validate({"Workloads": {"Production": {}}})

    found = refused_accounts(accounts, units, LIMITS)

    assert [(refused.at, refused.message) for refused in found] == [
        (("two", "email"), "A@B.example is the e-mail of one already"),
        (("two", "name"), "a is the name of one already"),
        (("two", "id"), "1 is the id of one already"),
        (("two",), "two has no unit, and neither has one: only the management account has none"),
        (
            ("three", "unit"),
            "The unit workloads/production does not exist; did you mean Workloads/Production?",
        ),
        (("four", "unit"), "The unit Production does not exist; did you mean Workloads/Production?"),
        (("four", "name"), "The name has 51 characters"),
    ]


def test_units_have_paths() -> None:
    units = Units.model_validate({"B": {"C": {"D": {}}}, "A": {}})

    assert list(units.paths()) == ["B", "B/C", "B/C/D", "A"]
    assert (parent_of("B/C/D"), parent_of("A")) == ("B/C", None)
    assert ancestors("B/C/D") == ("B", "B/C", "B/C/D")


def test_units_stay_within_the_limits_of_organizations() -> None:
    deep = Units.model_validate({"a": {"b": {"c": {"d": {"e": {"f": {"g": {}}}}}}}, "x/y": {}, "n" * 129: {}})

    assert [(refused.at, refused.message) for refused in refused_units(deep, LIMITS)] == [
        (("a", "b", "c", "d", "e", "f"), "a/b/c/d/e/f lies 6 levels below the root"),
        (("x/y",), "'x/y' is no name for a unit"),
        (("n" * 129,), f"{'n' * 129!r} is no name for a unit"),
    ]
    many = Units.model_validate({f"u{number}": {} for number in range(2001)})
    assert [refused.message for refused in refused_units(many, LIMITS)] == ["The organization has 2001 units"]

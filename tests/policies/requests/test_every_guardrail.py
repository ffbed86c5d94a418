"""Each guardrail of landfall's own organization denies a planned resource, and lets a repaired one pass."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from guardrails import Unknown
from guardrails.attachments import Attachments
from guardrails.catalogue import CATALOGUE
from guardrails.kinds import PolicyType
from guardrails.requests import Caller, Place, Planned, bases, judged, mapped
from guardrails.settings import Facts
from rules.guardrails.denied import DENIED, DERIVED

from .shown import CONFIGURES, FACTS, NEVER_MET, SHOWN, Made
from .test_rule import provider, role, told


def said(made: Made, facts: Mapping[str, Any] = FACTS) -> list[tuple[str, str]]:
    """What the rule says about a resource."""
    # AWS alone knows the id of an account that landfall makes: any will do.
    return told(made.properties, provider(made.account, **role("999900001111", made.by)), facts, made.type)


@pytest.mark.parametrize("guardrail", SHOWN)
def test_a_planned_resource_is_denied_with_the_guardrails_name_and_fix(guardrail: str) -> None:
    shown = SHOWN[guardrail]

    ((result, message),) = said(shown.denied)

    rule = DERIVED if guardrail == "protect-detection" else DENIED
    assert shown.denied.type in rule.types
    assert result == "fail"
    doubt = message.find(" (Which requests this type makes is derived")
    assert (doubt >= 0) is (rule is DERIVED)
    assert message[: doubt if doubt >= 0 else None] == f"{shown.message}. Fix: {CATALOGUE[guardrail].fix}"


@pytest.mark.parametrize("guardrail", SHOWN)
def test_repaired_or_without_the_guardrail_it_passes(guardrail: str) -> None:
    shown = SHOWN[guardrail]
    guardrails = FACTS["guardrails"]
    attach = {unit: [one for one in ids if one != guardrail] for unit, ids in guardrails["attach"].items()}

    assert said(shown.repaired) == []
    assert said(shown.denied, {**FACTS, "guardrails": {**guardrails, "attach": attach}}) == []


def met(guardrail: str) -> set[str]:
    """The types whose creation, whatever their properties say, the guardrail denies or may deny."""
    attachments = Attachments(Facts.read({**FACTS, "guardrails": {"attach": {"Root": [guardrail]}}}))
    place = Place(
        levels=attachments.level_names("Sandbox"),
        service_policies=attachments.levels("Sandbox", PolicyType.SERVICE_CONTROL),
        resource_policies=attachments.levels("Sandbox", PolicyType.RESOURCE_CONTROL),
    )
    found = set()
    for token in bases():
        requests = mapped(token)
        assert requests
        # Every word of the requests' description, so that no property is missing; what is none does no harm.
        properties = dict.fromkeys(re.findall(r"[A-Za-z]\w*", repr(requests.calls)), Unknown())
        planned = Planned(type=token, name="it", properties=properties)
        if judged(requests, planned, Caller(role="deploy"), [place]):
            found.add(token)
    return found


@pytest.mark.parametrize("guardrail", NEVER_MET)
def test_no_creation_of_any_mapped_type_meets_the_others(guardrail: str) -> None:
    assert met(guardrail) == set()


def test_what_may_be_denied_is_found_whatever_the_properties_say() -> None:
    assert met("protect-trail") == {"aws:cloudtrail/trail:Trail"}


def test_every_guardrail_is_shown_or_the_reason_told() -> None:
    assert sorted([*SHOWN, *NEVER_MET, *CONFIGURES]) == sorted(CATALOGUE)
    assert {one.id for one in CATALOGUE.values() if not one.type.decides} == set(CONFIGURES)
    assert all(CONFIGURES.values())
    assert all(NEVER_MET.values())

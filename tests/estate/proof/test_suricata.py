"""Headers of firewall rules are read as Suricata reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.proof.packets import ALL_ADDRESSES, ALL_PORTS, Packets, addresses
from estate.proof.spans import Spans
from estate.proof.suricata import Read, RuleError, Variables, address_set, port_set, read_rules

HOME = addresses("10.0.0.0/8")
WEB = Spans.of([(80, 80), (443, 443)])
NAMES = Variables({"HOME_NET": HOME, "EXTERNAL_NET": ALL_ADDRESSES - HOME}, {"WEB": WEB})


def read(text: str) -> list[Read | RuleError]:
    return list(read_rules(text, NAMES))


def test_a_plain_rule_matches_what_its_header_says() -> None:
    (found,) = read('pass tcp $HOME_NET any -> $EXTERNAL_NET $WEB (msg:"web"; sid:1; rev:1;)')

    assert found == Read(
        "pass",
        Packets(Spans.one(6), HOME, ALL_ADDRESSES - HOME, ALL_PORTS, WEB),
        "pass tcp $HOME_NET -> $EXTERNAL_NET $WEB (sid 1)",
        "",
        False,
    )


@pytest.mark.parametrize(
    ("rule", "condition"),
    [
        (
            'pass tls any any -> any 443 (tls.sni; content:".example.com"; sid:2;)',
            "only what matches tls, content, tls.sni of the rule with sid 2",
        ),
        ("pass http any any -> any any (sid:3;)", "only what matches http of the rule with sid 3"),
        (
            'pass tcp any any -> any any (content:"a\\;b"; sid:4;)',
            "only what matches content of the rule with sid 4",
        ),
    ],
)
def test_what_looks_into_the_payload_is_a_condition(rule: str, condition: str) -> None:
    (found,) = read(rule)

    assert isinstance(found, Read)
    assert found.condition == condition


def test_rules_about_handshakes_and_answers_decide_nothing() -> None:
    (handshake,) = read("pass tcp any any -> any any (flow:not_established,to_server; sid:5;)")

    assert isinstance(handshake, Read)
    assert handshake.handshake
    assert read("drop tcp any any -> any any (flow:established,to_client; sid:6;)") == []


def test_a_rule_for_both_ways_is_two_and_comments_and_long_lines_are_read() -> None:
    there, back = read("# both\n\npass udp 10.1.0.0/16 any <> \\\n  10.2.0.0/16 53 (sid:7;)\n")

    assert isinstance(there, Read)
    assert isinstance(back, Read)
    assert there.match.targets == back.match.sources == addresses("10.2.0.0/16")
    assert back.match.source_ports == Spans.one(53)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("allow everything", "it is no Suricata rule: allow everything"),
        ("pass tcp $NOWHERE any -> any any (sid:1;)", "the variable $NOWHERE is not defined"),
        ("pass tcp 10.0.0.0/99 any -> any any (sid:1;)", "10.0.0.0/99 is no IPv4 range"),
        ("pass tcp any any -> any 70000 (sid:1;)", "70000 is no range of ports"),
        ("pass tcp any any -> any https (sid:1;)", "https is no port"),
        ("pass carrier any any -> any any (sid:1;)", "the protocol carrier is not modelled"),
        ("pass tcp any any -> [10.0.0.0/8 any (sid:1;)", "the list [10.0.0.0/8 does not end"),
    ],
)
def test_what_cannot_be_read_says_why(rule: str, reason: str) -> None:
    (found,) = read(rule)

    assert isinstance(found, RuleError)
    assert str(found) == reason


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 200), st.integers(0, 50)), min_size=1, max_size=4))
def test_lists_hold_what_is_listed_less_what_is_excluded(items: list[tuple[bool, int, int]]) -> None:
    text = ",".join(f"{'!' if no else ''}{first}:{first + more}" for no, first, more in items)
    wanted = [range(first, first + more + 1) for no, first, more in items if not no]
    unwanted = [range(first, first + more + 1) for no, first, more in items if no]

    found = port_set(f"[{text}]", {})

    for port in range(0, 300, 7):
        listed = not wanted or any(port in each for each in wanted)
        assert (port in found) == (listed and not any(port in each for each in unwanted))


def test_lists_of_addresses_may_hold_lists_and_names() -> None:
    found = address_set("[$HOME_NET, ![10.1.0.0/16, 10.2.0.0/16]]", NAMES.addresses)

    assert found == HOME - addresses("10.1.0.0/16") - addresses("10.2.0.0/16")

"""Suricata rules are read as strictly as AWS Network Firewall reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.config.suricata import read_rules
from components.config.suricata_header import VARIABLES

SHIPPED = Path(__file__).parents[2] / "components/network/rules"
GOOD = 'pass tls $HOME_NET any -> $EXTERNAL_NET 443 (msg:"x"; tls.sni; content:"example.com"; sid:1; rev:1;)'


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.rules")), ids=lambda path: path.name)
def test_the_shipped_rules_are_without_mistake(path: Path) -> None:
    variables = (*VARIABLES, "PRODUCTION", "SHARED_SERVICES")
    rules, mistakes = read_rules(path.read_text(), variables)

    assert mistakes == []
    assert len(rules) == len({rule.sid for rule in rules}) > 0


def test_rules_are_read_with_their_lines_past_comments_and_continuations() -> None:
    text = f'# a comment\n\n{GOOD}\nalert ip any any -> any any \\\n  (msg:"y"; \\\n  sid:2;)\n{GOOD[:-1]}\n'
    rules, mistakes = read_rules(text)

    assert [(rule.line, rule.action, rule.protocol, rule.sid) for rule in rules] == [
        (3, "pass", "tls", 1),
        (4, "alert", "ip", 2),
    ]
    assert [(mistake.line, mistake.message) for mistake in mistakes] == [
        (7, "The rule has no options in parentheses")
    ]


@pytest.mark.parametrize(
    "head",
    [
        "drop tcp $HOME_NET any -> $EXTERNAL_NET any",
        "drop tcp [10.0.0.0/8, !10.1.0.0/16] any <> any [80,443,1024:]",
        "reject udp !$HOME_NET :1023 -> 10.0.0.1 !53",
        "alert ip 2001:db8::/32 any -> ![10.0.0.0/8,[192.168.0.0/16]] any",
    ],
)
def test_heads_that_aws_takes_pass(head: str) -> None:
    assert read_rules(f"{head} (sid:1;)")[1] == []


@pytest.mark.parametrize(
    ("head", "message", "fix"),
    [
        ("dorp tcp any any -> any any", "dorp is no action of a rule; did you mean drop?", "Write drop."),
        ("block tcp any any -> any any", "block is no action of a rule", "Correct the action."),
        ("drop tcpp any any -> any any", "tcpp is no protocol of a rule; did you mean tcp?", "Write tcp."),
        ("drop gre any any -> any any", "gre is no protocol of a rule", "Correct the protocol."),
        ("drop tcp any any <- any any", "<- is no direction of a rule", None),
        ("drop tcp any -> any any", "The rule's head has 6 parts", None),
        (
            "drop tcp 10.0.0.1/8 any -> any any",
            "10.0.0.1/8 has bits set beyond its prefix",
            "Write 10.0.0.0/8.",
        ),
        ("drop tcp 10.0.0/8 any -> any any", "10.0.0/8 is no address or range", "Correct it."),
        ("drop tcp $DMZ any -> any any", "$DMZ is not defined", "Write one of these, or a range."),
        ("drop tcp !any any -> any any", "!any matches nothing", "Name what is excluded."),
        ("drop tcp [10.0.0.0/8 any -> any any", "The brackets of the rule's head do not match", None),
        ("drop tcp 10.0.0.0/8] any -> any any", "The brackets of the rule's head do not match", None),
        ("drop tcp ]10.0.0.0/8[ any -> any any", "The brackets of ]10.0.0.0/8[ do not match", None),
        ("drop tcp any 65536 -> any any", "65536 names no port", "Correct the port."),
        ("drop tcp any 90:80 -> any any", "90:80 names no port", "Correct the port."),
        ("drop tcp any any -> any $PORTS", "$PORTS names no port", "Correct the port."),
        ("drop tcp any any -> any http", "http names no port", "Correct the port."),
        ("drop tcp any any -> any 80,443", "80,443 is a list without brackets", "Write [80,443]."),
        (
            "drop tcp 10.0.0.0/8,!10.1.0.0/16 any -> any any",
            "10.0.0.0/8,!10.1.0.0/16 is a list without brackets",
            "Write [10.0.0.0/8,!10.1.0.0/16].",
        ),
        ("drop tcp any any -> [] any", "Nothing is no address or range", "Correct it."),
        ("drop tcp any any -> any []", "[] names no port", "Correct the port."),
        ("drop icmp any any -> any 443", "ICMP has no ports", "Write any."),
        ("pass ip any any -> any any", "The rule lets everything through", None),
        ("pass tcp $HOME_NET any -> $EXTERNAL_NET any", "The rule lets everything through", None),
        ("pass tls 0.0.0.0/0 any -> 0.0.0.0/0 any", "The rule lets everything through", None),
    ],
)
def test_a_head_that_aws_refuses_is_refused(head: str, message: str, fix: str | None) -> None:
    ((mistake,), rules) = (lambda both: (both[1], both[0]))(read_rules(f"{head} (sid:1;)"))

    assert rules == []
    assert mistake.message == message
    assert fix is None or mistake.fix == fix


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ('msg:"x";', "The rule has no sid"),
        ("sid:0;", "0 is no sid"),
        ("sid:x;", "x is no sid"),
        ("sid:4294967296;", "4294967296 is no sid"),
        ("sid:1; sid:2;", "The rule has two options sid"),
        ("sid:1", "The last option has no semicolon"),
        ('msg:"x; sid:1;', "A quotation mark is not closed"),
        ('contnet:"x"; sid:1;', "contnet is no keyword of a rule; did you mean content?"),
        ("content:x; sid:1;", "content needs text in quotation marks"),
        ('content:""; sid:1;', "content needs text in quotation marks"),
        ('content:"|0g|"; sid:1;', "The bytes between bars are no hexadecimal pairs"),
        ('pcre:"abc"; sid:1;', "pcre needs a pattern between slashes"),
        ("rev:x; sid:1;", "x is no revision"),
        (
            "priority:1; sid:1;",
            "AWS Network Firewall does not take the keyword priority: in strict order the order of the rules "
            "decides",
        ),
        (
            "iprep:src,CnC,>,30; sid:1;",
            "AWS Network Firewall does not take the keyword iprep: there is no reputation of addresses",
        ),
        ("flow:to_srver; sid:1;", "to_srver is no flow of a rule; did you mean to_server?"),
        ("flow:; sid:1;", "Nothing is no flow of a rule"),
        ("flow:from_client,to_client; sid:1;", "A flow cannot be from_client and to_client at once"),
        ("flow:established,stateless; sid:1;", "A flow cannot be established and stateless at once"),
        ("nocase; sid:1;", "nocase changes a content, and there is none before it"),
        (
            'content:"x"; http.uri; within:5; content:"y"; sid:1;',
            "within changes a content, and there is none before it",
        ),
        ('content:"x"; nocase:1; sid:1;', "nocase takes no value"),
        ("http.host; sid:1;", "Nothing is looked for in http.host"),
        ('http.host; http.uri; content:"x"; sid:1;', "Nothing is looked for in http.host"),
        ('http.host:"example.com"; sid:1;', "http.host takes no value"),
        ('pcre:"/a(b/"; sid:1;', "The pattern cannot be read: missing ), unterminated subpattern"),
        ("ssl_version:tls9; sid:1;", "tls9 is no version of TLS of a rule; did you mean tls1.3?"),
        ('msg:"a;) b"; sid:1;) # mail', "Something stands behind the rule's options"),
        ("sid:1;) # mail", "Something stands behind the rule's options"),
        ('tls.sni; content:"x"; sid:1;', "tls.sni looks into tls, and the rule is about http"),
    ],
)
def test_an_option_that_aws_refuses_is_refused(options: str, message: str) -> None:
    rules, mistakes = read_rules(f"drop http any any -> any any ({options})")

    assert rules == []
    assert [mistake.message for mistake in mistakes] == [message]


@pytest.mark.parametrize(
    "options",
    [
        'msg:"a; b\\" c"; sid:1;',
        'content:"|0d 0A|x"; nocase; sid:1;',
        'content:!"x"; pcre:"/a;b/i"; sid:1; metadata:x y, z 1;',
        'content:"x"; depth:5; content:"y"; within:9; distance:1; sid:1;',
        'msg:"a;) b"; content:"x;)"; sid:1;',
        "flow:to_server, established; sid:1;",
        'pcre:"/a(?>b)++c/"; sid:1;',
        "ssl_version:tls1.0,!tls1.1; sid:1;",
    ],
)
def test_options_that_aws_takes_pass(options: str) -> None:
    assert read_rules(f"drop tcp any any -> any any ({options})")[1] == []


def test_a_rule_names_the_variables_that_its_group_defines() -> None:
    rule = "pass tcp $PRODUCTION any -> [$SHARED, !10.16.1.9] 443 (sid:1;)"

    assert read_rules(rule, ("HOME_NET", "PRODUCTION", "SHARED"))[1] == []
    assert [(each.message, each.allowed) for each in read_rules(rule, ("HOME_NET", "PRODUCTION"))[1]] == [
        ("$SHARED is not defined", "$HOME_NET, $PRODUCTION")
    ]


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    rules, mistakes = read_rules(text)

    lines = [rule.line for rule in rules] + [mistake.line for mistake in mistakes]
    assert all(1 <= line <= len(text.splitlines()) for line in lines)


@given(st.lists(st.sampled_from(list(GOOD)), max_size=5), st.integers(0, len(GOOD)))
def test_a_spoilt_rule_is_answered(extra: list[str], at: int) -> None:
    rules, mistakes = read_rules(GOOD[:at] + "".join(extra) + GOOD[at:])

    assert len(rules) + len(mistakes) <= 1

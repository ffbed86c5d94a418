"""What the shared facts may say of flows, and what is refused with its line."""

from __future__ import annotations

import pytest
from guardrails.refusal import Refused

from components.config.flows import Traffic, place_parts, read_traffic

from ..conftest import Estate


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("targets: [s3, dynamodb]", "targets: [s3/]", "s3/ is no place"),
        (
            "targets: [s3, dynamodb]",
            "targets: [10.1.2.3/8]",
            "10.1.2.3/8 is neither an IPv4 address nor a range",
        ),
        ("traffic: [tcp/443]", "traffic: [tcp/443-80]", "tcp/443-80 is no traffic"),
        ("traffic: [tcp/443]", "traffic: [sctp/9]", "sctp/9 is no traffic"),
        ("traffic: [tcp/443]", "traffic: [tcp/70000]", "tcp/70000 is no traffic"),
        ("traffic: [tcp/443]", "trafic: [tcp/443]", "did you mean traffic?"),
        ("sources: [internet, on-premises]", "sources: []", "sources"),
    ],
)
def test_a_flow_that_makes_no_sense_is_refused_in_its_line(
    estate: Estate, old: str, new: str, message: str
) -> None:
    estate.change("Pulumi.yaml", old, new)
    line = 1 + (estate.directory / "Pulumi.yaml").read_text().split(new)[0].count("\n")

    problems = estate.answer().problems

    assert problems
    assert {(problem.file, problem.line) for problem in problems} == {("Pulumi.yaml", line)}
    assert any(message in problem.message for problem in problems)


def test_a_flow_names_segments_and_stacks_that_exist(estate: Estate) -> None:
    estate.change(
        "Pulumi.yaml", "targets: [internet, on-premises]", "targets: [internet, on-premise, prdo/app]"
    )

    first, second = estate.answer().problems

    assert first.message == "There is no segment or stack on-premise; did you mean on-premises?"
    assert first.fix == "Write on-premises."
    assert second.message == "There is no segment or stack prdo; did you mean prod?"
    assert (second.given, second.fix) == ("prdo/app", "Write prod/app.")
    assert second.key == "landfall:flows.never.from-data-to-outside.targets[2]"


def test_what_must_never_arrive_cannot_be_inspected(estate: Estate) -> None:
    estate.change(
        "Pulumi.yaml", "targets: [internet, on-premises]", "targets: [internet]\n          inspected: true"
    )

    assert [problem.message for problem in estate.answer().problems][:1] == [
        "from-data-to-outside must never arrive, and be inspected on its way"
    ]


def test_traffic_and_places_are_read_as_written() -> None:
    assert read_traffic("tcp/1024-2048") == Traffic("tcp", 1024, 2048)
    assert read_traffic("udp/53") == Traffic("udp", 53, 53)
    assert read_traffic("icmp") == Traffic("icmp")
    assert place_parts("*/data") == ("*", "data")
    assert place_parts("10.0.0.0/8") == ("10.0.0.0/8",)
    with pytest.raises(Refused):
        place_parts("a/b/c/d")

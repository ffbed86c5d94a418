"""`python -m estate trace` shows the way or what stops it, and its exit status says which."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from estate.trace import main

from ..conftest import Estate as Project
from . import mistakes
from .estates import landing_zone
from .sketch import Sketch


class Tracer:
    """The command, over a drawn landing zone."""

    def __init__(self, directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._directory = directory
        self._capsys = capsys
        self.sketch: Sketch = landing_zone()

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        report = self._directory / "report.json"
        report.write_text(json.dumps(self.sketch.report()))
        status = main([*arguments, "--report", str(report), "-C", str(self._directory)])
        printed = self._capsys.readouterr()
        return status, printed.out, printed.err


@pytest.fixture
def tracer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Tracer:
    Project(tmp_path)  # the shipped files, for segments and ranges on premises
    return Tracer(tmp_path, capsys)


def test_a_way_that_works_is_shown_there_and_back(tracer: Tracer) -> None:
    status, out, err = tracer("dev/app/eu-west-1a", "internet")

    assert (status, err) == (0, "")
    lines = [line.strip() for line in out.splitlines()]
    assert lines[0] == "tcp/443 from subnet dev:app-a to internet; 1 more pairs go the same way"
    assert lines[-1] == "dev/app/eu-west-1a reaches internet by tcp/443."
    assert any(
        line.startswith("1. route table dev:app-a-table sends 0.0.0.0/0 to transit gateway") for line in lines
    )
    assert "answers" in lines
    assert any("firewall network:firewall in eu-west-1a knows the connection" in line for line in lines)


def test_what_stops_packets_is_shown_with_what_would_have_to_change(tracer: Tracer) -> None:
    status, out, _ = tracer("dev/app", "prod/data", "--port", "5432")

    blackhole = tracer.sketch.find("network", "non-production-blackhole")["source"]["line"]
    assert status == 1
    assert (
        "   X  stopped: transit gateway table network:non-production drops 10.16.0.0/12 "
        f"[network:non-production-blackhole, plan.py:{blackhole}]\n"
        "      to let it pass: Remove the blackhole.\n"
    ) in out
    assert out.endswith("dev/app does not reach prod/data by tcp/5432.\n")


def test_answers_that_are_lost_are_shown_after_the_way_there(tracer: Tracer) -> None:
    mistakes.acl_without_ephemeral_ports(tracer.sketch)

    status, out, _ = tracer("dev/app", "8.8.8.8")

    assert status == 1
    assert "no rule of the network ACL of subnet dev:app-a lets tcp/32768-65535 from 8.8.8.8" in out


def test_a_place_may_be_an_address_or_a_resource(tracer: Tracer) -> None:
    assert tracer("10.16.32.4", "10.16.32.33", "--port", "5432")[0] == 0
    assert tracer("internet", "balancer")[0] == 0
    assert tracer("internet", "prod/balancer", "--port", "22")[0] == 1
    assert tracer("on-premises", "prod/app", "--protocol", "icmp")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("dev/ap", "internet"), "stack dev has no place dev/ap; did you mean app?"),
        (("dvv", "internet"), "there is no place dvv; did you mean dev?"),
        (("internet", "on-premises"), "internet and on-premises both lie outside AWS"),
        (("s3", "dev/app"), "s3 answers calls and makes none; trace the other way round"),
        (("dev/app", "internet", "--port", "99999"), "tcp/99999 is no traffic; allowed: any, icmp, tcp, udp"),
        (("dev/app", "10.99.0.1"), "no planned subnet has 10.99.0.1"),
        (("a b", "internet"), "a b is no place; allowed: internet"),
    ],
)
def test_a_wrong_question_is_answered_with_what_is_right(
    tracer: Tracer, arguments: tuple[str, ...], complaint: str
) -> None:
    status, out, err = tracer(*arguments)

    assert (status, out) == (2, "")
    assert err.startswith(f"estate trace: {complaint}")


def test_a_report_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Project(tmp_path)
    wrong = tmp_path / "wrong.json"
    wrong.write_text("[]")

    assert main(["dev", "prod", "--report", str(wrong), "-C", str(tmp_path)]) == 2
    assert main(["dev", "prod", "--report", str(tmp_path / "none"), "-C", str(tmp_path)]) == 2
    assert "is no report of a preview: it has no list of stacks" in capsys.readouterr().err

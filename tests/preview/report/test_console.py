"""The report on a terminal, read by eye once and kept."""

from __future__ import annotations

import io

from preview.report.console import print_report
from preview.report.model import Report, StackReport
from preview.report.terminal import SafeConsole

from .support import a_finding, a_report

EXPECTED = """\
Pulumi.qa.yaml:3:5  shop:size  Unknown key
    given   siz
    allowed size
    fix     Did you mean size?

dev ────────────────────────────────────────────────────────────────────────────────────────────────
7 resources
├── aws.sns.Topic
├── 4 x shop.jobs.Worker  4
│   └── aws.sqs.Queue x4
└── site shop.web.Site  2
    └── aws.s3.Bucket, aws.s3.BucketPolicy
mandatory  high  encrypted  2 resources
    is not encrypted.
    why  Messages hold customers' data.
    fix  Set kms_master_key_id.
    a (aws.sqs.Queue)  shop/queues.py:12
    b (aws.sqs.Queue)  shop/queues.py:12
mandatory  high  regions
    spans 2 regions.
    why  Messages hold customers' data.
    fix  Set kms_master_key_id.
mandatory  high  small  (the rule crashed)
    a rule of this pack crashed: boom
    c (aws.sqs.Queue)  shop/queues.py:12
advisory  medium  tagged  2 resources
    c (aws.sqs.Queue)  shop/queues.py:12  lacks owner.
    d (aws.sqs.Queue)  shop/queues.py:12  lacks team.
unknown  retention  not known before a deployment: retention
    a (aws.sqs.Queue)
waived  public
    until 2027-03-31, billing: moves next quarter
    b (aws.sqs.Queue)
note  the outputs of stack organization/other/dev are unknown
warning  be careful  a (aws.sqs.Queue)  shop/queues.py:12
info  done
The program printed:
    hello
    world

prod ───────────────────────────────────────────────────────────────────────────────────────────────
The program failed: KeyError: no key x
    while making a (aws.sqs.Queue)
    __main__.py:3 in <module>
        jobs = Jobs("jobs")

python -m checks ───────────────────────────────────────────────────────────────────────────────────
mandatory  high  paths
    reaches the internet.
    why  Messages hold customers' data.
    fix  Set kms_master_key_id.
    a (aws.sqs.Queue)  in stack dev  shop/queues.py:12
note  no route analysis: stack network is missing
policy pack small ended during Analyze (exit status 9)
    not judged by it: prod
note  policy pack small runs with the packages of the preview
note  dev judged by 7 rules of small 1.2.3
note  previewed only for their outputs, not judged: base

stack  resources  mandatory  advisory  unknown  waived  result
base           0          0         0        0       0  clean, not judged
dev            7          4         3        1       1  findings
prod           0          0         0        0       0  failed
"""


def shown(report: Report) -> str:
    console = SafeConsole(file=io.StringIO(), width=100, color_system=None, highlight=False)
    print_report(console, report)
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


def test_a_report_with_one_of_everything_reads_well() -> None:
    assert shown(a_report()) == EXPECTED


def test_many_resources_of_one_rule_are_cut_and_counted() -> None:
    findings = tuple(a_finding("encrypted", f"queue-{number:02}") for number in range(40))
    text = shown(
        Report(project="p", date="d", stacks=(StackReport(stack="dev", judged=True, findings=findings),))
    )

    assert text.count("queue-") == 15
    assert "mandatory  high  encrypted  40 resources" in text
    assert "    ... and 25 more, see --json" in text


def test_a_name_cannot_take_over_the_terminal_or_pass_for_another_line() -> None:
    names = ["\x1b[31mred", "two\nlines", "nul\x00", "turned\u202e", "[bold]plain[/bold]", "long" * 40]
    findings = tuple(a_finding("encrypted", name) for name in names)
    text = shown(
        Report(project="p", date="d", stacks=(StackReport(stack="dev", judged=True, findings=findings),))
    )

    lines = [line for line in text.splitlines() if "(aws.sqs.Queue)" in line]
    assert [line.strip().partition(" (aws")[0] for line in lines] == [
        "\\x1b[31mred",
        "[bold]plain[/bold]",
        "long" * 30 + "...",
        "nul\\x00",
        "turned\\u202e",
        "two\\nlines",
    ]


def test_a_line_that_a_program_printed_is_cut_where_nobody_reads_on() -> None:
    text = shown(
        Report(project="p", date="d", stacks=(StackReport(stack="dev", judged=True, output="x" * 70_000),))
    )

    assert text.count("x") == 500
    assert "xxx ...\n" in text


def test_what_a_program_printed_is_cut_to_its_end() -> None:
    output = "\n".join(f"line {number}" for number in range(30))
    text = shown(
        Report(project="p", date="d", stacks=(StackReport(stack="dev", judged=True, output=output),))
    )

    assert "... 10 lines before these" in text
    assert "    line 29" in text
    assert "    line 9\n" not in text

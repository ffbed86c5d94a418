"""Real packs in real processes, over real gRPC."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from preview.exits import ExitCode
from preview.policy import load_pack_config
from preview.report.model import Finding, Pack, Waiver
from preview.values import UNKNOWN, Secret

from .support import MakeJudge, WritePack, a_queue, make_judge, write_pack

__all__ = ["make_judge", "write_pack"]

TAGGED = """
def tagged(args, report):
    if args.resource_type == "aws:sqs/queue:Queue" and not args.props.get("tags"):
        report("has no tags.")

def many(args, report):
    queues = [r for r in args.resources if r.resource_type == "aws:sqs/queue:Queue"]
    report(f"{len(queues)} queues, first at {queues[0].props['url']}.")

PolicyPack("small", [
    ResourceValidationPolicy("tagged", "Queues carry tags.", tagged, EnforcementLevel.MANDATORY,
                             severity=Severity.HIGH, remediation_steps="Add tags."),
    StackValidationPolicy("many", "Not too many queues.", many),
])
"""


def test_resources_are_judged_one_by_one_and_then_as_a_stack(
    write_pack: WritePack, make_judge: MakeJudge
) -> None:
    judge = make_judge(write_pack(TAGGED))
    bare, tagged = a_queue("bare"), a_queue("tagged", tags={"owner": "x"})
    judge.submit(bare)
    judge.submit(tagged)

    verdict = judge.finish([bare, tagged])

    assert verdict.failure is None
    assert verdict.pack == Pack(name="small", version="1.2.3", rules=2)
    assert verdict.findings == (
        Finding(
            rule="tagged",
            pack="small",
            severity="high",
            level="mandatory",
            urn=bare.urn,
            message="has no tags.",
            why="Queues carry tags.",
            fix="Add tags.",
        ),
        Finding(
            rule="many",
            pack="small",
            severity="unspecified",
            level="advisory",
            urn="",
            message="2 queues, first at https://queue/bare.",
            why="Not too many queues.",
        ),
    )


def test_what_is_only_read_is_judged_neither_alone_nor_in_the_stack(
    write_pack: WritePack, make_judge: MakeJudge
) -> None:
    judge = make_judge(write_pack(TAGGED))
    read, made = a_queue("read"), a_queue("made", tags={"a": "b"})
    read.external = True
    for queue in (read, made):
        judge.submit(queue)

    messages = [finding.message for finding in judge.finish([read, made]).findings]

    assert messages == ["1 queues, first at https://queue/made."]


def test_a_stack_that_is_not_complete_is_not_judged_as_a_whole(
    write_pack: WritePack, make_judge: MakeJudge
) -> None:
    judge = make_judge(write_pack(TAGGED))
    judge.submit(a_queue("bare"))

    assert [finding.rule for finding in judge.finish(None).findings] == ["tagged"]


def test_the_pack_is_told_about_the_stack_as_the_language_host_tells_it(
    write_pack: WritePack, make_judge: MakeJudge, tmp_path: Path
) -> None:
    code = """
    import os, sys, json, pulumi
    def told(args, report):
        names = ["PULUMI_ORGANIZATION", "PULUMI_PROJECT", "PULUMI_STACK", "PULUMI_DRY_RUN", "PREVIEW_DATE"]
        report(json.dumps([os.getcwd(), sys.argv[2], *(os.environ[name] for name in names),
                           pulumi.Config("shop").get("password"), pulumi.get_stack(), args.props["hidden"]]))
    PolicyPack("small", [ResourceValidationPolicy("told", "d", told)])
    """
    judge = make_judge(write_pack(code))
    judge.submit(a_queue(hidden=Secret("x")))

    (finding,) = judge.finish([]).findings

    folder = f'"{tmp_path / "pack"}"'
    assert finding.message == (
        f'[{folder}, {folder}, "organization", "shop", "dev", "true", "2026-11-21", "s3cret", "dev", "x"]'
    )


def test_the_lines_in_preview_findings_add_structure_to_the_diagnostics(
    write_pack: WritePack, make_judge: MakeJudge
) -> None:
    code = """
    import json, os
    def both(args, report):
        report("is open")
        waiver = {"reason": "r", "owner": "o", "expires": "2027-01-31"}
        lines = [{"policy": "open", "urn": args.urn, "message": "Closed.\\nis open", "why": "w",
                  "fix": "f", "severity": "critical", "result": "waived", "property": "a.b", "waiver": waiver,
                  "rule": "r1"},
                 {"policy": "open", "urn": args.urn, "message": "never reported"}]
        with open(os.environ["PREVIEW_FINDINGS"], "a") as file:
            file.write("".join(json.dumps(line) + "\\n" for line in lines) + "[1]\\n{cut off")
    PolicyPack("small", [ResourceValidationPolicy("open", "Closed.", both)])
    """
    judge = make_judge(write_pack(code))
    queue = a_queue()
    judge.submit(queue)

    assert judge.finish([]).findings == (
        Finding(
            rule="r1",
            pack="small",
            severity="critical",
            level="advisory",
            urn=queue.urn,
            message="is open",
            why="w",
            fix="f",
            result="waived",
            waived=Waiver(reason="r", owner="o", expires="2027-01-31"),
            property_path="a.b",
        ),
    )


def test_an_unknown_value_makes_a_finding_that_says_so(write_pack: WritePack, make_judge: MakeJudge) -> None:
    code = """
    def named(args, report):
        if args.props["size"] == "x":
            report("bad name")
    PolicyPack("small", [ResourceValidationPolicy("named", "d", named, EnforcementLevel.MANDATORY)])
    """
    judge = make_judge(write_pack(code))
    judge.submit(a_queue(size=UNKNOWN))

    (finding,) = judge.finish([]).findings

    assert (finding.result, finding.level, finding.urn) == ("unknown", "advisory", a_queue().urn)
    assert (finding.message, finding.property_path) == ("size is not known before the deployment.", "size")


def test_a_rule_that_crashes_is_a_finding_and_the_others_go_on(
    write_pack: WritePack, make_judge: MakeJudge
) -> None:
    code = """
    def crashing(args, report):
        if args.name == "bad":
            raise ValueError("boom")
        report("seen")
    PolicyPack("small", [ResourceValidationPolicy("crashing", "d", crashing)])
    """
    judge = make_judge(write_pack(code))
    for name in ("bad", "good"):
        judge.submit(a_queue(name))

    verdict = judge.finish([])

    assert verdict.failure is None
    assert [(each.result, each.level, each.message) for each in verdict.findings] == [
        ("fail", "advisory", "seen"),
        ("error", "mandatory", "a rule of this pack crashed: boom"),
    ]


def test_remediation_changes_inputs_and_only_where_a_rule_is_at_that_level(
    write_pack: WritePack, make_judge: MakeJudge
) -> None:
    code = """
    def add(args):
        return {**args.props, "tags": {"owner": "platform"}} if "tags" not in args.props else None
    PolicyPack("small", [ResourceValidationPolicy("tagging", "d", remediate=add,
                                                  enforcement_level=EnforcementLevel.REMEDIATE)])
    """
    judge = make_judge(write_pack(code))

    changed = judge.remediate(a_queue(size=3))
    kept = judge.remediate(a_queue("other", tags={}))
    verdict = judge.finish([])

    assert changed == {"size": 3, "tags": {"owner": "platform"}}
    assert kept is None
    assert verdict.notes == (f"rule tagging changed the inputs of {a_queue().urn}",)


def test_the_level_of_the_configuration_file_is_what_the_pack_reports(
    write_pack: WritePack, make_judge: MakeJudge, tmp_path: Path
) -> None:
    file = tmp_path / "config.json"
    file.write_text('{"all": "disabled", "tagged": "advisory"}')
    judge = make_judge(write_pack(TAGGED, config=load_pack_config(file, name="config.json")))
    judge.submit(a_queue())

    verdict = judge.finish([a_queue()])

    assert [(each.rule, each.level) for each in verdict.findings] == [("tagged", "advisory")]
    assert verdict.pack == Pack(name="small", version="1.2.3", rules=1)


@pytest.mark.parametrize(
    ("code", "code_of_exit", "words"),
    [
        ("import nothing_here", ExitCode.CONFIGURATION, "No module named 'nothing_here'"),
        ("x = 1", ExitCode.CONFIGURATION, "policy pack pack ended before it served anything (exit status 0)"),
        ("print('hello')", ExitCode.CONFIGURATION, "the port that it serves, it is 'hello'"),
        ("import time; time.sleep(60)", ExitCode.PROGRAM, "did not serve anything within 1 seconds"),
        ("print(1); import time; time.sleep(60)", ExitCode.PROGRAM, "cannot be reached at the port"),
    ],
)
def test_a_pack_that_does_not_start_is_an_error_with_its_own_last_words(
    write_pack: WritePack, make_judge: MakeJudge, code: str, code_of_exit: ExitCode, words: str
) -> None:
    # What hangs is not waited for long; what ends by itself has the time that a busy machine needs for it.
    judge = make_judge(write_pack(code, head=""), time_limit=2.0 if code.startswith("import time") else 60.0)
    judge.submit(a_queue())

    failure = judge.finish([a_queue()]).failure

    assert failure is not None
    assert words in str(failure)
    assert failure.exit_code == code_of_exit


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("os._exit(9)", "policy pack pack ended during Analyze (exit status 9)\n    last words"),
        ("time.sleep(60)", "policy pack pack gave no answer to Analyze within 8 seconds"),
    ],
)
def test_a_pack_that_dies_or_hangs_over_a_resource_is_an_error(
    write_pack: WritePack, make_judge: MakeJudge, action: str, words: str
) -> None:
    code = f"""
    import os, sys, time
    def bad(args, report):
        print("last words", file=sys.stderr)
        {action}
    PolicyPack("small", [ResourceValidationPolicy("bad", "d", bad)])
    """
    judge = make_judge(write_pack(code), time_limit=8.0)
    judge.submit(a_queue())

    failure = judge.finish([a_queue()]).failure

    assert failure is not None
    assert str(failure) == words
    assert failure.exit_code == ExitCode.PROGRAM


def test_a_cancelled_judge_leaves_no_process_whatever_it_was_doing(
    write_pack: WritePack, make_judge: MakeJudge, tmp_path: Path
) -> None:
    code = """
    import os, time
    open("pid", "w").write(str(os.getpid()))
    def slow(args, report):
        time.sleep(60)
    PolicyPack("small", [ResourceValidationPolicy("slow", "d", slow)])
    """
    judge = make_judge(write_pack(code))
    judge.remediate(a_queue())  # comes back when the pack is ready
    judge.submit(a_queue())

    judge.cancel()

    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pack" / "pid").read_text()), 0)
    assert judge.finish([]).failure is None


def test_a_judge_that_is_cancelled_before_its_pack_serves_ends_at_once(
    write_pack: WritePack, make_judge: MakeJudge
) -> None:
    judge = make_judge(write_pack("import time; time.sleep(60)", head=""))

    judge.cancel()

    assert judge.remediate(a_queue()) is None


def test_a_mistake_of_the_preview_itself_does_not_pass_for_a_clean_result(
    write_pack: WritePack, make_judge: MakeJudge
) -> None:
    judge = make_judge(write_pack(TAGGED))
    judge.submit(a_queue(wrong=object()))

    with pytest.raises(TypeError, match="not a property value"):
        judge.finish([])

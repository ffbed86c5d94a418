"""Programs that fail, each in its own way."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import venv
from pathlib import Path

import pytest

from preview.program import ProgramRequest, ProgramServer, ProgramServerError, run_program
from tests.preview.program.running import deployment, is_gone, run, write_program

THING = "urn:pulumi:dev::shop::fake:index:Thing::"


def test_an_exception_shows_its_message_and_the_programs_own_lines(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text("def sell(what):\n    raise ValueError(f'no {what} left')\n")
    ran = run(tmp_path, "import shop\nThing('before')\npulumi.export('early', 1)\nshop.sell('tea')\n")

    assert (ran.outcome.kind, ran.outcome.exit_code) == ("raised", 1)
    assert ran.message == "ValueError: no tea left"
    assert ran.lines() == [
        ("__main__.py", 4, "<module>", "shop.sell('tea')"),
        ("shop.py", 2, "sell", "raise ValueError(f'no {what} left')"),
    ]


def test_what_was_registered_and_exported_before_an_exception_stays(tmp_path: Path) -> None:
    ran = run(tmp_path, "Thing('before')\npulumi.export('early', 1)\nraise ValueError\n")

    assert THING + "before" in ran.deployment.resources
    assert ran.deployment.exports == {"early": 1}


def test_a_run_error_is_its_message_alone(tmp_path: Path) -> None:
    ran = run(tmp_path, "raise pulumi.RunError('setting size is missing:\\n  add it')")

    assert (ran.outcome.kind, ran.message, ran.lines()) == (
        "raised",
        "setting size is missing:\n  add it",
        [],
    )


def test_an_exception_in_an_apply_names_the_resource_that_waited_for_it(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        """
        def explode(arn):
            raise KeyError("inside")

        group = Group("g")
        first = Thing("first")
        Thing("second", {"x": first.arn.apply(explode)}, ResourceOptions(parent=group))
        """,
    )

    assert ran.message == "KeyError: 'inside'"
    assert ran.lines() == [("__main__.py", 3, "explode", 'raise KeyError("inside")')]
    assert ran.outcome.error is not None
    assert ran.outcome.error.resource == "fake:index:Thing 'second'"
    assert ran.outcome.error.urn == "urn:pulumi:dev::shop::shop:index:Group$fake:index:Thing::second"


def test_an_exception_in_a_component_names_the_component(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        """
        class Shop(Group):
            def __init__(self, name):
                super().__init__(name)
                self.size = 1 / 0

        Shop("tea")
        """,
    )

    assert ran.message == "ZeroDivisionError: division by zero"
    assert ran.outcome.error is not None
    assert ran.outcome.error.resource == "shop:index:Group 'tea'"


def test_a_wrong_value_names_the_resource_it_was_for(tmp_path: Path) -> None:
    ran = run(tmp_path, "Thing('t', {'bad': object()})")

    assert ran.message.startswith("ValueError: While processing resource: 't', type: 'fake:index:Thing'\n")
    assert ran.message.endswith("unexpected input of type object for bad in Thing")
    assert ran.outcome.error is not None
    assert ran.outcome.error.resource == "fake:index:Thing 't'"


def test_a_stack_that_does_not_exist_is_told_as_it_is(tmp_path: Path) -> None:
    ran = run(tmp_path, "pulumi.StackReference('organization/net/gone')")

    assert ran.message == "there is no stack organization/net/gone"


def test_one_urn_registered_twice_is_an_error_and_the_rest_is_previewed(tmp_path: Path) -> None:
    ran = run(tmp_path, "Thing('same')\nagain = Thing('same')\nThing('after', {'arn_of': again.arn})\n")

    assert ran.outcome.kind == "finished"
    assert [note.message for note in ran.deployment.diagnostics] == [
        f"Duplicate resource URN '{THING}same'; try giving it a unique name"
    ]
    assert THING + "after" in ran.deployment.resources


@pytest.mark.parametrize(
    ("source", "kind", "code", "message"),
    [
        ("os._exit(7)", "exited", 7, "the program ended its process with exit code 7 before it was done"),
        ("os._exit(0)", "exited", 0, "the program ended its process with exit code 0 before it was done"),
        ("os.kill(os.getpid(), 11)", "exited", -11, "the program was killed by SIGSEGV"),
        ("sys.exit(3)", "exited", 3, "the program ended itself with exit code 3"),
        ("sys.exit('enough')", "exited", 1, "enough"),
    ],
)
def test_a_program_that_ends_its_process_is_told_from_one_that_finished(
    tmp_path: Path, source: str, kind: str, code: int, message: str
) -> None:
    ran = run(tmp_path, f"Thing('t')\n{source}\n")

    assert (ran.outcome.kind, ran.outcome.exit_code, ran.message) == (kind, code, message)


def test_a_program_that_exits_without_an_error_has_finished(tmp_path: Path) -> None:
    ran = run(tmp_path, "Thing('t')\nsys.exit()\n")

    assert (ran.outcome.kind, ran.outcome.error) == ("finished", None)
    assert THING + "t" in ran.deployment.resources


@pytest.mark.parametrize("hang", ["while True: pass", "import threading; threading.Event().wait()"])
def test_a_program_that_hangs_is_stopped_at_the_time_limit(tmp_path: Path, hang: str) -> None:
    ran = run(tmp_path, f"print('here', os.getpid(), flush=True)\n{hang}\n", time_limit=3)

    assert (ran.outcome.kind, ran.message) == (
        "timed_out",
        "the program was still running after 3 s and was stopped",
    )
    word, process = ran.outcome.stdout.split()
    assert word == "here"
    assert is_gone(int(process))


def test_time_that_the_program_had_to_wait_does_not_count(tmp_path: Path) -> None:
    ran = run(tmp_path, "pulumi.export('done', True)", time_limit=0.001, waited=lambda: 30.0)

    assert ran.outcome.kind == "finished"
    assert ran.deployment.exports == {"done": True}


def test_a_run_that_is_stopped_leaves_the_others_of_its_server_alone(tmp_path: Path) -> None:
    write_program(tmp_path, "while pulumi.Config().get('hang'): pass\n")
    with ProgramServer(Path(sys.executable), tmp_path) as server:
        hanging = deployment(tmp_path, config={"shop:hang": "yes"})
        first = run_program(server, hanging, ProgramRequest(time_limit=2))
        second = run_program(server, deployment(tmp_path), ProgramRequest(time_limit=20))

    assert (first.kind, second.kind) == ("timed_out", "finished")


def test_processes_that_a_program_leaves_behind_are_killed(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        """
        import subprocess
        left = subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"])
        print(left.pid)
        """,
    )

    assert ran.outcome.kind == "finished"
    assert is_gone(int(ran.outcome.stdout))


def test_processes_in_another_session_are_killed_too(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        """
        import subprocess
        for session in (True, False):
            left = subprocess.Popen(["sh", "-c", "sleep 600 & wait"], start_new_session=session)
            print(left.pid)
        """,
    )

    processes = [int(line) for line in ran.outcome.stdout.split()]
    assert len(processes) == 2
    assert all(is_gone(process) for process in processes)


def test_of_megabytes_printed_the_end_is_kept(tmp_path: Path) -> None:
    ran = run(tmp_path, "print('x' * 5_000_000)\nprint('the end')\nsys.stderr.write('y' * 70_000)\n")

    assert ran.outcome.kind == "finished"
    assert len(ran.outcome.stdout) < 66_000
    assert ran.outcome.stdout.startswith("[4934473 bytes before this are not shown]\nxxx")
    assert ran.outcome.stdout.endswith("x\nthe end\n")
    assert ran.outcome.stderr.startswith("[4464 bytes before this are not shown]\n")


def test_a_syntax_error_is_shown_at_its_line(tmp_path: Path) -> None:
    ran = run(tmp_path, "Thing('t'\nx = 1\n")

    assert ran.message == "SyntaxError: '(' was never closed"
    assert ran.lines() == [("__main__.py", 1, "", "Thing('t'")]


def test_a_project_without_a_program_says_so(tmp_path: Path) -> None:
    assert (
        run(tmp_path, None).message
        == "there is no program to run: the project is a folder without __main__.py"
    )
    assert run(tmp_path, None, program=tmp_path / "src").message == (
        "there is no program to run: 'src' is missing"
    )


def test_a_package_that_is_not_installed_is_named_with_the_environment(tmp_path: Path) -> None:
    ran = run(tmp_path, "import pulumi_nowhere\n")

    assert ran.message == f"No module named 'pulumi_nowhere'; is it installed in {sys.prefix}?"
    assert ran.lines() == [("__main__.py", 1, "<module>", "import pulumi_nowhere")]


def test_an_environment_without_pulumi_says_so(tmp_path: Path) -> None:
    venv.create(tmp_path / ".venv", with_pip=False)
    python = tmp_path / ".venv" / "bin" / "python"
    write_program(tmp_path, "")
    with ProgramServer(python, tmp_path) as server:
        outcome = run_program(server, deployment(tmp_path), ProgramRequest(time_limit=20))

    assert outcome.error is not None
    assert outcome.error.message == f"No module named 'pulumi'; is it installed in {tmp_path / '.venv'}?"
    assert outcome.error.frames == ()


def test_a_missing_interpreter_is_refused(tmp_path: Path) -> None:
    gone = tmp_path / ".venv" / "bin" / "python"
    with pytest.raises(
        ProgramServerError, match=r"there is no Python interpreter at .*is the environment set up"
    ):
        ProgramServer(gone, tmp_path).__enter__()


def test_an_interpreter_that_is_none_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "python"
    broken.write_bytes(b"\x00nonsense")
    broken.chmod(0o755)
    with pytest.raises(ProgramServerError, match="does not start: Exec format error"):
        ProgramServer(broken, tmp_path).__enter__()


def test_a_run_on_a_closed_server_is_refused(tmp_path: Path) -> None:
    write_program(tmp_path, "")
    with ProgramServer(Path(sys.executable), tmp_path) as server:
        pass
    with pytest.raises(ProgramServerError, match="the program server is closed"):
        run_program(server, deployment(tmp_path), ProgramRequest())


PARENT = """
import sys
from pathlib import Path
from preview.program import ProgramRequest, ProgramServer, run_program
from tests.preview.program.running import deployment

folder = Path(sys.argv[1])
with ProgramServer(Path(sys.executable), folder) as server:
    print(server.process_id, flush=True)
    run_program(server, deployment(folder), ProgramRequest(time_limit=60))
"""


@pytest.mark.parametrize("end", ["interrupted", "killed"])
def test_no_process_is_left_when_the_preview_ends_early(tmp_path: Path, end: str) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    write_program(
        tmp_path,
        f"""
        import subprocess, threading
        child = subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"])
        open({str(fifo)!r}, "w").write(f"{{os.getpid()}} {{child.pid}}")
        threading.Event().wait()
        """,
    )
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        processes = [int(parent.stdout.readline()), *map(int, fifo.read_text().split())]
        parent.send_signal(2 if end == "interrupted" else 9)
        parent.wait(20)

    assert len(processes) == 3
    assert all(is_gone(process) for process in processes)


def test_closing_the_server_from_elsewhere_cancels_a_run(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    write_program(
        tmp_path, f"open({str(fifo)!r}, 'w').write('started')\nimport threading; threading.Event().wait()\n"
    )
    with ProgramServer(Path(sys.executable), tmp_path) as server:

        def cancel() -> None:
            fifo.read_text()
            server.close()

        canceller = threading.Thread(target=cancel)
        canceller.start()
        outcome = run_program(server, deployment(tmp_path), ProgramRequest(time_limit=30))
        canceller.join()

    assert (outcome.kind, outcome.error and outcome.error.message) == ("cancelled", "the program was stopped")

"""Ctrl-C, and being ended by another process, at any time: nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.preview.program.running import is_gone

from .support import ROOT, Workspace, shop

__all__ = ["shop"]

HANGING = """
import os, time
open("program.pid", "w").write(str(os.getpid()))
print("ready", file=open("ready", "w"))
time.sleep(100)
"""
SLOW_PACK = """
import os
open("pack.pid", "w").write(str(os.getpid()))
from pulumi_policy import *
PolicyPack("slow", [ResourceValidationPolicy("r", "d", lambda args, report: None)])
"""


def alive(pid_file: Path) -> bool:
    try:
        os.kill(int(pid_file.read_text()), 0)
    except (ProcessLookupError, FileNotFoundError):  # without a file it had not even begun
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_quietly_and_leaves_no_process_and_no_report(
    shop: Workspace, number: signal.Signals
) -> None:
    shop.program(HANGING)
    shop.stacks("dev")
    os.mkfifo(shop.folder / "ready")
    shop.write("report.json", '{"old": true}')
    arguments = ["run", "dev", "-C", shop.folder, "--policy-pack", shop.pack(SLOW_PACK)]
    command = shop.command(*arguments, "--json", shop.folder / "report.json")
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        with (shop.folder / "ready").open() as ready:  # opens when the program does
            assert ready.read() == "ready\n"

        process.send_signal(number)
        # Well below what is waited for a process that does not end.
        out, err = process.communicate(timeout=12)

    assert process.returncode == 130
    assert out == ""
    assert err.splitlines()[-1] == "interrupted"
    assert "Traceback" not in err
    assert not alive(shop.folder / "program.pid")
    assert not alive(shop.folder / "pack" / "pack.pid")
    assert (shop.folder / "report.json").read_text() == '{"old": true}'
    assert not list(shop.folder.glob(".report*"))


def test_a_run_that_is_killed_takes_its_program_and_its_pack_along(shop: Workspace) -> None:
    shop.program(HANGING)
    shop.stacks("dev")
    os.mkfifo(shop.folder / "ready")
    os.mkfifo(shop.folder / "begun")
    pack = shop.pack(SLOW_PACK.replace("from", "print('begun', file=open('../begun', 'w'))\nfrom", 1))
    command = shop.command("run", "dev", "-C", shop.folder, "--policy-pack", pack)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        with (shop.folder / "ready").open() as ready:
            assert ready.read() == "ready\n"
        with (shop.folder / "begun").open() as begun:
            assert begun.read() == "begun\n"
        process.kill()

    for file in (shop.folder / "program.pid", pack / "pack.pid"):
        assert is_gone(int(file.read_text()))

"""What a program will import, told without running it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from preview.program.preview_child.preload import imported_modules


def write(folder: Path, **files: str) -> Path:
    for name, source in files.items():
        (folder / f"{name}.py").write_text(source)
    return folder


def test_a_submodule_is_found_where_the_program_uses_it(tmp_path: Path) -> None:
    program = write(
        tmp_path,
        __main__="""
import pulumi_aws as aws
import pulumi_kubernetes as k8s
vpc = aws.ec2.Vpc("v")
zones = aws.get_availability_zones()
k8s.core.v1.Namespace("n")
""",
    )

    assert imported_modules(program) == [
        "pulumi_aws",
        "pulumi_aws.ec2",
        "pulumi_aws.get_availability_zones",
        "pulumi_kubernetes",
        "pulumi_kubernetes.core",
        "pulumi_kubernetes.core.v1",
    ]


def test_every_form_of_import_is_understood(tmp_path: Path) -> None:
    program = write(
        tmp_path,
        __main__="""
import one.two
import one.three as three
from four import five as six
def later():
    from seven import eight
one.nine.ten()
six.eleven.Class()
""",
    )

    assert imported_modules(program) == [
        "four",
        "four.five",
        "four.five.eleven",
        "one.nine",
        "one.nine.ten",
        "one.three",
        "one.two",
        "seven",
        "seven.eight",
    ]


def test_files_of_the_program_are_followed_and_not_imported(tmp_path: Path) -> None:
    program = write(
        tmp_path,
        __main__="import local\nfrom parts import first\nfrom parts.second import thing\n",
        local="import outside_a",
        unused="import outside_d",
    )
    (tmp_path / "parts").mkdir()
    write(
        tmp_path / "parts",
        __init__="",
        first="from . import second\nfrom .second import thing\nimport outside_b",
        second="from ..local import x\nimport outside_c",
    )

    assert imported_modules(program) == ["outside_a", "outside_b", "outside_c"]


def test_what_cannot_be_read_is_left_to_the_run(tmp_path: Path) -> None:
    assert imported_modules(tmp_path) == []
    assert imported_modules(write(tmp_path, __main__="import a\ndef (")) == []
    assert imported_modules(tmp_path / "missing.py") == []


def test_a_program_may_be_a_single_file(tmp_path: Path) -> None:
    assert imported_modules(write(tmp_path, app="import outside") / "app.py") == ["outside"]


def test_a_function_of_an_sdk_is_not_hidden_by_the_module_that_holds_it(tmp_path: Path) -> None:
    program = write(tmp_path, __main__="import pulumi_aws as aws\nzone = aws.route53.get_zone(name='a')\n")
    code = (
        "import sys; from pathlib import Path; from preview.program.preview_child.preload import preload; "
        "preload(Path(sys.argv[1])); import pulumi_aws as aws; print(callable(aws.route53.get_zone))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(program)], capture_output=True, text=True, check=True
    )

    assert done.stdout == "True\n"

"""`make pack`: a copy in a folder of another name, with its own environment, serves the same rules."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from rules import CATALOGUE

from tests.policies.process import POLICIES, running

SCRIPT = POLICIES.parent / ".ci" / "stage_pack.py"


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "guard"
    subprocess.run([sys.executable, SCRIPT, folder], check=True, timeout=120)
    return folder


def test_the_staged_pack_serves_every_rule_from_its_own_folder_and_packages(staged: Path) -> None:
    python = staged / "venv" / "bin" / "python"
    policy = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}

    with running(directory=staged, python=str(python)) as pack:
        names = [one.name for one in pack.information().policies]
        said = pack.analyze("aws:s3/bucketPolicy:BucketPolicy", {"policy": json.dumps(policy)})

    assert names == [*(rule.name for rule in CATALOGUE), "waivers"]
    assert "resource-policy-public" in [one.policyName for one in said]


def test_nothing_of_it_comes_from_this_repository(staged: Path) -> None:
    done = subprocess.run(
        [
            staged / "venv" / "bin" / "python",
            "-c",
            "import sys, pydantic, pulumi_policy, rules, pack, guardrails\n"
            "print(*{m.__file__ for m in sys.modules.values() if getattr(m, '__file__', None)}, sep='\\n')",
        ],
        cwd=staged,
        check=True,
        capture_output=True,
        text=True,
    )

    loaded = done.stdout.splitlines()
    assert len(loaded) > 300
    assert [file for file in loaded if str(POLICIES.parent) in file] == []
    assert "virtualenv: venv" in (staged / "PulumiPolicy.yaml").read_text(encoding="utf-8")


def test_only_a_staged_pack_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("x", encoding="utf-8")

    done = subprocess.run([sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "is no staged pack" in done.stderr
    assert (tmp_path / "precious.txt").exists()

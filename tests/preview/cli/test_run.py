"""`run`, end to end: real processes, real gRPC, a real pack."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

import preview

from .support import Workspace, shop

__all__ = ["shop"]

SCHEMA = json.loads((Path(preview.__file__).parent / "report.schema.json").read_text())

QUEUES = """
import pulumi
from pulumi_aws import sqs

config = pulumi.Config()
print("the password is", config.get("password"))

class Jobs(pulumi.ComponentResource):
    def __init__(self, name, opts=None):
        super().__init__("shop:jobs:Jobs", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        sqs.Queue(f"{name}-good", tags={"owner": "x", "note": config.require("password")}, opts=child)
        self.queue = sqs.Queue(f"{name}-bare", opts=child)
        self.register_outputs({})

jobs = Jobs("jobs")
for word in ("three", "one", "two", "read " + config.require("password")):
    pulumi.log.warn(word)
pulumi.export("url", jobs.queue.url)
pulumi.export("password", config.require_secret("password"))
"""
BARE = "urn:pulumi:dev::shop::shop:jobs:Jobs$aws:sqs/queue:Queue::jobs-bare"


def test_a_stack_is_previewed_judged_and_reported(shop: Workspace) -> None:
    shop.program(QUEUES)
    shop.stacks("dev", password="{secure: AAABBB}")
    pack = shop.pack()
    secrets = shop.write("secrets.json", '{"shop:password": "hunter22"}')
    arguments = ["run", "dev", "--policy-pack", pack, "--secrets", secrets, "--today", "2026-11-21"]

    first = shop.preview(*arguments)
    written = (shop.folder / "report.json").read_bytes()
    second = shop.preview(*arguments)

    assert first.code == 1, first.err
    jsonschema.Draft202012Validator(SCHEMA).validate(first.report)
    assert first.report["date"] == "2026-11-21"
    dev = first.stack("dev")
    assert dev["findings"] == [
        {
            "rule": "tagged",
            "pack": "small",
            "severity": "high",
            "level": "mandatory",
            "result": "fail",
            "urn": BARE,
            "message": "has no tags.",
            "why": "Queues carry tags.",
            "fix": "Add tags.",
            "property": "",
            "waived": None,
            "synthetic": [],
            "frameworks": {},
            "source": {"file": "__main__.py", "line": 13},
        }
    ]
    assert dev["summary"]["resources"] == 2
    assert dev["exports"]["password"] == "[secret]"
    assert dev["diagnostics"] == [
        {"severity": "warning", "message": message, "urn": "", "source": None}
        for message in ("one", "read [secret]", "three", "two")
    ]
    assert "jobs-bare (aws.sqs.Queue)  __main__.py:13" in first.out
    assert "the password is [secret]" in first.out

    assert "hunter22" not in first.out + first.err + written.decode()
    assert (shop.folder / "report.json").read_bytes() == written
    assert second.out == first.out


def test_a_program_that_raises_ends_with_its_own_lines_and_the_resource(shop: Workspace) -> None:
    shop.program(
        """
        import pulumi
        from pulumi_aws import sqs

        def make(name):
            return sqs.Queue(name, visibility_timeout_seconds={}["no such key"])

        sqs.Queue("first")
        make("second")
        """
    )
    shop.stacks("dev")

    done = shop.preview("run", "dev", "--policy-pack", shop.pack())

    failure = done.stack("dev")["failure"]
    assert done.code == 3
    assert "no such key" in failure["message"]
    assert [(frame["file"], frame["line"]) for frame in failure["frames"]] == [
        ("__main__.py", 9),
        ("__main__.py", 6),
    ]
    assert "__main__.py:6 in make" in done.out
    assert "Traceback" not in done.out + done.err
    assert "site-packages" not in done.out + done.err
    assert "rules over the whole stack were not judged, since it is not complete" in done.out


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import os; os._exit(7)", "exit code 7"),
        (
            "import time; time.sleep(100)",
            "was still running after 4 s and was stopped (time-limit of [tool.preview]",
        ),
    ],
)
def test_a_program_that_ends_its_process_or_hangs_is_named(shop: Workspace, code: str, words: str) -> None:
    shop.program(code)
    shop.stacks("dev")
    shop.write("pyproject.toml", "[tool.preview]\ntime-limit = 4\n")

    done = shop.preview("run", "dev")

    assert done.code == 3
    assert words in done.stack("dev")["failure"]["message"]


READER = """
import pulumi
from pulumi_aws import sqs

config = pulumi.Config()
if config.get("reads"):
    other = pulumi.StackReference(config.require("reads"))
    sqs.Queue("reader", tags={"url": other.require_output("url")})
    pulumi.export("url", other.get_output("url"))
else:
    pulumi.export("url", sqs.Queue("source", name="the-source").name)
"""


def test_a_sibling_is_previewed_for_its_outputs_and_not_judged(shop: Workspace) -> None:
    shop.program(READER)
    shop.stacks("base")
    shop.stacks("dev", reads="organization/shop/base")

    done = shop.preview("run", "dev", "--policy-pack", shop.pack())

    assert done.code == 0, done.out + done.err
    assert done.stack("dev")["exports"] == {"url": "the-source"}
    assert (done.stack("base")["judged"], done.stack("base")["findings"]) == (False, [])
    assert "previewed only for their outputs, not judged: base" in done.out


def test_the_result_does_not_depend_on_the_order_of_the_stacks(shop: Workspace) -> None:
    shop.program(READER)
    shop.stacks("base")
    shop.stacks("dev", reads="organization/shop/base")
    shop.stacks("prod", reads="organization/shop/dev")

    reports = [
        shop.preview("run", *order, "--today", "2026-11-21").report
        for order in (("prod", "dev", "base"), ("base", "dev", "prod"))
    ]

    assert reports[0] == reports[1]
    assert [stack["stack"] for stack in reports[0]["stacks"]] == ["base", "dev", "prod"]
    assert reports[0]["stacks"][2]["exports"] == {"url": "the-source"}


def test_only_the_stack_that_is_the_reason_shows_how_it_failed(shop: Workspace) -> None:
    shop.program(READER + "\nif config.get('fails'):\n    raise ValueError('no such thing')\n")
    shop.stacks("base", fails="yes")
    shop.stacks("dev", reads="organization/shop/base")
    shop.stacks("prod", reads="organization/shop/dev")

    done = shop.preview("run", "--all")

    assert done.code == 3
    assert done.stack("dev")["failure"] == {
        "message": "The outputs of stack base are not known: its program failed",
        "resource": "",
        "frames": [],
    }
    assert [line.split()[0] + ":" + " ".join(line.split()[6:]) for line in done.out.splitlines()[-3:]] == [
        "base:failed",
        "dev:needs base",
        "prod:needs dev",
    ]
    assert done.out.count("ValueError: no such thing") == 1
    assert "Traceback" not in done.out
    assert {"base: failed", "dev: failed", "prod: failed"} <= set(done.err.splitlines())


def test_stacks_that_read_each_other_fail_with_the_cycle_named(shop: Workspace) -> None:
    shop.program(READER)
    shop.stacks("a", reads="organization/shop/b")
    shop.stacks("b", reads="organization/shop/a")

    done = shop.preview("run", "--all")

    assert done.code == 3
    for stack in ("a", "b"):
        message = done.stack(stack)["failure"]["message"]
        assert "The stacks refer to each other in a cycle: a -> b -> a" in message


def test_outputs_of_other_projects_come_from_the_file_or_are_unknown(shop: Workspace) -> None:
    shop.program(READER)
    shop.stacks("dev", reads="acme/net/prod")
    file = shop.write("references.json", '{"acme/net/prod": {"url": "given"}}')

    given = shop.preview("run", "dev", "--references", file)
    unknown = shop.preview("run", "dev")

    assert given.stack("dev")["exports"] == {"url": "given"}
    assert unknown.code == 0
    assert unknown.stack("dev")["exports"] == {"url": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"}
    assert unknown.stack("dev")["notes"] == [
        "the outputs of stack acme/net/prod are unknown: it belongs to another project, "
        "and --references does not give them"
    ]


def test_a_reference_to_a_stack_that_does_not_exist_names_those_that_do(shop: Workspace) -> None:
    shop.program(READER)
    shop.stacks("base")
    shop.stacks("dev", reads="organization/shop/bsae")

    done = shop.preview("run", "dev")

    assert done.code == 3
    assert "project shop has no stack bsae; did you mean base?" in done.stack("dev")["failure"]["message"]


def test_a_sibling_that_cannot_be_read_is_a_mistake_in_its_file(shop: Workspace) -> None:
    shop.program(READER)
    shop.write("Pulumi.base.yaml", "config:\n  a: [\n")
    shop.stacks("dev", reads="organization/shop/base")

    done = shop.preview("run", "dev")

    assert done.code == 3
    assert done.report["configuration_errors"][0]["file"] == "Pulumi.base.yaml"
    failure = done.stack("dev")["failure"]["message"]
    assert "The outputs of stack base are not known: its configuration is wrong" in failure


def test_another_file_may_stand_for_that_of_the_stack(shop: Workspace) -> None:
    shop.program("import pulumi\npulumi.export('size', pulumi.Config().require('size'))\n")
    shop.stacks("dev", size="small")
    other = shop.write("elsewhere/other.yaml", "config:\n  shop:size: big\n")

    assert shop.preview("run", "dev").stack("dev")["exports"] == {"size": "small"}
    assert shop.preview("run", "dev", "--stack-file", other).stack("dev")["exports"] == {"size": "big"}
    assert shop.preview("run", "qa", "--stack-file", other).stack("qa")["exports"] == {"size": "big"}


def test_a_pack_that_cannot_start_ends_the_run_with_its_reason_said_once(shop: Workspace) -> None:
    shop.program("")
    shop.stacks("dev", "prod")

    done = shop.preview("run", "--all", "--policy-pack", shop.pack("import nothing_here\n"))

    assert done.code == 2
    assert done.out.count("ModuleNotFoundError: No module named 'nothing_here'") == 1
    assert "not judged by it: dev, prod" in done.out
    assert all("nothing_here" in stack["pack_failures"][0] for stack in done.report["stacks"])


def test_it_needs_no_network(shop: Workspace) -> None:
    isolated = ["unshare", "-rn"]
    if shutil.which("unshare") is None or subprocess.run([*isolated, "true"], capture_output=True).returncode:
        pytest.skip("a network namespace cannot be made here")
    shop.program(QUEUES)
    shop.stacks("dev", password="x-y-z")

    done = shop.preview("run", "dev", "--policy-pack", shop.pack(), prefix=isolated)

    assert done.code == 1, done.out + done.err
    assert done.stack("dev")["summary"]["mandatory"] == 1

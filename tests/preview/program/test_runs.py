"""Programs that run to their end."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from preview.engine import SourcePosition, StackOutputs
from preview.program import ProgramRequest, ProgramServer, run_program
from preview.values import UNKNOWN, Secret
from tests.preview.program.running import PRELUDE_LINES, deployment, run, write_program


def test_a_program_runs_as_pulumi_would_run_it(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        """
        config = pulumi.Config()
        group = Group("g", ResourceOptions(protect=True))
        props = {"size": config.require_int("size"), "key": config.require_secret("key")}
        thing = Thing("t", props, ResourceOptions(parent=group))
        pulumi.export("arn", thing.arn)
        pulumi.export("key", config.require_secret("key"))
        pulumi.export("nothing", None)
        names = [pulumi.get_project(), pulumi.get_stack(), pulumi.get_organization()]
        pulumi.export("where", [*names, os.getcwd()])
        pulumi.export("dry", pulumi.runtime.is_dry_run())
        print("hello")
        print("oops", file=sys.stderr)
        """,
        config={"shop:size": "3", "shop:key": "k3y"},
        secret_keys=frozenset({"shop:key"}),
    )
    thing = ran.deployment.resources["urn:pulumi:dev::shop::shop:index:Group$fake:index:Thing::t"]

    assert (ran.outcome.kind, ran.outcome.exit_code, ran.outcome.error) == ("finished", 0, None)
    assert (ran.outcome.stdout, ran.outcome.stderr) == ("hello\n", "oops\n")
    assert thing.inputs == {"size": 3, "key": Secret("k3y"), "checked": True}
    assert thing.protect
    assert thing.source == SourcePosition("__main__.py", PRELUDE_LINES + 5)
    assert ran.deployment.exports == {
        "arn": "arn:t",
        "key": Secret("k3y"),
        "where": ["shop", "dev", "organization", str(tmp_path)],
        "dry": True,
    }


def test_a_program_may_lie_in_a_folder_of_its_project(tmp_path: Path) -> None:
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "helper.py").write_text("NAME = 'from-helper'\n")
    (folder / "data.txt").write_text("hello")
    (folder / "__main__.py").write_text(
        "import os, pulumi\n"
        "from helper import NAME\n"
        "class T(pulumi.CustomResource):\n"
        "    def __init__(self, name, props): super().__init__('fake:index:Thing', name, props)\n"
        "T(NAME, {'file': pulumi.FileAsset('data.txt')})\n"
        "pulumi.export('root', pulumi.get_root_directory())\n"
    )
    ran = run(tmp_path, None, program=folder)
    thing = ran.deployment.resources["urn:pulumi:dev::shop::fake:index:Thing::from-helper"]

    assert thing.inputs["file"].hash.startswith("2cf24dba")
    assert thing.source == SourcePosition("program/__main__.py", 5)
    assert ran.deployment.exports == {"root": str(tmp_path)}


def test_what_is_unknown_skips_applies_and_stays_unknown(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        """
        thing = Thing("t", {"later": None})
        pulumi.export("later", Output.concat("x-", thing.later) if hasattr(thing, "later") else None)
        pulumi.export("applied", thing.later.apply(lambda v: 1 / 0))
        """,
    )

    assert ran.outcome.kind == "finished"
    assert ran.deployment.exports == {"later": UNKNOWN, "applied": UNKNOWN}


def test_messages_of_the_program_are_kept_with_their_resource(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        """
        thing = Thing("t")
        pulumi.log.debug("not this")
        pulumi.log.info("started")
        pulumi.log.warn("careful", resource=thing)
        pulumi.info("passing", ephemeral=True)
        """,
    )

    assert sorted((note.severity, note.message, note.urn) for note in ran.deployment.diagnostics) == [
        ("info", "started", ""),
        ("warning", "careful", "urn:pulumi:dev::shop::fake:index:Thing::t"),
    ]


def test_an_error_that_the_program_logs_fails_the_preview(tmp_path: Path) -> None:
    ran = run(tmp_path, "pulumi.log.error('no good')")

    assert ran.outcome.kind == "finished"
    assert ran.deployment.failed


def test_transforms_and_hooks_are_called_back(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        """
        def bigger(args):
            pulumi.log.info(f"transform {args.name}")  # blocks the program while the engine waits for it
            if args.custom:
                return pulumi.ResourceTransformResult({**args.props, "size": 2}, args.opts)

        def broken(args):
            raise KeyError("no such thing")

        async def hook(args):
            pulumi.log.info(f"hook {args.name} {int(args.new_inputs['size'])} {args.new_outputs is not None}")

        pulumi.runtime.register_resource_transform(bigger)
        dry = pulumi.ResourceHook("dry", hook, pulumi.ResourceHookOptions(on_dry_run=True))
        for n in range(20):
            Thing(f"t{n}", {"size": 1}, ResourceOptions(hooks=pulumi.ResourceHookBinding(after_create=[dry])))
        Thing("bad", opts=ResourceOptions(transforms=[broken]))
        """,
    )
    sizes = {
        resource.inputs["size"]
        for resource in ran.deployment.resources.values()
        if resource.type == "fake:index:Thing"
    }
    errors = [note.message for note in ran.deployment.diagnostics if note.severity == "error"]
    infos = {note.message for note in ran.deployment.diagnostics if note.severity == "info"}

    assert ran.outcome.kind == "finished"
    assert sizes == {2}
    assert {f"hook t{n} 2 True" for n in range(20)} <= infos
    assert errors == ["a transform of fake:index:Thing 'bad' failed: 'no such thing'"]


def test_stack_references_that_wait_for_each_others_stack_do_not_stop_the_rest(tmp_path: Path) -> None:
    registered = threading.Event()

    def outputs(name: str) -> StackOutputs:
        assert registered.wait(20)
        return StackOutputs({"vpc": f"vpc-of-{name}"})

    ran = run(
        tmp_path,
        """
        references = [pulumi.StackReference(f"organization/net/s{n}") for n in range(60)]
        Thing("meanwhile")
        for n, reference in enumerate(references):
            pulumi.export(f"vpc{n}", reference.require_output("vpc"))
        """,
        references=outputs,
        on_registered=lambda resource: registered.set() if resource.name == "meanwhile" else None,
    )

    assert ran.outcome.kind == "finished"
    assert ran.deployment.exports["vpc59"] == "vpc-of-organization/net/s59"


def test_runs_of_one_server_know_nothing_of_each_other(tmp_path: Path) -> None:
    source = "print(getattr(sys, 'seen', 'fresh')); sys.seen = 'used'; os.environ['SEEN'] = 'yes'"

    assert run(tmp_path, source).outcome.stdout == "fresh\n"
    assert run(tmp_path, source).outcome.stdout == "fresh\n"
    assert "SEEN" not in os.environ


def test_a_plain_call_gives_what_is_known_and_an_output_is_unknown(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        """
        token = "fake:index:getNotModelled"
        plain = pulumi.runtime.invoke(token, {}).value
        later = pulumi.runtime.invoke_output(token, {})
        pulumi.export("plain", [plain["known"], plain.get("other")])
        pulumi.export("later", later.apply(lambda result: result["known"]))
        """,
    )

    assert ran.outcome.kind == "finished", ran.message
    assert ran.deployment.exports == {"plain": [1, None], "later": UNKNOWN}


def test_exports_of_a_program_without_resources_arrive(tmp_path: Path) -> None:
    write_program(tmp_path, 'pulumi.export("answer", 42)')

    # The SDK sends exports in the background: a run that ends too early loses some of them.
    with ProgramServer(Path(sys.executable), tmp_path) as server:
        for _ in range(20):
            made = deployment(tmp_path)
            run_program(server, made, ProgramRequest(time_limit=30))
            assert made.exports == {"answer": 42}

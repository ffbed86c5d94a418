"""A small real pack, written where a test wants it, and resources for it to judge."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from preview.engine.model import Resource
from preview.policy import Judge, PackConfig, PackSource, StackContext, load_pack

HEAD = "from pulumi_policy import *\n"
STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"

WritePack = Callable[..., PackSource]
MakeJudge = Callable[..., Judge]


@pytest.fixture
def write_pack(tmp_path: Path) -> WritePack:
    """Writes a pack with this code; `head` goes before it, `options` into PulumiPolicy.yaml."""

    def write(
        code: str, *, head: str = HEAD, options: str = "version: 1.2.3\n", config: PackConfig | None = None
    ) -> PackSource:
        folder = tmp_path / "pack"
        folder.mkdir()
        (folder / "PulumiPolicy.yaml").write_text(f"runtime: python\n{options}")
        (folder / "__main__.py").write_text(head + textwrap.dedent(code))
        return load_pack(folder, name="pack", config=config)

    return write


@pytest.fixture
def make_judge(tmp_path: Path) -> MakeJudge:
    """Makes a judge of stack dev, which is started; the configuration has one secret."""

    def make(source: PackSource, *, time_limit: float = 30.0) -> Judge:
        context = StackContext(
            organization="organization",
            project="shop",
            stack="dev",
            config={"shop:password": "s3cret", "aws:region": "eu-west-1"},
            secret_keys=frozenset({"shop:password"}),
            date="2026-11-21",
        )
        judge = Judge(source, context, tmp_path / "findings.jsonl", time_limit)
        judge.start()
        return judge

    return make


def a_queue(name: str = "jobs", **inputs: object) -> Resource:
    return Resource(
        urn=f"urn:pulumi:dev::shop::aws:sqs/queue:Queue::{name}",
        type="aws:sqs/queue:Queue",
        name=name,
        custom=True,
        parent=STACK,
        inputs=dict(inputs),
        outputs={**inputs, "url": f"https://queue/{name}"},
    )

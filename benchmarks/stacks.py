"""All stacks of this project, with warm and with cold caches on disk."""

from __future__ import annotations

import os
import sysconfig
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.measure import ROOT, Timing, python, timed
from preview.project import Project

IMPORTS: Final = "import pulumi, pulumi_aws.ec2, pulumi_aws.s3, pulumi_aws.kms, pulumi_aws.organizations"
READ: Final = (
    Path(sysconfig.get_path("purelib")),
    *(ROOT / folder for folder in ("preview", "company", "components", "estate", "policies")),
)
"""What a preview of all stacks reads: the SDKs, itself, the program and its packs."""


def measured(runs: int) -> tuple[int, dict[str, Timing]]:
    """How many stacks there are, and the time of each way to preview them; the last is the baseline.

    The baseline is, for each of the stacks, Python that imports the SDKs.
    """
    stacks = Project.load(ROOT).stacks

    def preview(variables: Mapping[str, str] | None = None) -> None:
        printed = python("-m", "preview", "run", "--all", codes=(0, 1), variables=variables)
        if not all(f"\n{stack} " in printed for stack in stacks):
            raise SystemExit(f"a stack is missing:\n{printed}")

    def preview_without_schemas() -> None:
        with tempfile.TemporaryDirectory(prefix="benchmark-cache-") as cache:
            preview({"XDG_CACHE_HOME": cache})

    def import_for_each() -> None:
        for _ in stacks:
            python("-c", IMPORTS)

    preview()
    return len(stacks), {
        "warm: schemas indexed, files in memory": timed(runs, preview),
        "cold: files read from disk again": timed(runs, preview, before=forget_files),
        "cold: schemas indexed again": timed(runs, preview_without_schemas),
        "cold: both": timed(runs, preview_without_schemas, before=forget_files),
        f"baseline: {len(stacks)} times python that imports the SDKs, nothing else": timed(
            runs, import_for_each
        ),
    }


def forget_files() -> None:
    """Ask the system to drop from its memory what it has read of the files; pages in use by others stay."""
    for folder in READ:
        for path in folder.rglob("*"):
            if path.is_file():
                descriptor = os.open(path, os.O_RDONLY)
                try:
                    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(descriptor)

"""Stage the policy pack for publishing: a copy of its folder with an environment of its own.

    python .ci/stage_pack.py TARGET

The environment gets what requirements.txt of the pack names, and what that needs, from the packages that are
installed here: the staged pack runs with what was tested, and staging needs no network.
"""

import re
import shutil
import sys
import venv
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

PACK = Path(__file__).parents[1] / "policies"
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*_cache", "*.egg-info", "*.pyc", "pyproject.toml", "build")
ENVIRONMENT = "venv"


def stage(target: Path) -> None:
    """Write the pack to `target`, which is replaced."""
    if target.exists():
        if not (target / "PulumiPolicy.yaml").is_file():
            raise SystemExit(f"{target} exists and is no staged pack: name another folder")
        shutil.rmtree(target)
    shutil.copytree(PACK, target, ignore=LEFT_OUT)
    manifest = target / "PulumiPolicy.yaml"
    text, found = re.subn(r"(virtualenv:).*", rf"\1 {ENVIRONMENT}", manifest.read_text(encoding="utf-8"))
    if found != 1:
        raise SystemExit(f"{manifest} does not name one virtualenv")
    manifest.write_text(text, encoding="utf-8")
    (target / ".gitignore").write_text(f"{ENVIRONMENT}/\n", encoding="utf-8")

    venv.create(target / ENVIRONMENT, symlinks=True)
    packages = next((target / ENVIRONMENT).glob("lib/python*/site-packages"))
    for one in needed(PACK / "requirements.txt").values():
        copy(one, packages)


def needed(requirements: Path) -> dict[str, Distribution]:
    """The distributions that the file names, in these versions, and all that they need, by name."""
    lines = [line.partition("#")[0].strip() for line in requirements.read_text(encoding="utf-8").splitlines()]
    waiting = [Requirement(line) for line in lines if line]
    found: dict[str, Distribution] = {}
    while waiting:
        wanted = waiting.pop()
        try:
            installed = distribution(wanted.name)
        except PackageNotFoundError:
            raise SystemExit(f"{wanted} is not installed: run `make setup`") from None
        if not wanted.specifier.contains(installed.version, prereleases=True):
            raise SystemExit(f"{wanted} is needed, {installed.version} is installed: run `make setup`")
        if installed.name not in found:
            found[installed.name] = installed
            inner = map(Requirement, installed.requires or ())
            waiting += [one for one in inner if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found


def copy(one: Distribution, packages: Path) -> None:
    """Copy the files of an installed distribution; its scripts, which lie elsewhere, are left out."""
    for file in one.files or ():
        source = Path(str(one.locate_file(file)))
        if ".." in file.parts or file.suffix == ".pyc" or not source.is_file():
            continue
        target = packages / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    stage(Path(sys.argv[1]).absolute())

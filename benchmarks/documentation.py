"""How many of the example programs in an SDK's own documentation the preview runs to the end.

    python -m benchmarks.documentation [--package pulumi_aws] [--sample 300] [--show missing-property]

Every Python example in the docstrings of the package is a program of its own. Those that import a package
which is not installed are left out. Many are fragments: a name that one uses and never defines stands for
something, settings that one requires are there. The result: the rate, why the others end, and which inputs
a provider would refuse.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sysconfig
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.examples import (
    Names,
    SomeText,
    examples,
    needs_other_package,
    required_settings,
    unknown_output,
)
from preview.engine import Deployment, StackOutputs
from preview.engine.callbacks import LocalCallbacks
from preview.program.in_process import run_in_process
from preview.schema import SchemaIndex
from preview.synthesis import Synthesizer

PROJECT: Final = "documentation"
# What an example ended with, and the words that tell.
_CLASSES: Final[tuple[tuple[str, str], ...]] = (
    ("missing-property", r"Missing required property|missing \d+ required"),
    ("unknown-argument", r"unexpected keyword argument|got multiple values"),
    ("syntax", r"invalid syntax|was never closed|unterminated|invalid character|unmatched|expected"),
    ("no-such-member", r"has no attribute|cannot import name"),
    ("no-such-file", r"No such file or directory"),
    ("index", r"list index out of range|KeyError"),
    ("unknown-result", r"AssertionError|NoneType"),
    ("not-callable", r"not callable|not iterable|not subscriptable"),
)
_FOR_KNOWN_VALUES: Final = frozenset({"unknown-result", "not-callable", "other"})
"""Where an example uses a name that it never defines, these say that it needs the value of it."""


@dataclass
class Tally:
    """What came of the examples."""

    ran: int = 0
    whole_ran: int = 0
    """Of these, the examples that define every name that they use."""
    whole: int = 0
    """Examples that define every name that they use, however they ended."""
    other_package: int = 0
    failures: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    refused: Counter[str] = field(default_factory=Counter)
    messages: list[str] = field(default_factory=list)
    resources: int = 0

    @property
    def failed(self) -> int:
        """How many examples did not run to the end."""
        return sum(map(len, self.failures.values()))


def run(source: str, where: str, schemas: SchemaIndex, tally: Tally) -> None:
    """Run one example and note what came of it.

    What a name means that it never defines is open: an Output, or else, where it does not run with that,
    plain data. The inputs that come of such data, or of made-up settings, are not looked at.
    """
    settings = required_settings(source)
    names, deployment, error = _run(source, where, schemas, settings, unknown_output)
    tally.whole += not names.undefined
    guessed = bool(settings)
    if error and names.undefined:
        _, again, second = _run(source, where, schemas, settings, SomeText)
        if not second:
            deployment, error, guessed = again, second, True
    if error:
        name = _class(error)
        if names.undefined and name in _FOR_KNOWN_VALUES:
            name = "undefined-name"
        tally.failures[name].append(f"{where}: {error[:160]}")
        return
    tally.ran += 1
    tally.whole_ran += not names.undefined
    tally.resources += len(deployment.resources)
    for urn, problems in {} if guessed else deployment.problems.items():
        for problem in problems:
            tally.refused[f"{problem.level} {problem.rule}"] += 1
            tally.messages.append(f"{problem.level} {problem.rule}  {urn.split('::')[2]}: {problem.message}")


def _run(
    source: str, where: str, schemas: SchemaIndex, settings: Mapping[str, str], stand_in: Callable[[], Any]
) -> tuple[Names, Deployment, str]:
    """Run it: its names, what it made, and the error that it ended with, if any."""
    config = {f"{PROJECT}:{name}": value for name, value in settings.items()}
    deployment = Deployment(
        organization="organization",
        project=PROJECT,
        stack="dev",
        root=Path.cwd(),
        config={"aws:region": "us-east-1", **config},
        secret_keys=frozenset(),
        synthesizer=Synthesizer(schemas, project=PROJECT, stack="dev"),
        references=lambda _name: StackOutputs({}),
        callbacks=LocalCallbacks(),
    )
    names = Names(stand_in)

    def program() -> None:
        exec(compile(source, where, "exec"), names, names)  # noqa: S102 - examples of an installed package

    try:
        run_in_process(deployment, program)
    except Exception as error:  # whatever an example raises is what is counted here
        return names, deployment, f"{type(error).__name__}: {error}".splitlines()[0]
    errors = [note.message for note in deployment.diagnostics if note.severity == "error"]
    return names, deployment, errors[0] if errors else ""


def _class(text: str) -> str:
    return next((name for name, pattern in _CLASSES if re.search(pattern, text)), "other")


def main() -> None:
    """Run the examples, or a sample of them, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documentation", description=__doc__)
    parser.add_argument("--package", default="pulumi_aws", help="the SDK whose examples are run")
    parser.add_argument("--sample", type=int, default=0, help="how many examples, chosen the same each time")
    parser.add_argument("--show", default="", help="list everything of this class, or of this rule")
    arguments = parser.parse_args()
    found = list(examples(arguments.package))
    if arguments.sample:
        found = random.Random(0).sample(found, min(arguments.sample, len(found)))  # noqa: S311 - no secret
    schemas = SchemaIndex.open(Path(sysconfig.get_path("purelib")))
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for where, source in found:
            if needs_other_package(source):
                tally.other_package += 1
            else:
                run(source, where, schemas, tally)
        os.chdir("/")
    _print(tally, arguments.show)


def _print(tally: Tally, show: str) -> None:
    total = tally.ran + tally.failed
    print(f"{tally.ran} of {total} examples run to the end ({tally.ran / max(total, 1):.1%}), ", end="")
    print(f"{tally.resources} resources; {tally.other_package} need a package that is not installed")
    rate = tally.whole_ran / max(tally.whole, 1)
    print(f"{tally.whole_ran} of the {tally.whole} that define every name they use ({rate:.1%})")
    for name, failures in sorted(tally.failures.items(), key=lambda item: -len(item[1])):
        print(f"  {len(failures):4} {name}")
        for line in failures if show in (name, "all") else []:
            print(f"         {line}")
    for rule, count in sorted(tally.refused.items()):
        print(f"  {count:4} {rule}")
    for message in tally.messages:
        if show and (show == "all" or show in message.split("  ")[0]):
            print(f"         {message}")


if __name__ == "__main__":
    main()

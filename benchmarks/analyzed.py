"""The requests to judge a resource that a pack is timed with: as an engine sends them, and of many types.

Two sources, by turns: everything that a preview of this project's stacks sends to a pack, recorded by one
that only listens, and the cases of every rule, which make up for the types that the stacks do not have. A
case says only what its rule is about. So that it weighs as much as a resource of a program, it gets the tags
and region that the provider adds to each, and comes with the provider instance of the recorded ones.
"""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from pack.rule import Rule
from pulumi.runtime import proto
from rules import CATALOGUE
from rules.data import types_having

from benchmarks.measure import python
from tests.policies.cases import CASES
from tests.policies.process import analyze_request

_RECORDER: Final = Path(__file__).parent / "recorder"
_LONGEST: Final = 20_000
"""Characters of a case's JSON; documents as large as they come are timed by themselves."""
_TAGS: Final = {
    "cost-center": "CC-1000",
    "data-classification": "internal",
    "environment": "development",
    "managed-by": "landfall",
    "owner": "platform",
    "stack": "dev",
}


def recorded(folder: Path) -> list[Any]:
    """Preview all stacks with a pack that listens; the requests that it got, in the order of the stacks."""
    pack = folder / "recorder"
    shutil.copytree(_RECORDER, pack, ignore=shutil.ignore_patterns("*.requests", "__pycache__"))
    python("-m", "preview", "run", "--all", "--policy-pack", pack, codes=(0, 1))
    return [request for file in sorted(pack.glob("*.requests")) for request in _read(file)]


def requests(recordings: Sequence[Any], count: int) -> list[Any]:
    """So many requests: the recorded ones and cases by turns, each resource with a name of its own."""
    provider = next(one.provider for one in recordings if one.provider.type == "pulumi:providers:aws")
    cases = itertools.cycle([_dressed(token, shape, provider) for token, shape in shapes()])
    mixed = itertools.chain.from_iterable(zip(itertools.cycle(recordings), cases, strict=False))
    made = []
    for index, request in enumerate(itertools.islice(mixed, count)):
        one = proto.AnalyzeRequest.FromString(request.SerializeToString())
        one.name, one.urn = f"{one.name}-{index}", f"{one.urn}-{index}"
        made.append(one)
    return made


def shapes() -> Iterator[tuple[str, dict[str, Any]]]:
    """Types and properties: the first shapes of each rule's case on each of its first types."""
    rules = {rule.name: rule for rule in CATALOGUE if isinstance(rule, Rule)}
    for turn in range(6):
        for name, case in CASES.items():
            tokens = [case.type] if case.type else list(rules[name].types) or ["aws:s3/bucket:Bucket"]
            shapes = [*(bad for bad, _ in case.bad), *case.good, *case.unknown]
            if shapes and len(json.dumps(shape := shapes[turn % len(shapes)], default=str)) < _LONGEST:
                yield tokens[turn % len(tokens)], shape


def _dressed(token: str, shape: dict[str, Any], provider: Any) -> Any:
    added: dict[str, Any] = {"region": "eu-west-1"} if token in types_having("region") else {}
    if token in types_having("tagsAll"):
        added |= {"tags": _TAGS, "tagsAll": _TAGS}
    request = analyze_request(token, added | shape)
    if token.startswith("aws:"):
        request.provider.CopyFrom(provider)
    return request


def _read(file: Path) -> Iterator[Any]:
    encoded = memoryview(file.read_bytes())
    while encoded:
        size = int.from_bytes(encoded[:4], "big")
        yield proto.AnalyzeRequest.FromString(bytes(encoded[4 : 4 + size]))
        encoded = encoded[4 + size :]

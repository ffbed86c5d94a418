"""Regenerate `aws.json`: what the rules need to know of the AWS provider's schema.

The pack runs where no AWS SDK is installed, so it ships these facts instead of importing one. They are
read from the source text of the installed `pulumi_aws` package, which is generated from the schema:

    cd policies && python -m rules.data.generate
"""

import datetime
import importlib.metadata
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rules.data.groups import GROUPS, Leaf

_TOKEN = re.compile(r"super\(\w+, __self__\)\.__init__\(\s*'(aws:[^']+)'")
_TYPED = re.compile(
    r'@pulumi\.getter(?:\(name="(\w+)"\))?\n(?:    @[^\n]*\n)*    def (\w+)\(self\) -> ([^\n]+):\n'
)
_BLOCK = re.compile(r"^class (\w+Args):$", re.MULTILINE)
_BLOCK_NAME = re.compile(r"'(?:[\w.]*\.)?(\w+Args)'")
_DEEPEST = 5
_GETTER = re.compile(r'@pulumi\.getter(?:\(name="(\w+)"\))?\n(?:    @.*\n)?    def (\w+)\(')
_STATE = re.compile(r"^class _\w+State:$", re.MULTILINE)
_RESOURCE = re.compile(r"^class \w+\(pulumi\.CustomResource\):$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class ResourceType:
    """One resource type: its token, the inputs that it takes and the outputs that it has."""

    token: str
    inputs: frozenset[str]
    outputs: frozenset[str]


def resource_types(package: Path) -> Iterator[ResourceType]:
    """Read every resource type from the source text of the SDK in `package`."""
    for file in sorted(package.glob("*/*.py")):
        text = file.read_text(encoding="utf-8")
        token = _TOKEN.search(text)
        state = _STATE.search(text)
        resource = _RESOURCE.search(text)
        if token and resource:
            end_of_inputs = state.start() if state else resource.start()
            yield ResourceType(
                token=token[1],
                inputs=_properties(text[:end_of_inputs]),
                outputs=_properties(text[resource.start() :]),
            )


def leaves(package: Path) -> Iterator[tuple[str, list[Leaf]]]:
    """The plain properties of every resource type, those in nested blocks included."""
    blocks: dict[Path, dict[str, str]] = {}
    for file in sorted(package.glob("*/*.py")):
        text = file.read_text(encoding="utf-8")
        token, resource, state = _TOKEN.search(text), _RESOURCE.search(text), _STATE.search(text)
        if token and resource:
            inputs = file.with_name("_inputs.py")
            if inputs not in blocks:
                blocks[inputs] = _blocks(inputs.read_text(encoding="utf-8") if inputs.exists() else "")
            own = text[: state.start() if state else resource.start()]
            yield token[1], list(_leaves(own, blocks[inputs], "", ()))


def _blocks(text: str) -> dict[str, str]:
    starts = list(_BLOCK.finditer(text))
    ends = [start.start() for start in starts] + [len(text)]
    return {start[1]: text[start.end() : end] for start, end in zip(starts, ends[1:], strict=True)}


def _leaves(text: str, blocks: dict[str, str], prefix: str, above: tuple[str, ...]) -> Iterator[Leaf]:
    for name, attribute, annotation in _TYPED.findall(text):
        path = f"{prefix}{name or attribute}" + ("[]" if "Sequence[" in annotation else "")
        block = _BLOCK_NAME.search(annotation)
        if not block:
            kind = re.search(r"_builtins\.(bool|int|str)\b", annotation)
            yield Leaf(path=path, kind=kind[1] if kind else "other")
        elif len(above) < _DEEPEST and block[1] in blocks and block[1] not in above:
            yield from _leaves(blocks[block[1]], blocks, f"{path}.", (*above, block[1]))


def paths_by_type(package: Path, wanted: Callable[[Leaf], bool]) -> dict[str, list[str]]:
    """The paths of the properties that are wanted, by type."""
    found = {token: [leaf.path for leaf in own if wanted(leaf)] for token, own in _every_leaf(package)}
    return {token: paths for token, paths in sorted(found.items()) if paths}


@cache
def _every_leaf(package: Path) -> tuple[tuple[str, list[Leaf]], ...]:
    return tuple(leaves(package))


def _properties(text: str) -> frozenset[str]:
    return frozenset(name or attribute for name, attribute in _GETTER.findall(text))


def main() -> None:
    """Write `aws.json` beside this file."""
    package = importlib.metadata.distribution("pulumi-aws")
    folder = Path(str(package.locate_file("pulumi_aws")))
    types = list(resource_types(folder))
    document = {
        "source": f"pulumi-aws {package.version}, source text of the Python SDK",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "script": "policies/rules/data/generate.py",
        "version": package.version,
        "types": len(types),
        "having": {
            "tagsAll": sorted(t.token for t in types if "tagsAll" in t.outputs),
            "region": sorted(t.token for t in types if "region" in t.inputs),
        },
        "paths": {name: paths_by_type(folder, wanted) for name, wanted in GROUPS.items()},
    }
    target = Path(__file__).with_name("aws.json")
    target.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

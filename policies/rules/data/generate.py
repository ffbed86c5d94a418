"""Regenerate `aws.json`: what the rules need to know of the AWS provider's schema.

The pack runs where no AWS SDK is installed, so it ships these facts instead of importing one. They are
read from the source text of the installed `pulumi_aws` package, which is generated from the schema:

    python policies/rules/data/generate.py
"""

import datetime
import importlib.metadata
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TOKEN = re.compile(r"super\(\w+, __self__\)\.__init__\(\s*'(aws:[^']+)'")
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


def _properties(text: str) -> frozenset[str]:
    return frozenset(name or attribute for name, attribute in _GETTER.findall(text))


def main() -> None:
    """Write `aws.json` beside this file."""
    package = importlib.metadata.distribution("pulumi-aws")
    types = list(resource_types(Path(str(package.locate_file("pulumi_aws")))))
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
    }
    target = Path(__file__).with_name("aws.json")
    target.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""A synthesizer over the installed SDKs, and short ways to ask it."""

import sysconfig
from functools import cache
from pathlib import Path
from typing import Any

from preview.schema import SchemaIndex
from preview.synthesis import Created, ProviderConfig, Synthesizer

ACCOUNT = "222233334444"
REGION = "eu-west-1"


@cache
def synthesizer() -> Synthesizer:
    """One synthesizer for all tests: it keeps nothing between questions."""
    schemas = SchemaIndex.open(Path(sysconfig.get_path("purelib")))
    return Synthesizer(schemas, project="shop", stack="dev")


def provider(*, package: str = "aws", configured: bool = True, **inputs: Any) -> ProviderConfig:
    """A provider; by default one that works in `ACCOUNT` and `REGION` by an assumed role."""
    if package == "aws":
        role = {"roleArn": f"arn:aws:iam::{ACCOUNT}:role/deploy"}
        inputs = {"region": REGION, "assumeRoles": [role]} | inputs
    return ProviderConfig(
        urn=f"urn:pulumi:dev::shop::pulumi:providers:{package}::p",
        id="p",
        package=package,
        version="7.51.1",
        inputs=inputs,
        configured=configured,
    )


MEMBER = provider()


def urn(type: str, name: str = "it") -> str:
    """The URN of a resource."""
    return f"urn:pulumi:dev::shop::{type}::{name}"


def check(
    type: str, inputs: dict[str, Any] | None = None, *, name: str = "it", by: ProviderConfig | None = MEMBER
) -> dict[str, Any]:
    """Checked inputs."""
    return synthesizer().check(type, urn(type, name), inputs or {}, by)


def make(
    type: str, inputs: dict[str, Any] | None = None, *, name: str = "it", by: ProviderConfig | None = MEMBER
) -> Created:
    """Check and create a resource."""
    return synthesizer().create(type, urn(type, name), check(type, inputs, name=name, by=by), by)


def invoke(
    token: str, arguments: dict[str, Any] | None = None, *, by: ProviderConfig | None = MEMBER
) -> dict[str, Any]:
    """The answer of a function."""
    return synthesizer().invoke(token, arguments or {}, by)

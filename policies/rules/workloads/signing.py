"""Functions run code that was signed, where the company asks for it."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, aws
from pack.verdict import Verdict, fail, unknown
from pydantic import Field


class SigningSettings(RuleSettings):
    """Whether code is signed here."""

    required: bool = Field(default=False, description="Whether functions need a code-signing configuration.")


def check(resource: Resource) -> Iterator[Verdict]:
    """The function has a configuration; an image is signed in its registry instead."""
    package, signing = resource.at("packageType"), resource.at("codeSigningConfigArn")
    if not resource.settings_as(SigningSettings).required or package.one_of("Image"):
        return
    if package.unknown and signing.empty:
        yield unknown(package)
    elif signing.empty:
        yield fail(f"codeSigningConfigArn is {signing.shown}.", signing)


CODE_SIGNING = Rule(
    name="lambda-code-signing",
    area="workloads",
    severity=Severity.MEDIUM,
    types=aws("lambda/function"),
    asserts="Functions run signed code, where that is required.",
    why="Whoever may update a function makes it run anything, with its role.",
    fix="Make a lambda.CodeSigningConfig with untrusted_artifact_on_deployment Enforce, and set "
    "code_signing_config_arn.",
    settings=SigningSettings,
    check=check,
)

"""Credentials in plain text where anybody with read access sees them: environments and start scripts."""

import base64
import binascii
import re
from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

_SHAPES = {
    "an AWS access key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "a GitHub token": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}"),
    "a Slack token": re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,}"),
    "an AWS secret key": re.compile(r"(?i)aws_secret_access_key\W{1,4}[A-Za-z0-9/+]{40}\b"),
}

# Names that end in one of these hold the thing itself; DB_SECRET_ARN or TOKEN_TTL do not.
_NAME = re.compile(
    r"(?i)(?:^|_|-)(?:password|passwd|pwd|api_?key|access_?key|secret_?key|private_?key|client_?secret|token)$"
)
# Where a value only names a place that holds the secret.
_ELSEWHERE = re.compile(r"arn:|/|ssm:|\{\{resolve:|https?://|\$")
_LONGEST = 100_000


def environment(resource: Resource) -> Iterator[Verdict]:
    """No variable of a function holds a credential."""
    variables = resource.at("environment.variables")
    if variables.unknown:
        yield unknown(variables)
    for name, value in variables.items():
        yield from _variable(name, value)


def build(resource: Resource) -> Iterator[Verdict]:
    """No plain-text variable of a build holds a credential; the others name a parameter or a secret."""
    for variable in resource.each("environment.environmentVariables"):
        kind, name = variable.at("type"), variable.at("name").text
        if variable.unknown:
            yield unknown(variable)
        elif kind.absent or kind.one_of("PLAINTEXT") or kind.unknown:
            verdicts = list(_variable(name or "", variable.at("value")))
            yield from [unknown(kind)] if verdicts and kind.unknown else verdicts


def start_script(resource: Resource) -> Iterator[Verdict]:
    """No start script holds a credential."""
    for name in ("userData", "userDataBase64"):
        script = resource.at(name)
        if script.unknown:
            yield unknown(script)
        elif script.text is not None and (shape := _shape(_plain(script.text))):
            yield fail(f"{name} holds what looks like {shape}.", script)


def _variable(name: str, value: Reader) -> Iterator[Verdict]:
    named = _NAME.search(name[:200])
    if value.unknown and named:
        yield unknown(value)
    elif value.text is not None and (shape := _shape(value.text)):
        yield fail(f"{value.path} holds what looks like {shape}.", value)
    elif value.text and named and not _ELSEWHERE.match(value.text):
        yield fail(f"{value.path} holds a credential, by its name.", value)


def _shape(text: str) -> str:
    return next((shape for shape, pattern in _SHAPES.items() if pattern.search(text[:_LONGEST])), "")


def _plain(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return text


_WHY = "Whoever may describe the resource reads the credential; so does every log of it."

LITERALS = (
    Rule(
        name="lambda-env-secrets",
        area="secrets",
        severity=Severity.HIGH,
        types=aws("lambda/function"),
        asserts="Environments of functions hold no credentials.",
        why=_WHY,
        fix="Keep the credential in Secrets Manager or Parameter Store, and give the function its name.",
        check=environment,
    ),
    Rule(
        name="codebuild-plaintext-secret",
        area="secrets",
        severity=Severity.HIGH,
        types=aws("codebuild/project"),
        asserts="Environments of builds hold no credentials in plain text.",
        why=_WHY,
        fix="Set type of the variable to SECRETS_MANAGER or PARAMETER_STORE, and value to the name there.",
        check=build,
        fsbp=("CodeBuild.2",),
    ),
    Rule(
        name="ec2-userdata-secrets",
        area="secrets",
        severity=Severity.HIGH,
        types=aws("ec2/instance", "ec2/spotInstanceRequest", "ec2/launchTemplate", "ec2/launchConfiguration"),
        asserts="Start scripts of instances hold no credentials.",
        why="Everybody on the instance, and whoever may describe it, reads the script.",
        fix="Let the script fetch the credential from Secrets Manager with the instance's role.",
        check=start_script,
    ),
)

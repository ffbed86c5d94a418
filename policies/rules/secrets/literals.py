"""Credentials in plain text where anybody with read access sees them: environments and start scripts."""

import base64
import binascii
from collections.abc import Iterable, Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.kubernetes.shapes import WORKLOADS, containers_of, pod_of
from rules.secrets.shapes import credential, is_name_of_one, shape_of
from rules.workloads.containers import containers

_RUNNER = "sourceConfiguration"
# Maps of variables, by the types that have them.
_MAPS = (
    "environment.variables",
    f"{_RUNNER}.imageRepository.imageConfiguration.runtimeEnvironmentVariables",
    f"{_RUNNER}.codeRepository.codeConfiguration.codeConfigurationValues.runtimeEnvironmentVariables",
)


def environment(resource: Resource) -> Iterator[Verdict]:
    """No variable holds a credential."""
    for path in _MAPS:
        variables = resource.at(path)
        if variables.unknown:
            yield unknown(variables)
        for name, value in variables.items():
            yield from _variable(name, value)


def build(resource: Resource) -> Iterator[Verdict]:
    """No plain-text variable of a build holds a credential; the others name a parameter or a secret."""
    for variable in resource.each("environment.environmentVariables"):
        kind = variable.at("type")
        if variable.unknown:
            yield unknown(variable)
        elif kind.absent or kind.one_of("PLAINTEXT") or kind.unknown:
            verdicts = list(_entry(variable))
            yield from [unknown(kind)] if verdicts and kind.unknown else verdicts


def tasks(resource: Resource) -> Iterator[Verdict]:
    """No variable of a task's containers holds a credential; `secrets` names where they are."""
    yield from environment(resource)
    for container, place in containers(resource):
        if container.unknown:
            yield unknown(place)
        else:
            yield from _listed(container.each("environment"))


def pods(resource: Resource) -> Iterator[Verdict]:
    """No variable of a pod's containers holds a credential; `valueFrom` names the secret."""
    for container in containers_of(pod_of(resource)):
        yield from _listed(container.each("env"))


def start_script(resource: Resource) -> Iterator[Verdict]:
    """No start script holds a credential."""
    for name in ("userData", "userDataBase64"):
        script = resource.at(name)
        if script.unknown:
            yield unknown(script)
        elif script.text is not None and (shape := shape_of(_plain(script.text))):
            yield fail(f"{name} holds what looks like {shape}.", script)


def _listed(variables: Iterable[Reader]) -> Iterator[Verdict]:
    for variable in variables:
        if variable.unknown:
            yield unknown(variable)
        else:
            yield from _entry(variable)


def _entry(variable: Reader) -> Iterator[Verdict]:
    """The verdict on an element of a list: its path does not tell the name, so the message does."""
    name = variable.at("name")
    yield from _variable(name.text or "", variable.at("value"), f" (of {name.shown})")


def _variable(name: str, value: Reader, named: str = "") -> Iterator[Verdict]:
    if value.unknown and is_name_of_one(name):
        yield unknown(value)
    elif found := credential(name, value):
        yield fail(f"{value.path}{named} {found}.", value)


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
        name="container-env-secrets",
        area="secrets",
        severity=Severity.HIGH,
        types=aws("ecs/taskDefinition", "batch/jobDefinition", "apprunner/service"),
        asserts="Environments of containers hold no credentials.",
        why=_WHY,
        fix="Name the secret or parameter in secrets of the container (App Runner: "
        "runtime_environment_secrets).",
        check=tasks,
        fsbp=("ECS.8",),
    ),
    Rule(
        name="k8s-env-secrets",
        area="secrets",
        severity=Severity.HIGH,
        types=WORKLOADS,
        asserts="Environments of pods hold no credentials.",
        why=_WHY,
        fix="Keep the credential in a Secret, and name it in value_from.secret_key_ref.",
        check=pods,
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

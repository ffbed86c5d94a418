"""Scans of container images."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.rule import Severity, StackRule, aws
from pack.stack import Stack
from pack.verdict import Verdict, fail, unknown

_REGISTRIES = aws("ecr/registryScanningConfiguration")


def scanned(stack: Stack) -> Iterator[Verdict]:
    """Each repository is scanned on push, or the whole registry is."""
    if stack.of(_REGISTRIES):
        return
    for repository in stack.of(aws("ecr/repository")):
        flag: Reader = repository.at("imageScanningConfiguration.scanOnPush")
        if flag.unknown:
            yield unknown(flag, urn=repository.urn)
        elif not flag.is_true():
            yield fail(
                f"{flag.path} is {flag.shown}, and no RegistryScanningConfiguration scans {repository.name}.",
                flag,
                urn=repository.urn,
            )


SCANNING = StackRule(
    name="ecr-scan-on-push",
    area="delivery",
    severity=Severity.MEDIUM,
    asserts="Images are scanned when they are pushed.",
    why="An image with a known hole runs until somebody looks.",
    fix="Set image_scanning_configuration.scan_on_push to true, or scan the registry with Inspector.",
    check=scanned,
    fsbp=("ECR.1",),
)

"""How software is built and shipped: builds, their sources, and the images that they make."""

from pack.rule import Rule, Severity, aws

from rules.checks import Check, none_of, off, one_of


def _row(name: str, type_: str, asserts: str, why: str, fix: str, check: Check, *fsbp: str) -> Rule:
    return Rule(
        name=name,
        area="delivery",
        severity=Severity.MEDIUM,
        types=aws(type_),
        asserts=asserts,
        why=why,
        fix=fix,
        check=check,
        fsbp=fsbp,
    )


DELIVERY = (
    _row(
        "codebuild-privileged",
        "codebuild/project",
        "Builds do not run privileged.",
        "A privileged build is root on its host; any code that it builds is, too.",
        "Remove environment.privileged_mode; build images with a rootless builder.",
        off("environment.privilegedMode"),
    ),
    _row(
        "codebuild-source-credential",
        "codebuild/sourceCredential",
        "Builds reach their sources through a connection.",
        "A personal token works everywhere that its owner may go, and stays when the owner leaves.",
        "Make a codeconnections.Connection, and set auth_type to CODECONNECTIONS.",
        none_of("authType", "PERSONAL_ACCESS_TOKEN", "BASIC_AUTH"),
    ),
    _row(
        "ecr-immutable-tags",
        "ecr/repository",
        "Tags of images stay on their image.",
        "What was tested under a tag is replaced, and the next start runs something else.",
        "Set image_tag_mutability to IMMUTABLE.",
        one_of("imageTagMutability", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", default="MUTABLE"),
        "ECR.2",
    ),
)

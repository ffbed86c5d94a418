"""IMDSv2 where other services launch the instances."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.metadata.tokens import WHY

# Images of AWS Batch whose instances still answer IMDSv1 unless a template says otherwise.
_BATCH_IMAGES = ("ECS_AL1", "ECS_AL2", "ECS_AL2_NVIDIA", "EKS_AL2", "EKS_AL2_NVIDIA")


def spot_fleet(resource: Resource) -> Iterator[Verdict]:
    """Launch specifications have no metadata options, so only a template can require IMDSv2."""
    specifications = resource.at("launchSpecifications")
    if specifications.unknown:
        yield unknown(specifications)
    elif not specifications.empty:
        yield fail("launchSpecifications can't require IMDSv2; a launch template can.", specifications)


def batch(resource: Resource) -> Iterator[Verdict]:
    """An old or own image without a launch template answers IMDSv1, too."""
    compute = resource.at("computeResources")
    if compute.unknown:
        yield unknown(compute)
        return
    if compute.at("type").one_of("FARGATE", "FARGATE_SPOT") or compute.empty:
        return
    template = compute.at("launchTemplate")
    if not template.absent and not template.unknown:
        return
    for image in compute.all("ec2Configurations[].imageType"):
        if image.unknown:
            yield unknown(image)
        elif image.one_of(*_BATCH_IMAGES):
            yield (
                unknown(template)
                if template.unknown
                else fail(f"{image.path} is {image.shown}, and no launch template requires IMDSv2.", image)
            )
    if template.absent and not compute.at("imageId").empty:
        yield fail("computeResources.imageId is an own image, and no launch template requires IMDSv2.")


def emr(resource: Resource) -> Iterator[Verdict]:
    """The JSON of an EMR security configuration sets the least version of the metadata service."""
    text = resource.at("configuration")
    service = text.json().at("InstanceMetadataServiceConfiguration")
    version = service.at("MinimumInstanceMetadataServiceVersion")
    if version.unknown:
        yield unknown(text)
    elif version.number != 2:
        yield fail(
            f"InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion is {version.shown}, "
            "not 2.",
            text,
        )


def beanstalk(resource: Resource) -> Iterator[Verdict]:
    """`DisableIMDSv1` of an environment is not switched off."""
    for setting in resource.each("settings"):
        namespace, name, value = (setting.at(key) for key in ("namespace", "name", "value"))
        here = (namespace.unknown or namespace.one_of("aws:autoscaling:launchconfiguration")) and (
            name.unknown or name.one_of("DisableIMDSv1")
        )
        if not here or not (value.unknown or value.is_false()):
            continue
        hidden = next((part for part in (namespace, name, value) if part.unknown), None)
        if hidden:
            yield unknown(hidden)
        else:
            yield fail(f"{value.path} of DisableIMDSv1 is {value.shown}.", value)


SPOT_FLEET = Rule(
    name="spotfleet-imdsv2",
    area="metadata",
    severity=Severity.MEDIUM,
    types=aws("ec2/spotFleetRequest"),
    asserts="Spot fleets launch from templates, which can require IMDSv2.",
    why=WHY,
    fix="Use launch_template_configs with a template whose metadata_options.http_tokens is required.",
    check=spot_fleet,
)
BATCH = Rule(
    name="batch-imdsv2",
    area="metadata",
    severity=Severity.MEDIUM,
    types=aws("batch/computeEnvironment"),
    asserts="Batch compute environments launch instances that answer only IMDSv2 requests.",
    why=WHY,
    fix="Set compute_resources.launch_template to a template that requires IMDSv2, or use an AL2023 image.",
    check=batch,
)
EMR = Rule(
    name="emr-imdsv2",
    area="metadata",
    severity=Severity.MEDIUM,
    types=aws("emr/securityConfiguration"),
    asserts="EMR instances answer only IMDSv2 requests.",
    why=WHY,
    fix='Add {"InstanceMetadataServiceConfiguration": {"MinimumInstanceMetadataServiceVersion": 2, '
    '"HttpPutResponseHopLimit": 1}} to the configuration.',
    check=emr,
)
BEANSTALK = Rule(
    name="elasticbeanstalk-imdsv2",
    area="metadata",
    severity=Severity.MEDIUM,
    types=aws("elasticbeanstalk/environment", "elasticbeanstalk/configurationTemplate"),
    asserts="Elastic Beanstalk environments answer only IMDSv2 requests.",
    why=WHY,
    fix="Set the option DisableIMDSv1 of aws:autoscaling:launchconfiguration to true.",
    check=beanstalk,
)

"""IMDSv2 where the resource itself says which version answers."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import Check, at_least, one_of

WHY = "IMDSv1 hands the instance's credentials to anyone who can make it send one HTTP request (SSRF)."


def session_tokens(block: str) -> Check:
    """The block requires session tokens, or switches the metadata service off."""

    def check(resource: Resource) -> Iterator[Verdict]:
        options = resource.at(block)
        tokens = options.at("httpTokens")
        endpoint = options.at("httpEndpoint")
        if endpoint.one_of("disabled") or tokens.one_of("required"):
            return
        if tokens.unknown or endpoint.unknown:
            yield unknown(tokens if tokens.unknown else endpoint)
        elif tokens.absent and not resource.at("launchTemplate").empty:
            return  # judged in the template that the instance is launched from
        elif tokens.absent:
            yield fail(f"{block}.httpTokens is not set: IMDSv1 may answer, too.", f"{block}.httpTokens")
        else:
            yield fail(f'{tokens.path} is {tokens.shown}, not "required".', tokens)

    return check


TOKENS = (
    Rule(
        name="ec2-imdsv2",
        area="metadata",
        severity=Severity.HIGH,
        types=aws("ec2/instance", "ec2/spotInstanceRequest"),
        asserts="EC2 instances answer only IMDSv2 requests.",
        why=WHY,
        fix="Set metadata_options.http_tokens to required.",
        check=session_tokens("metadataOptions"),
        fsbp=("EC2.8",),
    ),
    Rule(
        name="launchtemplate-imdsv2",
        area="metadata",
        severity=Severity.HIGH,
        types=aws("ec2/launchTemplate"),
        asserts="Launch templates require IMDSv2 of what they launch.",
        why=WHY,
        fix="Set metadata_options.http_tokens to required.",
        check=session_tokens("metadataOptions"),
    ),
    Rule(
        name="launchconfig-imdsv2",
        area="metadata",
        severity=Severity.HIGH,
        types=aws("ec2/launchConfiguration"),
        asserts="Launch configurations require IMDSv2 of what they launch.",
        why=WHY,
        fix="Set metadata_options.http_tokens to required, or use a launch template.",
        check=session_tokens("metadataOptions"),
        fsbp=("AutoScaling.3",),
    ),
    Rule(
        name="imagebuilder-imdsv2",
        area="metadata",
        severity=Severity.MEDIUM,
        types=aws("imagebuilder/infrastructureConfiguration"),
        asserts="Instances that build images answer only IMDSv2 requests.",
        why=WHY,
        fix="Set instance_metadata_options.http_tokens to required.",
        check=session_tokens("instanceMetadataOptions"),
    ),
    Rule(
        name="account-imds-defaults",
        area="metadata",
        severity=Severity.MEDIUM,
        types=aws("ec2/instanceMetadataDefaults"),
        asserts="The account's default for new instances is IMDSv2 only.",
        why=WHY,
        fix="Set http_tokens to required.",
        check=one_of("httpTokens", "required"),
    ),
    Rule(
        name="sagemaker-notebook-imdsv2",
        area="metadata",
        severity=Severity.MEDIUM,
        types=aws("sagemaker/notebookInstance"),
        asserts="SageMaker notebooks answer only IMDSv2 requests.",
        why=WHY,
        fix="Set instance_metadata_service_configuration.minimum_instance_metadata_service_version to 2.",
        check=at_least("instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion", 2),
    ),
)

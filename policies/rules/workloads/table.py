"""Workloads: what one property decides."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, aws
from pack.verdict import Verdict, fail, unknown
from pydantic import Field

from rules.checks import (
    Check,
    every,
    given,
    on,
    one_of,
    unless,
)

_LOW, _MEDIUM, _HIGH = Severity.LOW, Severity.MEDIUM, Severity.HIGH


class InstanceTypes(RuleSettings):
    """The instance types that may be used."""

    allowed: tuple[str, ...] = Field(
        default=(), description="Types (m7g.large) or families (m7g); none named: any."
    )


def instance_type(resource: Resource) -> Iterator[Verdict]:
    """The type is one of those that the company uses, where it says which."""
    kind = resource.at("instanceType")
    allowed = resource.settings_as(InstanceTypes).allowed
    if kind.unknown and allowed:
        yield unknown(kind)
    elif allowed and kind.text and not {kind.text, kind.text.partition(".")[0]} & set(allowed):
        yield fail(f"instanceType is {kind.shown}, not one of {', '.join(allowed)}.", kind)


def point(resource: Resource) -> Iterator[Verdict]:
    """An access point gives one directory, as one user."""
    path = resource.at("rootDirectory.path")
    if path.unknown:
        yield unknown(path)
    elif path.empty or path.text == "/":
        yield fail(f"rootDirectory.path is {path.shown}: the whole file system.", path)
    yield from given("posixUser")(resource)


def cache_login(resource: Resource) -> Iterator[Verdict]:
    """A cache asks who connects: by a token or by users."""
    token, groups = resource.at("authToken"), resource.at("userGroupIds")
    if resource.at("globalReplicationGroupId").empty and token.empty and groups.empty:
        yield fail("Neither authToken nor userGroupIds is set.", groups)


def _row(
    name: str,
    severity: Severity,
    types: tuple[str, ...],
    asserts: str,
    why: str,
    fix: str,
    check: Check,
    fsbp: tuple[str, ...] = (),
    area: str = "workloads",
) -> Rule:
    return Rule(
        name=name,
        area=area,
        severity=severity,
        types=aws(*types),
        asserts=asserts,
        why=why,
        fix=fix,
        check=check,
        fsbp=fsbp,
    )


TABLE = (
    _row(
        "sagemaker-notebook-root",
        _MEDIUM,
        ("sagemaker/notebookInstance",),
        "Users of notebooks are not root.",
        "Root on the notebook reads every user's files and the credentials of the instance.",
        "Set root_access to Disabled.",
        one_of("rootAccess", "Disabled", default="Enabled"),
        ("SageMaker.3",),
    ),
    _row(
        "sagemaker-notebook-vpc",
        _MEDIUM,
        ("sagemaker/notebookInstance",),
        "Notebooks are in a VPC.",
        "Traffic of the notebook passes no security group and no flow log.",
        "Set subnet_id and security_groups.",
        given("subnetId"),
        ("SageMaker.2",),
    ),
    _row(
        "sagemaker-model-isolation",
        _MEDIUM,
        ("sagemaker/model",),
        "Containers of models have no network.",
        "A model from elsewhere can send what it is asked to anybody.",
        "Set enable_network_isolation=True.",
        on("enableNetworkIsolation"),
        ("SageMaker.5",),
    ),
    _row(
        "bedrock-agent-guardrail",
        _MEDIUM,
        ("bedrock/agentAgent",),
        "Bedrock agents have a guardrail.",
        "Whoever writes to the agent makes it say and do what it should not.",
        "Set guardrail_configurations with guardrail_identifier and guardrail_version.",
        given("guardrailConfigurations"),
    ),
    _row(
        "ec2-instance-profile",
        _LOW,
        ("ec2/instance",),
        "Instances have a role.",
        "Without a role, credentials are put on the disk by hand, and Session Manager can't reach it.",
        "Set iam_instance_profile.",
        unless("launchTemplate", given("iamInstanceProfile")),
    ),
    _row(
        "efs-access-point",
        _MEDIUM,
        ("efs/accessPoint",),
        "EFS access points give one directory, as one user.",
        "Whoever mounts it reads all of the file system, as any user.",
        "Set root_directory.path below /, and posix_user.",
        point,
        ("EFS.3", "EFS.4"),
    ),
    _row(
        "opensearch-fine-grained",
        _HIGH,
        ("opensearch/domain", "elasticsearch/domain"),
        "OpenSearch domains control access by index and field.",
        "Whoever may reach the domain may read and write every index.",
        "Set advanced_security_options.enabled to true.",
        on("advancedSecurityOptions.enabled"),
        ("Opensearch.7",),
    ),
    _row(
        "elasticache-login",
        _MEDIUM,
        ("elasticache/replicationGroup",),
        "ElastiCache asks who connects.",
        "Whoever is on the network reads, changes and flushes the cache.",
        "Set user_group_ids (or auth_token), with transit_encryption_enabled.",
        cache_login,
    ),
    _row(
        "alarm-has-action",
        _MEDIUM,
        ("cloudwatch/metricAlarm", "cloudwatch/compositeAlarm"),
        "Alarms tell somebody.",
        "An alarm without an action is red, and nobody knows.",
        "Set alarm_actions to the ARN of an SNS topic, or of what should react.",
        every(given("alarmActions"), on("actionsEnabled", default=True)),
        area="logging",
    ),
    Rule(
        name="instance-type-allowlist",
        area="cost",
        severity=_LOW,
        types=aws("ec2/instance", "ec2/spotInstanceRequest", "ec2/launchTemplate"),
        asserts="Instances are of types that the company uses.",
        why="A rare or huge type is paid for by the hour, and covered by no savings plan.",
        fix="Choose a type of the list, or add it there.",
        settings=InstanceTypes,
        check=instance_type,
    ),
)

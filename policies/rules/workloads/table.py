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
    none_of,
    off,
    on,
    one_of,
    unless,
)

_LONGEST_PERIOD = 90  # days; FSBP control SecretsManager.4
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


def firewall_rules(resource: Resource) -> Iterator[Verdict]:
    """A web ACL has rules, here or as JSON, unless it blocks by default."""
    rules, text = resource.at("rules"), resource.at("ruleJson")
    if rules.unknown:
        yield unknown(rules)
    elif rules.empty and text.empty and resource.at("defaultAction.block").absent:
        yield fail("rules is not set: everything passes.", rules)


def origins(resource: Resource) -> Iterator[Verdict]:
    """A bucket behind a distribution is reached by origin access control; a website endpoint can't be."""
    for origin in resource.each("origins"):
        domain, control = origin.at("domainName"), origin.at("originAccessControlId")
        is_website = not origin.at("customOriginConfig").absent or not origin.at("vpcOriginConfig").absent
        if origin.unknown or (domain.unknown and not is_website and control.empty):
            yield unknown(domain)
        elif ".s3" in (domain.text or "") and not is_website and control.empty:
            yield fail(f"{control.path} is not set, and the origin is a bucket.", control)


def rotation(resource: Resource) -> Iterator[Verdict]:
    """The period is 90 days or less; a schedule says it in another way."""
    days = resource.at("rotationRules.automaticallyAfterDays")
    if days.unknown:
        yield unknown(days)
    elif days.number is not None and days.number > _LONGEST_PERIOD:
        yield fail(f"{days.path} is {days.shown}, more than {_LONGEST_PERIOD}.", days)


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
        "codebuild-privileged",
        _MEDIUM,
        ("codebuild/project",),
        "Builds do not run privileged.",
        "A privileged build is root on its host; any code that it builds is, too.",
        "Remove environment.privileged_mode; build images with a rootless builder.",
        off("environment.privilegedMode"),
        area="delivery",
    ),
    _row(
        "codebuild-source-credential",
        _MEDIUM,
        ("codebuild/sourceCredential",),
        "Builds reach their sources through a connection.",
        "A personal token works everywhere that its owner may go, and stays when the owner leaves.",
        "Make a codeconnections.Connection, and set auth_type to CODECONNECTIONS.",
        none_of("authType", "PERSONAL_ACCESS_TOKEN", "BASIC_AUTH"),
        area="delivery",
    ),
    _row(
        "ecr-immutable-tags",
        _MEDIUM,
        ("ecr/repository",),
        "Tags of images stay on their image.",
        "What was tested under a tag is replaced, and the next start runs something else.",
        "Set image_tag_mutability to IMMUTABLE.",
        one_of("imageTagMutability", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", default="MUTABLE"),
        ("ECR.2",),
        area="delivery",
    ),
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
        "cloudfront-waf",
        _MEDIUM,
        ("cloudfront/distribution",),
        "CloudFront distributions have a web ACL.",
        "Scanners, bots and known exploits reach the application unfiltered.",
        "Set web_acl_id to the ARN of a wafv2.WebAcl of scope CLOUDFRONT.",
        given("webAclId"),
        ("CloudFront.6",),
        area="public-exposure",
    ),
    _row(
        "cloudfront-origin-access-control",
        _MEDIUM,
        ("cloudfront/distribution",),
        "Buckets behind CloudFront are reached by origin access control.",
        "Without it, the bucket has to be public, or an old identity signs that no KMS key takes.",
        "Make a cloudfront.OriginAccessControl, and set origin_access_control_id.",
        origins,
        ("CloudFront.13",),
        area="public-exposure",
    ),
    _row(
        "wafv2-has-rules",
        _MEDIUM,
        ("wafv2/webAcl",),
        "Web ACLs have rules.",
        "A web ACL without rules lets everything through, and looks as if something were filtered.",
        "Add rules, the managed groups of AWS first.",
        firewall_rules,
        ("WAF.10",),
        area="public-exposure",
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
    _row(
        "secret-rotation-period",
        _MEDIUM,
        ("secretsmanager/secretRotation",),
        "Secrets rotate at least every 90 days.",
        "A secret that leaked once works until it is changed.",
        "Set rotation_rules.automatically_after_days to 90 or less.",
        rotation,
        ("SecretsManager.4",),
        area="secrets",
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

"""For each guardrail of landfall's own organization a planned resource that it denies, and its repair."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).parents[3] / "Pulumi.yaml"


def _facts() -> dict[str, Any]:
    config = yaml.safe_load(PROJECT.read_text(encoding="utf-8"))["config"]
    facts = {key: fact["value"] for key, fact in config.items()}
    # The company has suspended nobody; only on somebody who is can quarantine be shown.
    facts["accounts"] = {**facts["accounts"], "leaked": {"unit": "Suspended"}}
    return facts


FACTS = _facts()
ADMINISTRATOR = FACTS["guardrails"]["administrator"]
TAGS = {
    "owner": "tracking",
    "cost-center": "CC-2100",
    "environment": "development",
    "data-classification": "internal",
}
INSTANCE = {"instanceType": "t3.micro", "metadataOptions": {"httpTokens": "required"}, "tags": TAGS}


@dataclass(frozen=True, kw_only=True)
class Made:
    """A planned resource: its account, whose key is its provider's name, and the role that deploys there."""

    type: str
    account: str
    properties: Mapping[str, Any]
    by: str = ADMINISTRATOR


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a guardrail denies, with the message up to its fix; and what is changed for it to pass."""

    denied: Made
    message: str
    repair: Mapping[str, Any]

    @property
    def repaired(self) -> Made:
        return replace(self.denied, **self.repair)


def by_hand(token: str, account: str, **properties: Any) -> Made:
    """What is made with another role than the one that may change what guardrails protect."""
    return Made(type=token, account=account, properties=properties, by="deploy")


BY_ADMINISTRATOR = {"by": ADMINISTRATOR}
NOT_EXEMPT = "the role deploy is not exempt"
QUEUE = "aws:sqs/queue:Queue"
SHOWN = {
    "approved-regions": Shown(
        denied=Made(type=QUEUE, account="shared-services", properties={"region": "ap-south-1"}),
        message="sqs:CreateQueue on web-1 would be denied by `approved-regions` (SCP attached to Root): "
        "aws:RequestedRegion is ap-south-1 and must be eu-west-1, eu-central-1, us-east-1",
        repair={"properties": {"region": "eu-central-1"}},
    ),
    "imds-v2": Shown(
        denied=Made(
            type="aws:ec2/instance:Instance",
            account="tracking-dev",
            properties={**INSTANCE, "metadataOptions": {"httpTokens": "optional"}},
        ),
        message="ec2:RunInstances on web-1 would be denied by `imds-v2` (SCP attached to Root): "
        "ec2:MetadataHttpTokens is optional and must be required",
        repair={"properties": INSTANCE},
    ),
    "imds-changes": Shown(
        denied=by_hand(
            "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", "tracking-dev", httpTokens="optional"
        ),
        message="ec2:ModifyInstanceMetadataDefaults on web-1 would be denied by `imds-changes` (SCP attached "
        f"to Root): {NOT_EXEMPT}",
        repair=BY_ADMINISTRATOR,
    ),
    "protect-trail": Shown(
        denied=by_hand(
            "aws:cloudtrail/trail:Trail",
            "audit",
            s3BucketName="trail",
            eventSelectors=[{"readWriteType": "WriteOnly"}],
        ),
        message="cloudtrail:PutEventSelectors on web-1 would be denied by `protect-trail` (SCP attached to "
        f"Root): {NOT_EXEMPT}",
        repair={"properties": {"s3BucketName": "trail"}},
    ),
    "protect-config": Shown(
        denied=by_hand("aws:cfg/recorderStatus:RecorderStatus", "audit", name="default", isEnabled=False),
        message="config:StopConfigurationRecorder on web-1 (ConfigurationRecorder) would be denied by "
        f"`protect-config` (SCP attached to Root): {NOT_EXEMPT}",
        repair={"properties": {"name": "default", "isEnabled": True}},
    ),
    "protect-detection": Shown(
        denied=by_hand("aws:guardduty/filter:Filter", "audit", name="quiet", action="ARCHIVE"),
        message="guardduty:CreateFilter on web-1 would be denied by `protect-detection` (SCP attached to "
        f"Root): {NOT_EXEMPT}",
        repair=BY_ADMINISTRATOR,
    ),
    "protect-log-archive": Shown(
        denied=by_hand("aws:s3/bucketPolicy:BucketPolicy", "log-archive", bucket="logs", policy="{}"),
        message="s3:PutBucketPolicy on web-1 would be denied by `protect-log-archive` (SCP attached to "
        f"Security): {NOT_EXEMPT}",
        repair=BY_ADMINISTRATOR,
    ),
    "required-tags": Shown(
        denied=Made(
            type=QUEUE,
            account="tracking-prod",
            properties={"tags": {key: tag for key, tag in TAGS.items() if key != "cost-center"}},
        ),
        message="sqs:CreateQueue on web-1 would be denied by `required-tags` (SCP attached to Workloads): "
        "aws:RequestTag/cost-center is absent and must be given",
        repair={"properties": {"tags": TAGS}},
    ),
    "deletion-protection": Shown(
        denied=by_hand(
            "aws:s3/bucketVersioning:BucketVersioning",
            "tracking-prod",
            bucket="orders",
            versioningConfiguration={"status": "Suspended"},
        ),
        message="s3:PutBucketVersioning on web-1 would be denied by `deletion-protection` (SCP attached to "
        f"Workloads/Production): {NOT_EXEMPT}",
        repair=BY_ADMINISTRATOR,
    ),
    "development-sizes": Shown(
        denied=Made(
            type="aws:ec2/instance:Instance",
            account="tracking-dev",
            properties={**INSTANCE, "instanceType": "m7i.16xlarge"},
        ),
        message="ec2:RunInstances on web-1 would be denied by `development-sizes` (SCP attached to "
        "Workloads/Non-production): ec2:InstanceType is m7i.16xlarge and must be t3.*, t3a.*, t4g.*, "
        "m7g.medium or one of 2 more",
        repair={"properties": INSTANCE},
    ),
    "sandbox-identity": Shown(
        denied=by_hand("aws:iam/role:Role", "sandbox-tracking", name="trial", assumeRolePolicy="{}"),
        message="iam:CreateRole on web-1 would be denied by `sandbox-identity` (SCP attached to Sandbox): "
        f"{NOT_EXEMPT}",
        repair=BY_ADMINISTRATOR,
    ),
    "quarantine": Shown(
        denied=by_hand(QUEUE, "leaked", name="jobs"),
        message="sqs:CreateQueue on web-1 would be denied by `quarantine` (SCP attached to Suspended): "
        f"{NOT_EXEMPT}",
        repair={"account": "sandbox-tracking"},
    ),
}

# Guardrails that no creation can meet, and why; those that decide over requests are proven below.
NEVER_MET = {
    "leave-organization": "no resource is made by leaving the organization or closing the account",
    "root-user": "stacks deploy as a role, never as the root user",
    "deletes-need-mfa": "creating deletes nothing, and only creations are judged",
    "organization-access": "the role that deploys belongs to the organization of what it makes",
    "tls-only": "the provider calls https endpoints",
    "confused-deputy": "a role calls, not a service",
}
CONFIGURES = {
    "ec2-defaults": "EC2 keeps the account's settings by itself, whatever a request says",
    "tag-values": "AWS compares the values when it tags; the rules on tags judge them in the plan",
    "daily-backup": "AWS Backup makes the plan in each account",
    "s3-public-access": "S3 overrides what buckets say",
    "ai-opt-out": "AI services read whether they may keep content",
}

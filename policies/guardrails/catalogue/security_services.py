"""Trails, recorders and detectors stay on; only one role may change them."""

from ..guardrail import ADMINISTRATOR, Deny, Guardrail
from ..kinds import PolicyType
from ..settings import ROOT, Facts

TRAIL = (
    "cloudtrail:DeleteTrail", "cloudtrail:PutEventSelectors", "cloudtrail:PutInsightSelectors",
    "cloudtrail:StopLogging", "cloudtrail:UpdateTrail",
)  # fmt: skip
CONFIG = (
    "config:DeleteAggregationAuthorization", "config:DeleteConfigRule",
    "config:DeleteConfigurationAggregator", "config:DeleteConfigurationRecorder",
    "config:DeleteConformancePack", "config:DeleteDeliveryChannel", "config:DeleteRetentionConfiguration",
    "config:PutConfigurationRecorder", "config:PutDeliveryChannel", "config:PutRetentionConfiguration",
    "config:StopConfigurationRecorder",
)  # fmt: skip
DETECTION = (
    "access-analyzer:DeleteAnalyzer", "detective:DeleteGraph", "detective:DisassociateMembership",
    "guardduty:CreateFilter", "guardduty:Delete*", "guardduty:Disassociate*",
    "guardduty:StopMonitoringMembers", "guardduty:Update*", "inspector2:Disable",
    "inspector2:DisableDelegatedAdminAccount", "macie2:DisableMacie",
    "macie2:DisableOrganizationAdminAccount", "macie2:DisassociateFromAdministratorAccount",
    "securityhub:BatchDisableStandards", "securityhub:DeleteFindingAggregator",
    "securityhub:DeleteMembers", "securityhub:DisableImportFindingsForProduct",
    "securityhub:DisableSecurityHub", "securityhub:DisableSecurityHubV2", "securityhub:Disassociate*",
    "securityhub:UpdateStandardsControl",
)  # fmt: skip
ARCHIVE = (
    "kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "logs:DeleteLogGroup",
    "logs:DeleteLogStream", "logs:PutRetentionPolicy", "s3:BypassGovernanceRetention", "s3:DeleteBucket",
    "s3:DeleteBucketPolicy", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutBucketAcl",
    "s3:PutBucketObjectLockConfiguration", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketVersioning", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration",
    "s3:PutObjectRetention", "s3:PutReplicationConfiguration",
)  # fmt: skip


def _trail(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    return [Deny(actions=TRAIL)]


def _config(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    return [Deny(actions=CONFIG)]


def _detection(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    return [Deny(actions=DETECTION)]


def _archive(facts: Facts) -> list[Deny]:  # noqa: ARG001 - the same for everybody
    return [Deny(actions=ARCHIVE)]


PROTECT_TRAIL = Guardrail(
    id="protect-trail",
    type=PolicyType.SERVICE_CONTROL,
    why="Whoever breaks in switches the trail off first.",
    fix="Change trails with the role that guardrails.administrator names.",
    units=(ROOT,),
    controls=("CIS 3.1", "FSBP CloudTrail.1", "NIST-800-53 AU-9", "PCI-DSS 10.3.2"),
    exempt=(ADMINISTRATOR,),
    denies=_trail,
)

PROTECT_CONFIG = Guardrail(
    id="protect-config",
    type=PolicyType.SERVICE_CONTROL,
    why="Without the recorder nobody can say how a resource was configured when something happened.",
    fix="Change recorders and rules with the role that guardrails.administrator names.",
    units=(ROOT,),
    controls=("CIS 3.3", "FSBP Config.1", "NIST-800-53 CM-8"),
    exempt=(ADMINISTRATOR,),
    denies=_config,
)

PROTECT_DETECTION = Guardrail(
    id="protect-detection",
    type=PolicyType.SERVICE_CONTROL,
    why="A detector that its own account can switch off detects nothing that matters.",
    fix="Change GuardDuty, Security Hub, Macie, Inspector, Detective and Access Analyzer with the role that "
    "guardrails.administrator names.",
    units=(ROOT,),
    controls=("FSBP GuardDuty.1", "FSBP SecurityHub.1", "NIST-800-53 SI-4"),
    exempt=(ADMINISTRATOR,),
    denies=_detection,
)

PROTECT_ARCHIVE = Guardrail(
    id="protect-log-archive",
    type=PolicyType.SERVICE_CONTROL,
    why="Logs that can be deleted, or unlocked first and deleted then, prove nothing.",
    fix="Change buckets, keys and log groups with the role that guardrails.administrator names.",
    units=("Security",),
    controls=("CIS 3.4", "NIST-800-53 AU-9", "NIST-800-53 AU-11", "PCI-DSS 10.3.4"),
    exempt=(ADMINISTRATOR,),
    denies=_archive,
)

"""Logs and resilience."""

from tests.policies.cases.shapes import must_be_on
from tests.policies.harness import UNKNOWN, Case

CASES = {
    "cloudtrail-validation": must_be_on("enableLogFileValidation"),
    "cloudtrail-multiregion": must_be_on("isMultiRegionTrail"),
    "cloudtrail-enabled": must_be_on("enableLogging", default=True),
    "guardduty-enabled": must_be_on("enable", default=True),
    "config-recorder-all": Case(
        bad=[
            (
                {"recordingGroup": {"allSupported": False, "resourceTypes": ["AWS::EC2::Instance"]}},
                "recordingGroup.allSupported is false: only some types are recorded.",
            ),
            (
                {"recordingGroup": {"resourceTypes": ["AWS::EC2::Instance"]}},
                "recordingGroup.resourceTypes is set: only those are recorded.",
            ),
            ({}, "recordingGroup is not set: users, roles and policies of IAM are not recorded."),
        ],
        good=[
            {"recordingGroup": {"allSupported": True}},
            {"recordingGroup": {"includeGlobalResourceTypes": True}},
            {
                "recordingGroup": {
                    "allSupported": False,
                    "recordingStrategies": [{"useOnly": "EXCLUSION_BY_RESOURCE_TYPES"}],
                }
            },
        ],
        unknown=[{"recordingGroup": UNKNOWN}, {"recordingGroup": {"resourceTypes": UNKNOWN}}],
    ),
    "rds-deletion-protection": must_be_on("deletionProtection"),
    "config-recorder-on": must_be_on("isEnabled"),
    "rds-backup-retention": Case(
        type="aws:rds/instance:Instance",
        bad=[
            ({}, "backupRetentionPeriod is not set, and 0 by default."),
            ({"backupRetentionPeriod": 3}, "backupRetentionPeriod is 3, less than 7."),
        ],
        good=[{"backupRetentionPeriod": 7}, {"replicateSourceDb": "db"}],
        unknown=[{"backupRetentionPeriod": UNKNOWN}],
    ),
    "stateful-pulumi-protect": Case(bad=[({}, "The resource option protect is not set.")], good=[]),
}

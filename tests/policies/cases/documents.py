"""Bucket policies that lock everybody out, and the preferences of sessions."""

import json
from typing import Any

from tests.policies.harness import UNKNOWN, Case, Properties


def _policy(**statement: Any) -> Properties:
    return {"policy": json.dumps({"Statement": [{"Principal": "*", "Action": "s3:*"} | statement]})}


def _session(**inputs: Any) -> Properties:
    return {"documentType": "Session", "content": json.dumps({"inputs": inputs})}


_LOCKED = "It denies everything to everybody, and no condition lets anybody in."

CASES = {
    "s3-policy-no-lockout": Case(
        bad=[
            (_policy(Effect="Deny"), _LOCKED),
            (_policy(Effect="Deny", Principal={"AWS": ["*"]}, Action=["*"]), _LOCKED),
        ],
        good=[
            {"policy": "{"},
            _policy(Effect="Allow"),
            _policy(Effect="Deny", Condition={"Bool": {"aws:SecureTransport": "false"}}),
            _policy(Effect="Deny", Action=["s3:DeleteBucket"]),
            _policy(Effect="Deny", Principal={"AWS": "arn:aws:iam::123456789012:role/x"}),
        ],
        unknown=[{"policy": UNKNOWN}],
        type="aws:s3/bucketPolicy:BucketPolicy",
    ),
    "ssm-session-logged": Case(
        bad=[
            (
                _session(runAsEnabled=False),
                "inputs names neither s3BucketName nor cloudWatchLogGroupName.",
            ),
            (
                _session(cloudWatchLogGroupName="sessions", cloudWatchEncryptionEnabled=False),
                "cloudWatchEncryptionEnabled is false, not true.",
            ),
            (
                _session(s3BucketName="sessions", kmsKeyId="alias/sessions"),
                "s3EncryptionEnabled is not set, not true.",
            ),
            (
                _session(s3BucketName="sessions", s3EncryptionEnabled=True),
                "inputs names no kmsKeyId to encrypt sessions with.",
            ),
        ],
        good=[
            {"documentType": "Command", "content": "{}"},
            _session(s3BucketName="sessions", s3EncryptionEnabled=True, kmsKeyId="alias/sessions"),
        ],
        unknown=[
            {"documentType": "Session", "content": "schemaVersion: '1.0'"},
            {"documentType": "Session", "content": UNKNOWN},
            {"documentType": UNKNOWN, "content": "{}"},
        ],
    ),
}

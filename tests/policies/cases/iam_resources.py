"""Policies on resources and endpoints."""

import json

from tests.policies.cases.policies import QUEUE, allow
from tests.policies.harness import UNKNOWN, Case

CASES = {
    "resource-policy-public": Case(
        type="aws:s3/bucketPolicy:BucketPolicy",
        bad=[
            (
                {"policy": allow(Principal="*", Action="s3:GetObject", Resource="*")},
                "policy.Statement[0] lets everybody in, and no condition narrows it down.",
            ),
            (
                {"policy": allow(NotPrincipal={"AWS": "123456789012"}, Action="s3:GetObject", Resource="*")},
                "policy.Statement[0] lets everybody in, and no condition narrows it down.",
            ),
            (
                {
                    "policy": allow(
                        Principal={"AWS": "*"},
                        Action="s3:GetObject",
                        Resource="*",
                        Condition={"Bool": {"aws:SecureTransport": "true"}},
                    )
                },
                "policy.Statement[0] lets everybody in, and no condition narrows it down.",
            ),
            *(
                (
                    {
                        "policy": allow(
                            Principal="*",
                            Action="s3:GetObject",
                            Resource="*",
                            Condition={operator: {key: value}},
                        )
                    },
                    "policy.Statement[0] lets everybody in, and no condition narrows it down.",
                )
                for operator, key, value in (
                    ("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1"),
                    ("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-1/*"),
                    ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/x"),
                    ("ArnLike", "aws:SourceArn", "arn:aws:s3:::*"),
                    ("IpAddress", "aws:SourceIp", "0.0.0.0/1"),
                    ("StringNotEquals", "aws:SourceVpce", "vpce-1"),
                    ("Null", "aws:PrincipalOrgID", "false"),
                    ("StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"),
                )
            ),
        ],
        good=[
            {"policy": allow(Principal={"AWS": "123456789012"}, Action="s3:GetObject", Resource="*")},
            {
                "policy": json.dumps(
                    {
                        "Statement": [
                            {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"},
                            {
                                "Effect": "Deny",
                                "Principal": "*",
                                "Action": "s3:*",
                                "Resource": "*",
                                "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}},
                            },
                        ]
                    }
                )
            },
            {
                "policy": allow(
                    Principal="*",
                    Action="s3:GetObject",
                    Resource="*",
                    Condition={"StringEquals": {"aws:SourceVpce": "vpce-1"}},
                )
            },
            {
                "policy": json.dumps(
                    {
                        "Statement": {
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "s3:*",
                            "Resource": "*",
                            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                        }
                    }
                )
            },
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "resource-policy-foreign-account": Case(
        type="aws:sqs/queuePolicy:QueuePolicy",
        bad=[
            (
                {
                    "policy": allow(
                        Principal={"AWS": "arn:aws:iam::999999999999:root"},
                        Action="sqs:SendMessage",
                        Resource=QUEUE,
                    )
                },
                'policy.Statement[0] lets "arn:aws:iam::999999999999:root" in, without a condition.',
            )
        ],
        good=[
            {"policy": allow(Principal={"AWS": "123456789012"}, Action="sqs:SendMessage", Resource=QUEUE)},
            {"policy": allow(Principal={"AWS": "999999999999"}, Action="sqs:SendMessage", Resource="*")},
            {
                "policy": allow(
                    Principal={"AWS": "arn:aws:iam::999999999999:role/x"},
                    Action="sqs:SendMessage",
                    Resource=QUEUE,
                )
            },
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "resource-policy-star-action": Case(
        type="aws:sqs/queuePolicy:QueuePolicy",
        bad=[
            (
                {"policy": allow(Principal={"Service": "sns.amazonaws.com"}, Action="sqs:*", Resource=QUEUE)},
                'policy.Statement[0] allows "sqs:*" to "sns.amazonaws.com".',
            )
        ],
        good=[
            {"policy": allow(Principal={"AWS": "123456789012"}, Action="sqs:*", Resource=QUEUE)},
            {
                "policy": allow(
                    Principal={"Service": "x.amazonaws.com"}, Action="sqs:SendMessage", Resource="*"
                )
            },
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "resource-policy-confused-deputy": Case(
        type="aws:sqs/queuePolicy:QueuePolicy",
        bad=[
            (
                {
                    "policy": allow(
                        Principal={"Service": "sns.amazonaws.com"}, Action="sqs:SendMessage", Resource=QUEUE
                    )
                },
                'policy.Statement[0] lets "sns.amazonaws.com" in, for whoever\'s resources.',
            ),
            (
                {
                    "policy": allow(
                        Principal={"Service": "logs.eu-west-1.amazonaws.com"}, Action="x:Y", Resource=QUEUE
                    )
                },
                'policy.Statement[0] lets "logs.eu-west-1.amazonaws.com" in, for whoever\'s resources.',
            ),
        ],
        good=[
            {
                "policy": allow(
                    Principal={"Service": "sns.amazonaws.com"},
                    Action="sqs:SendMessage",
                    Resource=QUEUE,
                    Condition={"ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-west-1:123456789012:x"}},
                )
            },
            {
                "policy": allow(
                    Principal={"Service": "logs.eu-west-1.amazonaws.com"},
                    Action="kms:Decrypt",
                    Resource="*",
                    Condition={
                        "ArnLike": {
                            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:*"
                        }
                    },
                )
            },
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
    "vpce-policy-open": Case(
        type="aws:ec2/vpcEndpoint:VpcEndpoint",
        bad=[
            (
                {"policy": allow(Principal="*", Action="*", Resource="*")},
                "The endpoint lets everybody do everything with everybody's resources.",
            )
        ],
        good=[
            {},
            {
                "policy": allow(
                    Principal="*",
                    Action="*",
                    Resource="*",
                    Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}},
                )
            },
            {"policy": allow(Principal="*", Action="s3:GetObject", Resource="arn:aws:s3:::published/*")},
        ],
        unknown=[{"policy": UNKNOWN}],
    ),
}

"""The key and the documents that the other modules share."""

import json

import pulumi
import pulumi_aws as aws

account = aws.get_caller_identity().account_id
region = "eu-central-1"
P = pulumi.ResourceOptions(protect=True)


def doc(*st):
    return json.dumps({"Version": "2012-10-17", "Statement": list(st)})


key = aws.kms.Key(
    "key",
    description="data",
    enable_key_rotation=True,
    deletion_window_in_days=30,
    policy=doc(
        {
            "Sid": "root",
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
            "Action": "kms:*",
            "Resource": "*",
        },
        {
            "Sid": "logs",
            "Effect": "Allow",
            "Principal": {"Service": f"logs.{region}.amazonaws.com"},
            "Action": [
                "kms:Encrypt*",
                "kms:Decrypt*",
                "kms:ReEncrypt*",
                "kms:GenerateDataKey*",
                "kms:Describe*",
            ],
            "Resource": "*",
            "Condition": {
                "ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:{region}:{account}:*"}
            },
        },
    ),
    opts=P,
)
aws.kms.Alias("alias", name="alias/data", target_key_id=key.id)

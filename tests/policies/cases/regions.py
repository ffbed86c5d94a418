"""Regions and providers."""

from tests.policies.harness import UNKNOWN, Case

APPROVED = {"approved": ["eu-west-1", "eu-central-1"]}
_LIST = "not one of eu-west-1, eu-central-1."
_KEY = "arn:aws:kms:us-west-2:123456789012:key/1"

CASES = {
    "allowed-regions": Case(
        type="aws:sns/topic:Topic",
        settings=APPROVED,
        bad=[({"region": "us-west-2"}, f'region is "us-west-2", {_LIST}')],
        good=[{}, {"region": "eu-west-1"}, {"region": None}],
        unknown=[{"region": UNKNOWN}],
    ),
    "named-regions": Case(
        type="aws:dynamodb/table:Table",
        settings=APPROVED,
        bad=[
            (
                {"replicas": [{"regionName": "us-west-2"}]},
                f'replicas[0].regionName is "us-west-2", {_LIST}',
            ),
            (
                {"serverSideEncryption": {"kmsKeyArn": _KEY}},
                f'serverSideEncryption.kmsKeyArn names "us-west-2", {_LIST}',
            ),
            ({"tags": {"key": _KEY}}, f'tags.key names "us-west-2", {_LIST}'),
        ],
        good=[
            {},
            {"region": "us-west-2"},
            {"tags": {"region": "us-west-2"}},
            {"replicas": [{"regionName": "eu-central-1"}, UNKNOWN]},
            {"serverSideEncryption": {"kmsKeyArn": _KEY.replace("us-west-2", "eu-west-1")}},
            {"tags": {"policy": f'{{"Resource": "{_KEY}"}}', "role": "arn:aws:iam::123456789012:role/x"}},
            {"tags": {"certificate": "arn:aws:acm:us-east-1:123456789012:certificate/1"}},
        ],
    ),
    "provider-region": Case(
        settings=APPROVED,
        bad=[({"region": "us-west-2"}, f'region is "us-west-2", {_LIST}')],
        good=[{}, {"region": "eu-west-1"}],
        unknown=[{"region": UNKNOWN}],
    ),
    "provider-no-static-keys": Case(
        bad=[
            (
                {"accessKey": "AKIAQQQQQQQQQQQQQQQQ", "secretKey": "SENSITIVE-VALUE"},
                "accessKey is set: long-lived credentials in the configuration.",
            ),
            (
                {"secretKey": "SENSITIVE-VALUE"},
                "secretKey is set: long-lived credentials in the configuration.",
            ),
        ],
        good=[{}, {"accessKey": "", "secretKey": None}, {"accessKey": "test", "secretKey": "test"}],
        unknown=[{"accessKey": UNKNOWN}],
    ),
    "provider-allowed-accounts": Case(
        bad=[
            ({}, "allowedAccountIds is not set, and no role is assumed: any account would do."),
            (
                {"allowedAccountIds": [], "assumeRoles": None},
                "allowedAccountIds is not set, and no role is assumed: any account would do.",
            ),
        ],
        good=[
            {"allowedAccountIds": ["123456789012"]},
            {"allowedAccountIds": UNKNOWN},
            {"assumeRoles": [{"roleArn": UNKNOWN}]},
        ],
    ),
    "no-awsnative-bypass": Case(
        type="aws-native:s3:Bucket",
        bad=[({}, "This pack has no rules for aws-native types: nothing about this resource was judged.")],
        good=[],
    ),
}

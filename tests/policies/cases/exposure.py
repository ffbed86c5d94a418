"""Public exposure."""

import json
from dataclasses import replace

from tests.policies.cases.shapes import must_be, must_be_given, must_be_off, must_be_on, must_not_be
from tests.policies.harness import UNKNOWN, Case

_ALL = {
    "blockPublicAcls": True,
    "blockPublicPolicy": True,
    "ignorePublicAcls": True,
    "restrictPublicBuckets": True,
}
_EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers"

CASES = {
    "s3-public-access-block": Case(
        bad=[
            (
                {},
                "blockPublicAcls is not set, blockPublicPolicy is not set, ignorePublicAcls is not set, "
                "restrictPublicBuckets is not set.",
            ),
            (_ALL | {"restrictPublicBuckets": False}, "restrictPublicBuckets is false."),
            (_ALL | {"ignorePublicAcls": None}, "ignorePublicAcls is not set."),
        ],
        good=[_ALL],
        unknown=[_ALL | {"blockPublicPolicy": UNKNOWN}],
    ),
    "s3-acl-public": Case(
        bad=[
            ({"acl": "public-read"}, 'acl is "public-read".'),
            ({"acl": "authenticated-read"}, 'acl is "authenticated-read".'),
            ({"grants": [{"uri": _EVERYBODY}]}, f'grants[0].uri is "{_EVERYBODY}": everybody.'),
            (
                {"accessControlPolicy": {"grants": [{"grantee": {"uri": _EVERYBODY}}]}},
                f'accessControlPolicy.grants[0].grantee.uri is "{_EVERYBODY}": everybody.',
            ),
        ],
        good=[
            {},
            {"acl": "private"},
            {"acl": "log-delivery-write"},
            {"grants": [{"id": "x", "permissions": ["READ"]}]},
        ],
        unknown=[{"acl": UNKNOWN}, {"grants": UNKNOWN}, {"accessControlPolicy": UNKNOWN}],
    ),
    "s3-access-point-block": Case(
        bad=[
            (
                {"publicAccessBlockConfiguration": _ALL | {"blockPublicPolicy": False}},
                "publicAccessBlockConfiguration.blockPublicPolicy is false.",
            ),
            (
                {"details": {"publicAccessBlock": {"blockPublicAcls": False}}},
                "details.publicAccessBlock.blockPublicAcls is false.",
            ),
        ],
        good=[{}, {"publicAccessBlockConfiguration": _ALL}],
        unknown=[{"publicAccessBlockConfiguration": UNKNOWN}],
    ),
    "rds-not-public": replace(must_be_off("publiclyAccessible"), type="aws:rds/instance:Instance"),
    "ec2-public-ip": must_be_off("associatePublicIpAddress"),
    "launchtemplate-public-ip": Case(
        bad=[
            (
                {"networkInterfaces": [{"associatePublicIpAddress": "true"}]},
                'networkInterfaces[0].associatePublicIpAddress is "true".',
            )
        ],
        good=[{}, {"networkInterfaces": [{"associatePublicIpAddress": "false"}, {}]}],
        unknown=[{"networkInterfaces": UNKNOWN}],
    ),
    "ecs-service-public-ip": must_be_off("networkConfiguration.assignPublicIp"),
    "msk-public": must_not_be(
        "brokerNodeGroupInfo.connectivityInfo.publicAccess.type", "SERVICE_PROVIDED_EIPS", "DISABLED"
    ),
    "msk-unauthenticated": must_be_off("clientAuthentication.unauthenticated"),
    "opensearch-serverless-public": Case(
        bad=[
            (
                {"type": "network", "policy": json.dumps([{"Rules": []}, {"AllowFromPublic": True}])},
                "policy sets AllowFromPublic.",
            )
        ],
        good=[
            {
                "type": "network",
                "policy": json.dumps([{"AllowFromPublic": False, "SourceVPCEs": ["vpce-1"]}]),
            },
            {"type": "encryption", "policy": json.dumps({"AWSOwnedKey": True})},
            {"type": "network", "policy": "["},
        ],
        unknown=[{"type": "network", "policy": UNKNOWN}, {"type": UNKNOWN, "policy": "[]"}],
    ),
    "opensearch-in-vpc": must_be_given("vpcOptions.subnetIds", ["subnet-1"]),
    "sagemaker-notebook-no-internet": Case(
        bad=[
            ({}, 'directInternetAccess is not set, and "Enabled" by default.'),
            ({"directInternetAccess": "Enabled"}, 'directInternetAccess is "Enabled", not Disabled.'),
        ],
        good=[{"directInternetAccess": "Disabled"}],
        unknown=[{"directInternetAccess": UNKNOWN}],
    ),
    "cognito-unauth-identities": must_be_off("allowUnauthenticatedIdentities"),
    "ami-public": must_not_be("group", "all", "team"),
    "rds-snapshot-shared-all": Case(
        bad=[({"sharedAccounts": ["123456789012", "all"]}, 'sharedAccounts is "all".')],
        good=[{}, {"sharedAccounts": ["123456789012"]}],
        unknown=[{"sharedAccounts": UNKNOWN}, {"sharedAccounts": [UNKNOWN]}],
    ),
    "emr-block-public": must_be_on("blockPublicSecurityGroupRules"),
    "mwaa-public": must_not_be("webserverAccessMode", "PUBLIC_ONLY", "PRIVATE_ONLY"),
    "subnet-public-ip": must_be_off("mapPublicIpOnLaunch"),
    "snapshot-public-block": Case(
        bad=[
            ({}, 'state is not set, and "unblocked" by default.'),
            (
                {"state": "unblocked"},
                'state is "unblocked", not one of block-all-sharing, block-new-sharing.',
            ),
        ],
        good=[{"state": "block-all-sharing"}],
        unknown=[{"state": UNKNOWN}],
    ),
    "eks-public-endpoint": must_be_off("vpcConfig.endpointPublicAccess", default=True),
    "eks-public-cidr": Case(
        bad=[
            ({}, "publicAccessCidrs is not set: the public endpoint is open to 0.0.0.0/0."),
            (
                {"vpcConfig": {"publicAccessCidrs": ["203.0.113.0/24", "::/0"]}},
                'The public endpoint is open to "::/0".',
            ),
        ],
        good=[
            {"vpcConfig": {"endpointPublicAccess": False}},
            {"vpcConfig": {"publicAccessCidrs": ["203.0.113.0/24"]}},
        ],
        unknown=[
            {"vpcConfig": UNKNOWN},
            {"vpcConfig": {"publicAccessCidrs": UNKNOWN}},
            {"vpcConfig": {"publicAccessCidrs": [UNKNOWN]}},
        ],
    ),
    "transfer-public": must_be(
        "endpointType", "VPC", "PUBLIC", default="PUBLIC", wanted="one of VPC, VPC_ENDPOINT"
    ),
    "ssm-document-public": Case(
        bad=[
            (
                {"permissions": {"type": "Share", "account_ids": "All"}},
                'permissions.account_ids is "All".',
            )
        ],
        good=[{}, {"permissions": {"type": "Share", "account_ids": "123456789012"}}],
        unknown=[{"permissions": UNKNOWN}],
    ),
    "eks-node-ssh": Case(
        bad=[
            (
                {"remoteAccess": {"ec2SshKey": "key"}},
                "remoteAccess.sourceSecurityGroupIds is not set.",
            )
        ],
        good=[{}, {"remoteAccess": {"ec2SshKey": "key", "sourceSecurityGroupIds": ["sg-1"]}}],
        unknown=[{"remoteAccess": UNKNOWN}],
    ),
    "eks-private-endpoint": must_be_on("vpcConfig.endpointPrivateAccess"),
}

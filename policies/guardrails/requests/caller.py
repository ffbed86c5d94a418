"""Who makes the requests, and from where: a session of the role that deploys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..evaluation import Unknown
from ..evaluation.request import Value

# Stand-ins for ids that are not known yet. They are in no policy, so they match what any id would match that
# is in none either; `judged` tries the ids that are in one, too.
SOME_ACCOUNT = "000000000000"
SOME_ORGANIZATION = "o-0000000000"

_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov", "eusc-": "aws-eusc"}
# Served from one region for all: what their requests name as the region.
_HOMES = {
    "account": "us-east-1", "budgets": "us-east-1", "ce": "us-east-1", "cloudfront": "us-east-1",
    "cur": "us-east-1", "ecr-public": "us-east-1", "globalaccelerator": "us-west-2", "iam": "us-east-1",
    "networkmanager": "us-west-2", "organizations": "us-east-1", "route53": "us-east-1",
    "route53domains": "us-east-1", "savingsplans": "us-east-1", "shield": "us-east-1", "waf": "us-east-1",
}  # fmt: skip
# A session's properties that nobody sees in a plan: certain to be there, and perhaps there.
_UNSEEN = (
    "aws:CurrentTime", "aws:EpochTime", "aws:PrincipalOrgPaths", "aws:ResourceOrgPaths",
    "aws:TokenIssueTime", "aws:UserAgent", "aws:userid",
)  # fmt: skip
_PERHAPS = (
    "aws:FederatedProvider", "aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent", "aws:PrincipalTag/*",
    "aws:Referer", "aws:SourceIdentity", "aws:SourceIp", "aws:SourceVpc", "aws:SourceVpcArn",
    "aws:SourceVpce", "aws:VpcSourceIp", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Caller:
    """The role that deploys, in an account and a region. None stands for what is not known yet.

    `role` is the role's path and name, such as `OrganizationAccountAccessRole` or `ci/deploy`.
    """

    role: str
    account: str | None = None
    organization: str | None = None
    region: str | None = None

    @property
    def partition(self) -> str:
        """The partition of the region; `aws` where the region is not known."""
        region = self.region or ""
        return next((name for prefix, name in _PARTITIONS.items() if region.startswith(prefix)), "aws")

    @cached_property
    def principal(self) -> str:
        """The ARN that aws:PrincipalArn holds for a session of the role."""
        return f"arn:{self.partition}:iam::{self.account or SOME_ACCOUNT}:role/{self.role}"

    def region_of(self, service: str) -> str | None:
        """What aws:RequestedRegion is for a service: global ones answer in one region."""
        return _HOMES.get(service, self.region) if self.partition == "aws" else self.region

    @cached_property
    def context(self) -> Mapping[str, Value]:
        """The keys that every request carries but for the region.

        The session comes from sts:AssumeRole: it has neither the keys of a machine's credentials, nor those
        of a call by a service, of a root user or of a user.
        """
        organization = self.organization or SOME_ORGANIZATION
        return {
            **dict.fromkeys(_UNSEEN, Unknown()),
            **dict.fromkeys(_PERHAPS, Unknown(optional=True)),
            "aws:PrincipalIsAWSService": "false",
            "aws:PrincipalOrgID": organization,
            "aws:PrincipalType": "AssumedRole",
            "aws:ResourceAccount": self.account or SOME_ACCOUNT,
            "aws:ResourceOrgID": organization,
            "aws:SecureTransport": "true",
            "aws:ViaAWSService": "false",
        }

    @cached_property
    def fixed(self) -> Mapping[str, str]:
        """What ARNs name besides properties."""
        return {
            "partition": self.partition,
            "account": self.account or SOME_ACCOUNT,
            "region": self.region or "*",
        }

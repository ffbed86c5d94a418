"""Nothing is built in regions that nobody watches."""

from ..guardrail import Deny, Guardrail
from ..kinds import PolicyType
from ..settings import ROOT, Facts

# Services that AWS serves from one region for all, and the reads of others that consoles make everywhere.
# From the region-deny control of Control Tower, CT.MULTISERVICE.PV.1 (September 2026), with what it lacks of
# the services that landfall uses: cost data, identity store, tagging, and inference across regions.
GLOBAL = (
    "access-analyzer:*", "account:*", "acm:*", "artifact:*", "aws-marketplace:*", "aws-portal:*",
    "bcm-data-exports:*", "billing:*", "billingconductor:*", "budgets:*", "ce:*", "chatbot:*",
    "cloudfront:*", "cloudtrail:LookupEvents", "compute-optimizer:*", "config:*", "consolidatedbilling:*",
    "cost-optimization-hub:*", "cur:*", "devicefarm:*", "directconnect:*", "ec2:DescribeRegions",
    "ec2:DescribeTransitGateways", "ec2:DescribeVpnGateways", "ecr-public:*", "fms:*", "freetier:*",
    "globalaccelerator:*", "health:*", "iam:*", "identitystore:*", "importexport:*", "invoicing:*",
    "kms:*", "license-manager:ListReceivedLicenses", "lightsail:Get*", "networkmanager:*",
    "notifications:*", "notifications-contacts:*", "organizations:*", "payments:*", "pricing:*",
    "quicksight:DescribeAccountSubscription", "resource-explorer-2:*", "route53:*", "route53domains:*",
    "route53-recovery-cluster:*", "route53-recovery-control-config:*", "route53-recovery-readiness:*",
    "s3:CreateMultiRegionAccessPoint", "s3:DeleteMultiRegionAccessPoint",
    "s3:DescribeMultiRegionAccessPointOperation", "s3:GetAccountPublicAccessBlock",
    "s3:GetBucketLocation", "s3:GetBucketPolicyStatus", "s3:GetBucketPublicAccessBlock",
    "s3:GetMultiRegionAccessPoint*", "s3:GetStorageLensConfiguration", "s3:GetStorageLensDashboard",
    "s3:ListAllMyBuckets", "s3:ListMultiRegionAccessPoints", "s3:ListStorageLensConfigurations",
    "s3:PutAccountPublicAccessBlock", "s3:PutMultiRegionAccessPointPolicy", "savingsplans:*", "shield:*",
    "sso:*", "sts:*", "support:*", "supportapp:*", "supportplans:*", "sustainability:*",
    "tag:GetResources", "tax:*", "trustedadvisor:*", "vendor-insights:ListEntitledSecurityProfiles",
    "waf:*", "waf-regional:*", "wafv2:*",
)  # fmt: skip


def _denies(facts: Facts) -> list[Deny]:
    return [
        Deny(
            except_actions=GLOBAL,
            conditions={"StringNotEquals": {"aws:RequestedRegion": list(facts.regions)}},
        )
    ]


GUARDRAIL = Guardrail(
    id="approved-regions",
    type=PolicyType.SERVICE_CONTROL,
    why="What runs in a region that nobody watches is not seen, and data may lie where it must not.",
    fix="Build it in an approved region, or add the region to regions.approved.",
    units=(ROOT,),
    controls=("NIST-800-53 AC-4", "NIST-800-53 CM-7"),
    denies=_denies,
)

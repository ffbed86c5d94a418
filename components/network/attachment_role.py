"""The role through which spokes join a segment: it does what only the transit gateway's owner can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.segments import Segment
from components.shared.exports import OrganizationExports
from components.shared.iam import Kind, Statement, document
from components.shared.names import role_arn, role_name


@dataclass(frozen=True, kw_only=True)
class AttachmentRoleArgs:
    prefix: str  # of physical names
    region: str
    name: str  # the segment's
    segment: Segment  # whose networks join through the role
    organization: OrganizationExports
    route_table_arns: Mapping[str, pulumi.Output[str]]  # of every segment


class AttachmentRole(pulumi.ComponentResource):
    """Accepts attachments, associates them with the segment's table, and propagates them where it says.

    The deploy role of every account in the segment's units may assume it, and nobody else: an account can
    neither join another segment nor be seen by one that its own does not propagate to.
    """

    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: AttachmentRoleArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("landfall:network:AttachmentRole", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

        role = aws.iam.Role(
            name,
            # Guardrails of the organization name it.
            name=role_name(args.prefix, f"transit-{args.name}"),
            description=f"Joins networks to the segment {args.name} of the transit gateway",
            assume_role_policy=document(Kind.TRUST, [_trust(args)]),
            max_session_duration=3600,
            opts=child,
        )
        aws.iam.RolePolicy(
            f"{name}-policy", role=role.name, policy=document(Kind.ROLE, _permissions(args)), opts=child
        )

        self.arn = role.arn
        self.register_outputs({"arn": self.arn})


def _trust(args: AttachmentRoleArgs) -> Statement:
    deployer = args.organization.account_role.apply(lambda name: role_arn("*", name))
    return Statement(
        sid="DeployRolesOfTheUnits",
        principals={"AWS": ["*"]},
        reason="a spoke may be in any account of the units, which the conditions say",
        actions=["sts:AssumeRole"],
        conditions={
            "StringEquals": {"aws:PrincipalOrgID": args.organization.organization_id},
            "ForAnyValue:StringLike": {
                "aws:PrincipalOrgPaths": [_below(args, chain) for chain in args.segment.chains()]
            },
            "ArnLike": {"aws:PrincipalArn": deployer},
        },
    )


def _below(args: AttachmentRoleArgs, chain: Sequence[str]) -> pulumi.Output[str]:
    """The organization paths of all accounts in a unit and in those below it."""

    def path(organization: str, root: str, units: Mapping[str, str]) -> str:
        for each in chain:
            if each not in units:
                raise pulumi.RunError(
                    f"segment {args.name} names the unit {each}, which the organization does not have yet: "
                    f"deploy the stack that builds the organization first"
                )
        return "/".join([organization, root, *(units[each] for each in chain), "*"])

    known = args.organization
    return pulumi.Output.all(known.organization_id, known.root_id, known.unit_ids).apply(
        lambda values: path(*values)
    )


def _permissions(args: AttachmentRoleArgs) -> Sequence[Statement]:
    # An attachment belongs to the account of its network, and its id is known only once it is there.
    attachments = f"arn:aws:ec2:{args.region}:*:transit-gateway-attachment/*"
    own = args.route_table_arns[args.name]
    learning = [args.route_table_arns[target] for target in args.segment.propagates_to]
    return [
        Statement(
            sid="Accept",
            actions=["ec2:AcceptTransitGatewayVpcAttachment", "ec2:CreateTags", "ec2:DeleteTags"],
            resources=[attachments],
        ),
        Statement(
            sid="Associate",
            actions=[
                "ec2:AssociateTransitGatewayRouteTable",
                "ec2:DisassociateTransitGatewayRouteTable",
            ],
            resources=[own, attachments],
        ),
        *(
            [
                Statement(
                    sid="Propagate",
                    actions=[
                        "ec2:DisableTransitGatewayRouteTablePropagation",
                        "ec2:EnableTransitGatewayRouteTablePropagation",
                    ],
                    resources=[*learning, attachments],
                )
            ]
            if learning
            else []
        ),
        Statement(
            sid="ReadTables",
            actions=[
                "ec2:GetTransitGatewayRouteTableAssociations",
                "ec2:GetTransitGatewayRouteTablePropagations",
            ],
            resources=[own, *(table for table in learning if table is not own)],
        ),
        Statement(
            sid="Describe",
            actions=[
                "ec2:DescribeTransitGatewayAttachments",
                "ec2:DescribeTransitGatewayRouteTables",
                "ec2:DescribeTransitGatewayVpcAttachments",
                "ec2:DescribeTransitGateways",
            ],
            resources=["*"],
            reason="EC2 knows no resources for these actions",
        ),
    ]

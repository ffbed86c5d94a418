"""The role through which a spoke's stack does what only the owner of the transit gateway can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.shared.iam import Kind, Statement, document
from components.shared.names import role_arn, role_name


@dataclass(frozen=True, kw_only=True)
class AttachmentRoleArgs:
    prefix: str  # of physical names
    region: str
    organization_id: pulumi.Output[str]
    account_role: pulumi.Output[str]  # name of the role that stacks deploy through, in every account
    route_table_arns: Sequence[pulumi.Output[str]]  # the only tables that it may touch


class AttachmentRole(pulumi.ComponentResource):
    """Accepts attachments, and associates, propagates and routes them in the hub's route tables.

    The deploy role of every account of the organization may assume it, and nobody else. It can neither make
    nor delete gateways, tables or attachments.
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
            name=role_name(args.prefix, "transit-attachment"),
            description="Joins spokes to their segment of the transit gateway",
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
    return Statement(
        sid="DeployRolesOfTheOrganization",
        principals={"AWS": ["*"]},
        reason="a spoke may be in any account of the organization, which the conditions say",
        actions=["sts:AssumeRole"],
        conditions={
            "StringEquals": {"aws:PrincipalOrgID": args.organization_id},
            "ArnLike": {"aws:PrincipalArn": args.account_role.apply(lambda name: role_arn("*", name))},
        },
    )


def _permissions(args: AttachmentRoleArgs) -> list[Statement]:
    # An attachment belongs to the account of its network, and its id is known only once it is there.
    attachments = f"arn:aws:ec2:{args.region}:*:transit-gateway-attachment/*"
    return [
        Statement(
            sid="Accept",
            actions=["ec2:AcceptTransitGatewayVpcAttachment", "ec2:CreateTags", "ec2:DeleteTags"],
            resources=[attachments],
        ),
        Statement(
            sid="Route",
            actions=[
                "ec2:AssociateTransitGatewayRouteTable",
                "ec2:CreateTransitGatewayRoute",
                "ec2:DeleteTransitGatewayRoute",
                "ec2:DisableTransitGatewayRouteTablePropagation",
                "ec2:DisassociateTransitGatewayRouteTable",
                "ec2:EnableTransitGatewayRouteTablePropagation",
                "ec2:ReplaceTransitGatewayRoute",
            ],
            resources=[*args.route_table_arns, attachments],
        ),
        Statement(
            sid="ReadTables",
            actions=[
                "ec2:GetTransitGatewayRouteTableAssociations",
                "ec2:GetTransitGatewayRouteTablePropagations",
                "ec2:SearchTransitGatewayRoutes",
            ],
            resources=list(args.route_table_arns),
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

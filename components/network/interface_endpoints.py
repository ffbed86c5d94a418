"""Interface endpoints: AWS services under addresses of the network itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.endpoints import EndpointService, endpoint_services
from components.shared.iam import ANYONE, Kind, Statement, document


@dataclass(frozen=True, kw_only=True)
class InterfaceEndpointsArgs:
    services: Sequence[str]  # names as in `endpoint_services`
    vpc_id: pulumi.Input[str]
    callers: str  # the range that may call
    region: str
    organization_id: pulumi.Output[str]
    subnet_ids: Mapping[str, pulumi.Input[str]]  # by zone


class InterfaceEndpoints(pulumi.ComponentResource):
    """An endpoint for each service, in every zone, under the service's usual names.

    Callers reach them by HTTPS, and only for what workloads do, with credentials of the organization.
    """

    arns: dict[str, pulumi.Output[str]]  # by service

    def __init__(
        self, name: str, args: InterfaceEndpointsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("landfall:network:InterfaceEndpoints", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

        group = aws.ec2.SecurityGroup(
            name,
            description="HTTPS to AWS services",
            vpc_id=args.vpc_id,
            tags={"Name": name},
            opts=child,
        )
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-https",
            description="HTTPS from the network",
            security_group_id=group.id,
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            cidr_ipv4=args.callers,
            tags={"Name": f"{name}-https"},
            opts=child,
        )
        known = endpoint_services()
        self.arns = {}
        for service in args.services:
            self.arns[service] = aws.ec2.VpcEndpoint(
                f"{name}-{service}",
                vpc_id=args.vpc_id,
                vpc_endpoint_type="Interface",
                service_name=f"com.amazonaws.{args.region}.{service}",
                subnet_ids=list(args.subnet_ids.values()),
                security_group_ids=[group.id],
                private_dns_enabled=True,
                policy=document(Kind.ENDPOINT, [_statement(known[service], args.organization_id)]),
                tags={"Name": f"{name}-{service}"},
                opts=child,
            ).arn
        self.register_outputs({"arns": self.arns})


def _statement(service: EndpointService, organization_id: pulumi.Output[str]) -> Statement:
    keys = ("aws:PrincipalOrgID", *(("aws:ResourceOrgID",) if service.ours else ()))
    return Statement(
        sid="OurPrincipalsToOurData" if service.ours else "OurPrincipals",
        principals=ANYONE,
        reason="an endpoint policy only narrows what identity and resource policies already allow",
        actions=service.actions,
        resources=["*"],
        conditions={"StringEquals": dict.fromkeys(keys, organization_id)},
    )

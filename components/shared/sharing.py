"""Resources that every account of the organization may use."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws


def share_with_organization(
    name: str,
    physical_name: str,
    arns: Mapping[str, pulumi.Input[str]],
    organization_arn: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """Share the resources, by key, with the organization and nobody outside.

    The physical name is what people see in every account.
    """
    share = aws.ram.ResourceShare(name, name=physical_name, allow_external_principals=False, opts=opts)
    for key, arn in arns.items():
        aws.ram.ResourceAssociation(
            f"{name}-{key}", resource_arn=arn, resource_share_arn=share.arn, opts=opts
        )
    aws.ram.PrincipalAssociation(
        f"{name}-organization", principal=organization_arn, resource_share_arn=share.arn, opts=opts
    )

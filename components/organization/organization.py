"""The organization: what it trusts and enables, its units, its accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import guardrails.organization
import pulumi
import pulumi_aws as aws
from guardrails.packing import PackedPolicy

from components.config.organization import OrganizationSettings
from components.organization.account import Account, AccountArgs
from components.organization.guardrails import Guardrails, GuardrailsArgs
from components.organization.units import Units, UnitsArgs
from components.shared.exports import OrganizationExports

RAM = "ram.amazonaws.com"


@dataclass(frozen=True, kw_only=True)
class OrganizationArgs:
    settings: OrganizationSettings  # decided in the stack file
    units: guardrails.organization.Units  # the tree, from the shared facts
    accounts: Mapping[str, guardrails.organization.Account]  # by key, from the shared facts
    policies: Sequence[PackedPolicy] = ()  # the guardrails, packed from the shared facts


class Organization(pulumi.ComponentResource):
    """An organization with all features, its tree of units, an `Account` for every other account's key, the
    guardrails' policies, and the accounts that administer services for all.

    The management account is the one that makes the organization, so it is no resource here.
    """

    exports: OrganizationExports

    def __init__(self, name: str, args: OrganizationArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:organization:Organization", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

        organization = aws.organizations.Organization(
            name,
            feature_set="ALL",
            aws_service_access_principals=list(args.settings.service_access),
            enabled_policy_types=[kind.value for kind in args.settings.policy_types],
            opts=pulumi.ResourceOptions(parent=self, protect=True, retain_on_delete=True),
        )
        after = pulumi.ResourceOptions(parent=self, depends_on=[organization])
        if args.settings.central_root_access:
            aws.iam.OrganizationsFeatures(
                f"{name}-root-access",
                enabled_features=["RootCredentialsManagement", "RootSessions"],
                opts=after,
            )
        if RAM in args.settings.service_access:
            # Trusted access alone lets RAM see the organization; this lets it share without invitations.
            aws.ram.SharingWithOrganization(f"{name}-sharing", opts=after)

        root_id = organization.roots.apply(lambda roots: cast(str, roots[0].id))
        units = Units(f"{name}-units", UnitsArgs(units=args.units, root_id=root_id), child)
        account_ids: dict[str, pulumi.Input[str]] = {}
        for key, account in args.accounts.items():
            if account.unit is None:
                account_ids[key] = account.id or organization.master_account_id
                continue
            account_ids[key] = Account(
                key,
                AccountArgs(
                    account=account, unit_id=units.unit_ids[account.unit], role=args.settings.account_role
                ),
                child,
            ).account_id

        if args.policies:
            Guardrails(
                f"{name}-guardrails",
                GuardrailsArgs(
                    policies=args.policies, root_id=root_id, unit_ids=units.unit_ids, after=organization
                ),
                child,
            )
        for service, key in args.settings.delegated_administrators.items():
            aws.organizations.DelegatedAdministrator(
                service, account_id=account_ids[key], service_principal=service, opts=after
            )

        self.exports = OrganizationExports(
            organization_id=organization.id,
            organization_arn=organization.arn,
            root_id=root_id,
            unit_ids=pulumi.Output.all(**units.unit_ids),
            account_ids=pulumi.Output.all(**account_ids),
            account_role=pulumi.Output.from_input(args.settings.account_role),
        )
        self.register_outputs(vars(self.exports))

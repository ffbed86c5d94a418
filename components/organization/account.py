"""A member account."""

from __future__ import annotations

from dataclasses import dataclass

import guardrails.organization
import pulumi
import pulumi_aws as aws

from components.shared.tags import account_tags


@dataclass(frozen=True, kw_only=True)
class AccountArgs:
    account: guardrails.organization.Account  # as the shared facts describe it
    unit_id: pulumi.Input[str]  # the organizational unit, or the root
    role: str  # through which the management account enters it


class Account(pulumi.ComponentResource):
    """An account that outlives every mistake made here.

    Its identity is its key in the shared facts. Another unit moves it. Nothing replaces it: the provider can
    change neither e-mail nor role in place and would make a new account for a new name, so a later change of
    these is left alone here (do it in the account itself, then in the file). Removing the key makes Pulumi
    forget the account and not close it; `protect` has to be taken off first.
    """

    account_id: pulumi.Output[str]

    def __init__(self, name: str, args: AccountArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:organization:Account", name, None, opts)

        account = aws.organizations.Account(
            name,
            name=args.account.name,
            email=args.account.email,
            parent_id=args.unit_id,
            role_name=args.role,
            # Teams see their own costs; which of them is a question for IAM.
            iam_user_access_to_billing="ALLOW",
            close_on_deletion=False,
            tags=account_tags(args.account),
            opts=pulumi.ResourceOptions(
                parent=self,
                protect=True,
                retain_on_delete=True,
                ignore_changes=["email", "iam_user_access_to_billing", "name", "role_name"],
                import_=args.account.id,
            ),
        )

        self.account_id = account.id
        self.register_outputs({"account_id": self.account_id})

"""One explicit AWS provider for each account that a stack deploys to: nothing can land in another account."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from components.config.settings import Settings
from components.shared.exports import HubExports, OrganizationExports
from components.shared.names import role_arn
from components.shared.references import Stacks, entry


class Providers:
    """Providers by account key, each made when it is first asked for.

    The management account is deployed to with the caller's own credentials. Every other account is entered
    through its account role, which trusts the management account. The provider refuses to work if the
    credentials turn out to be another account's.
    """

    def __init__(self, settings: Settings, stacks: Stacks) -> None:
        self._settings = settings
        self._stacks = stacks
        self._made: dict[str, aws.Provider] = {}

    @property
    def of_stack(self) -> aws.Provider:
        """The provider of the account that the stack belongs to."""
        return self.of_account(self._settings.account)

    def of_account(self, key: str) -> aws.Provider:
        """The provider of an account, in the home region."""
        if key not in self._made:
            self._made[key] = self._make(key, self.account_id(key), self._way_into(key))
        return self._made[key]

    def into_hub(self, segment: str) -> aws.Provider | None:
        """What joins a network to a segment: the stack's account, and from there the segment's role.

        None where the stack builds the hub itself, and so is in its account already.
        """
        if self._settings.transit is not None:
            return None
        hub = self._stacks.read(HubExports)
        role = entry(hub.attachment_role_arns, segment, "a role to join the segment")
        way = [*self._way_into(self._settings.account), role]
        return self._make("hub-attachment", hub.hub_account_id, way)

    def account_id(self, key: str) -> pulumi.Output[str]:
        """The id of an account: written down where it was adopted, else what the organization made."""
        if written := self._settings.accounts[key].id:
            return pulumi.Output.from_input(written)
        return entry(self._stacks.read(OrganizationExports).account_ids, key, "the id of account")

    def _way_into(self, key: str) -> list[pulumi.Output[str]]:
        if self._settings.accounts[key].unit is None:  # the management account
            return []
        name = self._stacks.read(OrganizationExports).account_role
        return [pulumi.Output.all(self.account_id(key), name).apply(lambda both: role_arn(both[0], both[1]))]

    def _make(
        self, name: str, account_id: pulumi.Output[str], roles: list[pulumi.Output[str]]
    ) -> aws.Provider:
        # The session's name is what CloudTrail shows as the caller.
        session = f"{pulumi.get_project()}-{pulumi.get_stack()}"
        return aws.Provider(
            name,
            region=self._settings.regions.home,
            allowed_account_ids=[account_id],
            assume_roles=[{"role_arn": role, "session_name": session} for role in roles] or None,
            default_tags={"tags": self._settings.default_tags()},
        )

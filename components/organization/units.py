"""The tree of organizational units."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
from guardrails.organization import SEPARATOR, parent_of
from guardrails.organization import Units as UnitTree


@dataclass(frozen=True, kw_only=True)
class UnitsArgs:
    units: UnitTree
    root_id: pulumi.Input[str]


class Units(pulumi.ComponentResource):
    """An organizational unit for each path of the tree, named by its path.

    A unit has no other identity than its path: renaming one makes a new unit, moves the accounts there, and
    removes the old one, which AWS refuses as long as an account is in it.
    """

    unit_ids: dict[str, pulumi.Output[str]]  # by path

    def __init__(self, name: str, args: UnitsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:organization:Units", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

        self.unit_ids = {}
        for path in args.units.paths():
            parent = parent_of(path)
            self.unit_ids[path] = aws.organizations.OrganizationalUnit(
                path,
                name=path.rpartition(SEPARATOR)[2],
                parent_id=args.root_id if parent is None else self.unit_ids[parent],
                opts=child,
            ).id

        self.register_outputs({"unit_ids": self.unit_ids})

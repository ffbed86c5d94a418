"""Reports of previews, drawn by hand: only what the proof reads of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from estate.proof import tokens
from estate.proof.model import Network
from estate.proof.planned import Planned, planned
from estate.proof.read import read_network

EVERYWHERE = "0.0.0.0/0"
ALL = {"protocol": "-1", "fromPort": 0, "toPort": 0, "action": "allow"}


class Sketch:
    """Resources by stack; every one is made in `plan.py`, on a line of its own."""

    def __init__(self) -> None:
        self.entries: dict[str, list[dict[str, Any]]] = {}

    def add(
        self,
        stack: str,
        type_: str,
        name: str,
        inputs: Mapping[str, Any],
        *,
        outputs: Mapping[str, Any] | None = None,
        dependencies: Mapping[str, list[str]] | None = None,
        id_: str | None = None,
    ) -> str:
        """Add a resource; its id is returned, made of stack and name where it is not given."""
        identifier = id_ if id_ is not None else f"{type_.rpartition(':')[2]}-{stack}-{name}"
        entry = {
            "urn": f"urn:pulumi:{stack}::sketch::{type_}::{name}",
            "type": type_,
            "name": name,
            "id": identifier,
            "provider": f"provider of {stack}",
            "inputs": dict(inputs),
            "outputs": {**inputs, **(outputs or {})},
            "property_dependencies": dict(dependencies or {}),
            "source": {"file": "plan.py", "line": 1 + sum(map(len, self.entries.values()))},
        }
        self.entries.setdefault(stack, []).append(entry)
        return identifier

    def find(self, stack: str, name: str) -> dict[str, Any]:
        """The only resource of that name in a stack."""
        found = [entry for entry in self.entries[stack] if entry["name"] == name]
        assert len(found) == 1, f"{len(found)} resources of {stack} are named {name}"
        return found[0]

    def change(self, stack: str, name: str, **inputs: Any) -> None:
        """Give a resource other inputs."""
        entry = self.find(stack, name)
        entry["inputs"] |= inputs
        entry["outputs"] |= inputs

    def remove(self, stack: str, name: str) -> None:
        """Plan it no more."""
        self.entries[stack].remove(self.find(stack, name))

    def report(self) -> dict[str, Any]:
        """What a preview would write."""
        return {"stacks": [{"stack": name, "resources": each} for name, each in self.entries.items()]}

    def planned(self) -> Planned:
        """Its resources as the proof reads them."""
        return planned(self.report())

    def network(self, *on_premises: str) -> Network:
        """Its network as the proof models it."""
        return read_network(self.planned(), on_premises)

    def vpc(self, stack: str, name: str, cidr: str, **inputs: Any) -> str:
        """A VPC, with the ids of what AWS makes along with it."""
        identifier = f"Vpc-{stack}-{name}"
        own = {
            "mainRouteTableId": f"main-{identifier}",
            "defaultRouteTableId": f"main-{identifier}",
            "defaultNetworkAclId": f"acl-{identifier}",
        }
        return self.add(stack, tokens.VPC[0], name, {"cidrBlock": cidr, **inputs}, outputs=own)

    def subnet(self, stack: str, name: str, vpc: str, cidr: str, zone: str, **inputs: Any) -> str:
        """A subnet with a route table of its own, which has its name too."""
        tier = name.split("-")[0]
        given = {"vpcId": vpc, "cidrBlock": cidr, "availabilityZone": zone, "tags": {"tier": tier}, **inputs}
        subnet = self.add(stack, tokens.SUBNET[0], name, given)
        table = self.add(stack, tokens.ROUTE_TABLE, f"{name}-table", {"vpcId": vpc})
        association = {"subnetId": subnet, "routeTableId": table}
        self.add(stack, tokens.TABLE_ASSOCIATION, f"{name}-association", association)
        return subnet

    def route(self, stack: str, table: str, to: str, **target: str) -> None:
        """A route of the table of that name; without a target it is a blackhole."""
        given = {"routeTableId": self.find(stack, table)["id"], "destinationCidrBlock": to, **target}
        self.add(stack, tokens.ROUTE, f"{table}-to-{to}", given)

    def acl(
        self,
        stack: str,
        name: str,
        vpc: str,
        subnets: list[str],
        *,
        ingress: list[dict[str, Any]] | None = None,
        egress: list[dict[str, Any]] | None = None,
    ) -> str:
        """A network ACL; without rules given it lets everything pass."""
        given = {
            "vpcId": vpc,
            "subnetIds": subnets,
            "ingress": list(_numbered(ingress)),
            "egress": list(_numbered(egress)),
        }
        return self.add(stack, tokens.ACL, name, given)


def _numbered(rules: list[dict[str, Any]] | None) -> Iterator[dict[str, Any]]:
    for number, rule in enumerate([{}] if rules is None else rules):
        yield {**ALL, "cidrBlock": EVERYWHERE, "ruleNo": 100 + number, **rule}


def tcp(first: int, last: int | None = None, cidr: str = EVERYWHERE, action: str = "allow") -> dict[str, Any]:
    """A rule of a network ACL about TCP ports."""
    last = first if last is None else last
    return {"protocol": "tcp", "fromPort": first, "toPort": last, "cidrBlock": cidr, "action": action}

"""The network of the planned estate, as the proof walks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .filters import Filter
from .packets import EVERY_FOUR, Packets
from .planned import Resource
from .spans import Spans
from .tables import Route, Table, TransitTable


@dataclass(slots=True, eq=False)
class Subnet:
    """A subnet with what judges its packets."""

    resource: Resource
    vpc: Vpc
    addresses: Spans
    zone: str
    tier: str
    public: bool  # whether what is launched here gets a public address
    table: Table
    associated: bool = True  # False: it has its VPC's main table, since nobody gave it one
    acl_in: Filter | None = None  # None: everything passes
    acl_out: Filter | None = None

    @property
    def label(self) -> str:
        """What a person calls it."""
        return f"subnet {self.resource.label}"


@dataclass(slots=True, eq=False)
class Vpc:
    """A VPC."""

    resource: Resource
    addresses: Spans
    local: tuple[Route, ...]  # within the VPC, one for each range
    main: Table
    subnets: list[Subnet] = field(default_factory=list)
    gateway: str = ""  # URN of its internet gateway
    egress: str = ""  # URN of its egress-only internet gateway
    edge: Table | None = None  # of its internet gateway
    attachments: list[Attachment] = field(default_factory=list)
    blocked: Resource | None = None  # what blocks its internet gateway
    blocks_egress: bool = False

    def holding(self, addresses: Spans) -> Iterator[tuple[Subnet, Spans]]:
        """The subnets that have some of these addresses, with those."""
        for subnet in self.subnets:
            common = subnet.addresses & addresses
            if common:
                yield subnet, common


@dataclass(slots=True, eq=False)
class Attachment:
    """Something attached to a transit gateway."""

    resource: Resource
    gateway: str  # URN
    kind: str  # vpc, on-premises, firewall, peering
    vpc: Vpc | None = None
    subnets: dict[str, Subnet] = field(default_factory=dict)  # by zone
    appliance: bool = False
    references_groups: bool = False
    six: bool = False  # whether it carries IPv6
    firewall: str = ""  # URN
    table: dict[str, tuple[TransitTable, Resource | None]] = field(default_factory=dict)
    """By the gateway that looks into it; a peering has one on either side."""

    @property
    def zones(self) -> tuple[str, ...]:
        """Where it has an interface."""
        return tuple(sorted(self.subnets))


@dataclass(frozen=True, slots=True, eq=False)
class Nat:
    """A NAT gateway; a regional one lies in no subnet and has a table of its own."""

    resource: Resource
    vpc: Vpc
    subnet: Subnet | None
    table: Table
    public: bool

    @property
    def addresses(self) -> Spans:
        """Where its own address lies."""
        return (self.subnet.addresses if self.subnet else self.vpc.addresses) & EVERY_FOUR


@dataclass(frozen=True, slots=True, eq=False)
class Firewall:
    """A network firewall: endpoints in a VPC by zone, or none where the transit gateway has it."""

    resource: Resource
    endpoints: dict[str, Subnet]
    stateless: Filter
    stateful: Filter


@dataclass(frozen=True, slots=True, eq=False)
class Endpoint:
    """Something with an address that traffic starts from or ends at.

    Without `resource` it is whatever may be put into the subnet. `groups` are the security groups that judge
    it, None where nobody knows them and so none counts.
    """

    subnet: Subnet
    addresses: Spans
    resource: Resource | None = None
    groups: tuple[str, ...] | None = None
    public: bool = False

    @property
    def label(self) -> str:
        """What a person calls it."""
        return self.resource.label if self.resource else self.subnet.label


@dataclass(frozen=True, slots=True, eq=False)
class Forward:
    """What a listener of a load balancer passes on to the targets of a target group."""

    balancer: Resource
    listener: Resource
    called: int  # the port that callers call
    udp: bool
    group: Resource
    targets: tuple[tuple[Endpoint, int], ...]  # with the port that they are called on
    health: int | None  # the port of health checks, None for that of the traffic
    keeps_callers: bool  # whether targets see the callers' addresses instead of the balancer's


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A security group."""

    resource: Resource
    ingress: tuple[GroupRule, ...]
    egress: tuple[GroupRule, ...]


@dataclass(frozen=True, slots=True, eq=False)
class GroupRule:
    """An allow rule; it names addresses, or the group that the other side wears."""

    traffic: Packets  # without addresses
    addresses: Spans
    group: str
    text: str
    resource: Resource


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Something planned that the model does not cover, or could not read."""

    text: str
    urn: str
    stack: str
    decisive: bool
    """Whether packets may pass or be stopped by it, so that no proof is complete."""


@dataclass(slots=True, eq=False)
class Network:
    """Everything, by URN."""

    vpcs: dict[str, Vpc] = field(default_factory=dict)
    subnets: dict[str, Subnet] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    transit_tables: dict[str, TransitTable] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    nats: dict[str, Nat] = field(default_factory=dict)
    firewalls: dict[str, Firewall] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    peerings: dict[str, tuple[Vpc, Vpc]] = field(default_factory=dict)
    gateways: dict[str, Resource] = field(default_factory=dict)  # transit gateways
    endpoints: list[Endpoint] = field(default_factory=list)
    forwards: list[Forward] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def gap(self, resource: Resource, text: str, *, decisive: bool = True) -> None:
        """Note what is not covered."""
        words = f"{resource.label} ({resource.type}): {text}"
        self.gaps.append(Gap(words, resource.urn, resource.stack, decisive))

    def of_stack(self, stack: str) -> Iterable[Subnet]:
        """The subnets of a stack."""
        return (subnet for subnet in self.subnets.values() if subnet.resource.stack == stack)

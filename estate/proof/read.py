"""The network of a report."""

from __future__ import annotations

from collections.abc import Iterable

from . import tokens
from .model import Network
from .planned import Planned
from .read_acls import read_acls
from .read_balancers import read_forwards
from .read_endpoints import read_endpoints
from .read_firewall import read_firewalls
from .read_gateways import read_gateways
from .read_groups import read_groups
from .read_managed import read_managed
from .read_routes import read_routes
from .read_transit import read_transit
from .read_vpc import read_vpcs


def read_network(planned: Planned, on_premises: Iterable[str] = ()) -> Network:
    """Everything that the planned resources say of the network; what could not be read is in its gaps.

    `on_premises` are the ranges that routers outside AWS announce, which no planned resource tells.
    """
    network = Network()
    read_vpcs(planned, network)
    read_routes(planned, network)
    read_gateways(planned, network)
    read_acls(planned, network)
    read_groups(planned, network)
    read_transit(planned, network, on_premises)
    read_firewalls(planned, network)
    read_endpoints(planned, network)
    read_managed(planned, network)
    read_forwards(planned, network)
    _not_modelled(planned, network)
    return network


def _not_modelled(planned: Planned, network: Network) -> None:
    for start, means in tokens.NOT_MODELLED.items():
        for type_ in sorted(planned.by_type):
            for resource in planned.all(type_) if type_.startswith(start) else ():
                network.gap(resource, f"not modelled: {means}")

"""The network: a transit hub, its way to the internet, and spokes that join it."""

from components.network.egress import Egress, EgressArgs
from components.network.hub import TransitHub, TransitHubArgs
from components.network.shared_endpoints import SharedEndpoints, SharedEndpointsArgs
from components.network.spoke import Spoke, SpokeArgs
from components.network.surroundings import Surroundings

__all__ = [
    "Egress",
    "EgressArgs",
    "SharedEndpoints",
    "SharedEndpointsArgs",
    "Spoke",
    "SpokeArgs",
    "Surroundings",
    "TransitHub",
    "TransitHubArgs",
]

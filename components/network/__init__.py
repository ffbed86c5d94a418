"""The network: a transit hub, and spokes that join it."""

from components.network.hub import TransitHub, TransitHubArgs
from components.network.spoke import Spoke, SpokeArgs

__all__ = ["Spoke", "SpokeArgs", "TransitHub", "TransitHubArgs"]

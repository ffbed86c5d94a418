"""Which actions, resource types and condition keys AWS has: the service authorization reference, as data."""

from .reference import Action, Reference, ResourceType, Service, reference

__all__ = ["Action", "Reference", "ResourceType", "Service", "reference"]

"""All resources of a stack, indexed once, and which of them belong together.

A companion (say the public-access block of a bucket) names its resource in a property. What that property
holds is followed in three ways: by the physical name where it is known, by the references that the engine
recorded for the property, and, where neither says anything, by both names hanging on the same unknown
thing.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pack.resource import Resource, Settings

if TYPE_CHECKING:
    from pack.rule import RuleSettings

# The properties under which a resource is known to others.
_NAMES = ("id", "arn", "bucket", "name", "clusterIdentifier", "zoneId")


class Stack:
    """The resources of one stack, by type and URN."""

    def __init__(self, resources: Iterable[Resource], settings: "RuleSettings | None" = None) -> None:
        self.resources = tuple(resources)
        self.settings = settings
        self._by_type: dict[str, list[Resource]] = defaultdict(list)
        self._by_urn = {resource.urn: resource for resource in self.resources}
        self._companions: dict[tuple[tuple[str, ...], str], _Companions] = {}
        for resource in self.resources:
            self._by_type[resource.type].append(resource)

    def under(self, settings: "RuleSettings") -> "Stack":
        """The same stack, sharing every index, as the rule with these settings reads it."""
        stack = object.__new__(Stack)
        stack.__dict__.update(self.__dict__)
        stack.settings = settings
        return stack

    def settings_as(self, model: type[Settings]) -> Settings:
        """The rule's settings by their own model; its defaults where the rule runs without any."""
        return self.settings if isinstance(self.settings, model) else model()

    def of(self, types: Iterable[str]) -> list[Resource]:
        """The resources of these types, in the order in which they were registered."""
        return [resource for token in types for resource in self._by_type.get(token, ())]

    def by_urn(self, urn: str) -> Resource | None:
        """The resource with this URN."""
        return self._by_urn.get(urn)

    def companions(self, target: Resource, types: Iterable[str], via: str) -> list[Resource]:
        """The resources of these types whose property at the path `via` names `target`."""
        key = (tuple(types), via)
        if key not in self._companions:
            self._companions[key] = _Companions(self.of(key[0]), via)
        return self._companions[key].of(target)


class _Companions:
    """Companions of some types, by what their naming property says."""

    def __init__(self, companions: list[Resource], via: str) -> None:
        self._by_text: dict[str, list[Resource]] = defaultdict(list)
        self._by_urn: dict[str, list[Resource]] = defaultdict(list)
        self._by_source: dict[tuple[str, ...], list[Resource]] = defaultdict(list)
        for companion in companions:
            name = companion.at(via)
            sources = companion.identity.property_dependencies.get(via.partition(".")[0], ())
            if name.text is not None:
                self._by_text[name.text].append(companion)
            for urn in sources or (companion.identity.dependencies if name.unknown else ()):
                self._by_urn[urn].append(companion)
            if name.unknown and sources:
                self._by_source[tuple(sorted(sources))].append(companion)

    def of(self, target: Resource) -> list[Resource]:
        found = list(self._by_urn.get(target.urn, ()))
        for name in _NAMES:
            value = target.at(name)
            if value.text is not None:
                found += self._by_text.get(value.text, ())
            sources = target.identity.property_dependencies.get(name, ())
            if value.unknown and sources:
                found += self._by_source.get(tuple(sorted(sources)), ())
        return list({id(companion): companion for companion in found}.values())

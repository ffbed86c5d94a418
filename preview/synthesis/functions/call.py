"""One call of a function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from preview.synthesis.places import Place
from preview.values import Value


@dataclass(frozen=True, slots=True)
class Call:
    """A function, its plain and known arguments, the place it looks at and its provider's inputs."""

    token: str
    arguments: Mapping[str, Value]
    place: Place
    provider: Mapping[str, Value]

    def text(self, name: str) -> str:
        """The argument `name` if it is text, else nothing."""
        value = self.arguments.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """The texts in the list argument `name`."""
        value = self.arguments.get(name)
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def filtered(self, name: str) -> list[str] | None:
        """The values that the `filters` argument allows for `name`; None if it does not speak of it."""
        filters = self.arguments.get("filters")
        for item in filters if isinstance(filters, list) else []:
            if isinstance(item, dict) and item.get("name") == name and isinstance(item.get("values"), list):
                return [value for value in item["values"] if isinstance(value, str)]
        return None

"""A resource as a rule sees it: its properties, and what is known about it besides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pack.facts import Shared
from pack.reader import Reader

if TYPE_CHECKING:
    from pack.rule import RuleSettings

Settings = TypeVar("Settings", bound="RuleSettings")
NOTHING_SHARED = Shared()


@dataclass(frozen=True, slots=True)
class Options:
    """The resource options that rules look at."""

    protect: bool = False
    ignore_changes: tuple[str, ...] = ()
    additional_secret_outputs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider instance that makes a resource; `inputs` reads its configuration, JSON texts decoded."""

    type: str
    name: str
    urn: str
    inputs: Reader


@dataclass(frozen=True, slots=True)
class Identity:
    """What a resource is called, and what it hangs on."""

    type: str = ""
    name: str = ""
    urn: str = ""
    options: Options = Options()
    provider: Provider | None = None
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Resource(Reader):
    """The reader of a resource's properties, with its identity and the settings of the rule that reads it."""

    __slots__ = ("identity", "settings", "shared")

    def __init__(
        self,
        properties: Mapping[str, Any],
        identity: Identity | None = None,
        settings: "RuleSettings | None" = None,
        shared: Shared | None = None,
    ) -> None:
        super().__init__(properties)
        self.identity = identity or Identity()
        self.settings = settings
        self.shared = shared or NOTHING_SHARED

    def under(self, settings: "RuleSettings", shared: Shared | None = None) -> "Resource":
        """The same resource, as the rule with these settings reads it where a project shares these facts."""
        return Resource(self.value, self.identity, settings, shared)

    def settings_as(self, model: type[Settings]) -> Settings:
        """The rule's settings by their own model; its defaults where the rule runs without any."""
        return self.settings if isinstance(self.settings, model) else model()

    @property
    def type(self) -> str:
        """The type token."""
        return self.identity.type

    @property
    def name(self) -> str:
        """The name that the program gave."""
        return self.identity.name

    @property
    def urn(self) -> str:
        """The resource's URN."""
        return self.identity.urn

    @property
    def options(self) -> Options:
        """The resource's options."""
        return self.identity.options

    @property
    def provider(self) -> Provider | None:
        """The provider instance, where the engine names one."""
        return self.identity.provider

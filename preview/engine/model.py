"""What a preview knows: resources, where they come from, and what was said about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from preview.values import Unknown, Value

Severity: TypeAlias = Literal["info", "warning", "error"]
Operation: TypeAlias = Literal["create", "import", "read", "exists"]


@dataclass(frozen=True, order=True, slots=True)
class SourcePosition:
    """A line of the project: `file` is relative to the project's directory, `line` counts from 1."""

    file: str
    line: int


@dataclass(frozen=True)
class Diagnostic:
    """A message about the run, by the program or by the engine; `urn` is empty if it is about no resource."""

    severity: Severity
    message: str
    urn: str = ""
    source: SourcePosition | None = None


@dataclass(kw_only=True, slots=True)
class Resource:
    """One resource of the previewed stack, as the real engine would hold it after the preview."""

    urn: str
    type: str
    name: str
    custom: bool  # managed by a provider; otherwise a component
    remote: bool = False  # a component whose children a plugin would make
    parent: str = ""  # URN
    provider: str = ""  # reference `urn::id`; empty for components and providers
    inputs: dict[str, Value] = field(default_factory=dict)  # after the provider's Check
    outputs: dict[str, Value] = field(default_factory=dict)
    id: str | Unknown | None = None  # None for components
    dependencies: list[str] = field(default_factory=list)  # URNs, sorted
    property_dependencies: dict[str, list[str]] = field(default_factory=dict)
    output_dependencies: dict[str, list[str]] = field(default_factory=dict)  # of a remote component's outputs
    aliases: list[str] = field(
        default_factory=list
    )  # URNs, sorted; those inherited from parents not included
    protect: bool = False
    retain_on_delete: bool = False
    deleted_with: str = ""  # URN
    ignore_changes: list[str] = field(default_factory=list)
    replace_on_changes: list[str] = field(default_factory=list)
    replace_with: list[str] = field(default_factory=list)  # URNs
    replacement_trigger: Value = None
    hide_diff: list[str] = field(default_factory=list)
    additional_secret_outputs: list[str] = field(default_factory=list)
    custom_timeouts: dict[str, float] = field(default_factory=dict)  # seconds by operation
    delete_before_replace: bool | None = None
    hooks: dict[str, list[str]] = field(default_factory=dict)  # names of hooks by moment, e.g. before_create
    external: bool = False  # read, not managed
    import_id: str = ""
    synthetic: tuple[str, ...] = ()  # paths of outputs whose value was made up
    source: SourcePosition | None = None  # the innermost line of the project that made it
    frames: tuple[SourcePosition, ...] = ()  # all lines of the project on the stack, innermost first
    op: Operation = "create"


@dataclass(frozen=True)
class StackOutputs:
    """The outputs of another stack; UNKNOWN as a whole where nothing about them is known.

    `secret_names` names the outputs that hold a secret, beside those whose value says so itself.
    """

    outputs: dict[str, Value] | Unknown
    secret_names: frozenset[str] = frozenset()


class EngineError(Exception):
    """Something the real engine would refuse as well; the message is for the user."""


class UnknownStack(EngineError):  # noqa: N818 - named for what the reference meets
    """A stack reference names a stack that does not exist."""

"""What a stack's program is configured with: the project's values, then the stack file's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .document import Document, Position
from .encoding import encoded, in_project
from .problems import KeyPath, Problem, dotted, named

PLACEHOLDER = "stand-in-for-a-secret"
"""What a `secure:` value reads as where nobody gave a stand-in."""


ENCRYPTED = "(encrypted)"
"""What a problem shows of a value that the file encrypts."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where one configuration key's value stands."""

    document: Document
    path: KeyPath


@dataclass(frozen=True, kw_only=True)
class StackConfiguration:
    """One stack's configuration, as PULUMI_CONFIG and PULUMI_CONFIG_SECRET_KEYS carry it.

    `file` and `project_file` are what messages call the stack's and the project's file.

    `values` has every key with its namespace (`aws:region`). `secure` holds the paths below which the file
    encrypts; their values in `values` are stand-ins. Paths start with the full key: `("a:b", "c", 0)`.
    """

    stack: str
    values: Mapping[str, str]
    secret_keys: frozenset[str]
    sources: Mapping[str, Source]
    secure: frozenset[KeyPath]
    file: str
    project_file: str

    def position(self, path: KeyPath) -> Position:
        """Where the path stands, or the closest key around it; the top of the stack's file if nowhere."""
        source = self._source(path)
        if source is None:
            return Position(self.file, 1, 1)
        # A key of the project file stands a line above the `value:` that gives its value.
        return source.document.position(
            source.path if len(path) > 1 else source.path[: len(("config", "key"))]
        )

    def written(self, path: KeyPath) -> str | None:
        """A scalar as the file has it, quotes included; None where there is none or it is encrypted."""
        source = self._source(path)
        if source is None or self.is_secure(path):
            return None
        return source.document.written(source.path)

    def is_secure(self, path: KeyPath) -> bool:
        """Whether the file encrypts the value at the path, or one that holds it."""
        return any(path[: len(known)] == known for known in self.secure)

    def problem(
        self, path: KeyPath, message: str, *, allowed: str, fix: str, given: str | None = None
    ) -> Problem:
        """A problem at the path; given as the file has it, unless said otherwise or encrypted."""
        source = self._source(path)
        place = self.position(path)
        if given is None:
            given = source.document.shown(source.path) if source else "nothing"
        return Problem(
            file=place.file,
            line=place.line if source else None,
            column=place.column if source else None,
            key=dotted(path),
            message=message,
            given=ENCRYPTED if self.is_secure(path) else given,
            allowed=allowed,
            fix=fix,
        )

    def _source(self, path: KeyPath) -> Source | None:
        source = self.sources.get(str(path[0])) if path else None
        return source and Source(document=source.document, path=(*source.path, *path[1:]))


def configure(
    *,
    project: str,
    project_file: str,
    stack: str,
    shared: Iterable[tuple[str, Source]],
    document: Document,
    secrets: Mapping[str, Any],
) -> tuple[StackConfiguration, list[Problem]]:
    """The stack's configuration, and what the CLI would refuse about it.

    A key of the stack file replaces the project's value as a whole. `shared` are the project's keys with the
    place of their value. `secrets` gives stand-ins for encrypted values by their path (`a:b.c`); a stand-in
    is text to the program, since decryption only ever yields text.
    """
    problems: list[Problem] = []
    values: dict[str, str] = {}
    sources: dict[str, Source] = {}
    secure: set[KeyPath] = set()
    stand_ins = {qualified(key, project): value for key, value in secrets.items()}

    for key, source in shared:
        _put(values, key, in_project(source.document.at(source.path)), source, problems)
        sources[key] = source
    for written_key, value in config_of(document, problems).items():
        source = Source(document=document, path=("config", written_key))
        stack_key = _stack_key(written_key)
        if stack_key is None:
            problems.append(_unqualified(document, written_key, project))
            continue
        _put(values, stack_key, _decrypted(value, (stack_key,), stand_ins, secure), source, problems)
        sources[stack_key] = source
    configuration = StackConfiguration(
        stack=stack,
        values=values,
        secret_keys=frozenset(str(path[0]) for path in secure),
        sources=sources,
        secure=frozenset(secure),
        file=document.name,
        project_file=project_file,
    )
    return configuration, problems


def config_of(document: Document, problems: list[Problem]) -> Mapping[str, Any]:
    """The file's `config:`; a wrong shape is one more problem."""
    top = document.value
    if not isinstance(top, dict):
        problems.append(
            document.problem(
                (),
                "The file is no mapping",
                allowed="config: and its keys",
                fix="Put the keys below config:.",
            )
        )
        return {}
    config = top.get("config")
    if isinstance(config, dict):
        return config
    if config is not None:
        problems.append(
            document.problem(
                ("config",),
                "config is no mapping",
                allowed="keys such as aws:region, each with its value",
                fix="Write the keys below config:, indented.",
            )
        )
    return {}


def qualified(key: str, project: str) -> str:
    """The key with a namespace: the project's where it has none."""
    return key if ":" in key.partition(".")[0] else f"{project}:{key}"


def _stack_key(key: str) -> str | None:
    """`a:b` for `a:b` and for the old form `a:config:b`; None for what the CLI does not accept."""
    parts = key.split(":")
    if len(parts) == 3 and parts[1] == "config":
        return f"{parts[0]}:{parts[2]}"
    return key if len(parts) == 2 else None


def _unqualified(document: Document, key: str, project: str) -> Problem:
    return document.problem(
        ("config", key),
        f"{named(key)} is no configuration key",
        key=dotted((key,)),
        given=named(key),
        allowed="<namespace>:<name>; in a stack file the namespace is never left out",
        fix=f"Write {project}:{key.replace(':', '-')}." if key else "Give the key a name.",
    )


def _decrypted(value: Any, path: KeyPath, stand_ins: Mapping[str, Any], secure: set[KeyPath]) -> Any:
    """The value with stand-ins for what is encrypted; notes the paths of those."""
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(value.get("secure"), str):
            secure.add(path)
            return encoded(stand_ins.get(dotted(path), PLACEHOLDER))
        return {key: _decrypted(item, (*path, key), stand_ins, secure) for key, item in value.items()}
    if isinstance(value, list):
        return [_decrypted(item, (*path, index), stand_ins, secure) for index, item in enumerate(value)]
    return value


def _put(values: dict[str, str], key: str, value: Any, source: Source, problems: list[Problem]) -> None:
    try:
        values[key] = encoded(value)
    except ValueError as error:
        problems.append(
            source.document.problem(
                source.path,
                f"The CLI cannot pass this value on: {error}",
                key=key,
                allowed="numbers that are finite",
                fix="Write a finite number, or quote the value.",
            )
        )

"""What a project file says about its program and about the configuration of all its stacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .configuration import Source, qualified
from .document import Document
from .nearest import did_you_mean, nearest
from .problems import KeyPath, Problem, dotted, named

_ATTRIBUTES = ("default", "description", "items", "secret", "type", "value")


@dataclass(frozen=True, kw_only=True)
class Definition:
    """The project file, read.

    `toolchain` is empty where the file leaves the choice to the CLI. `values` and `required` are the keys of
    its `config:`, namespace included.
    """

    name: str
    runtime: str
    main: str
    virtualenv: str | None
    toolchain: str
    stack_config_dir: str
    values: Mapping[str, Source]
    required: Mapping[str, KeyPath]


def define(document: Document) -> tuple[Definition, list[Problem]]:
    """Understand the project file, as far as that is possible, and say what the CLI would refuse."""
    problems: list[Problem] = []
    top: Mapping[str, Any] = document.value if isinstance(document.value, dict) else {}
    name = _text(document, ("name",), "a name for the project", "Add name: <project>.", problems)
    config = top.get("config")
    runtime, virtualenv, toolchain = _runtime(document, top.get("runtime"), problems)
    stack_config_dir = top.get("stackConfigDir")
    if isinstance(config, str):  # what stackConfigDir was called before the project could have configuration
        stack_config_dir, config = config, None
    values: dict[str, Source] = {}
    required: dict[str, KeyPath] = {}
    if config is not None and not isinstance(config, dict):
        problems.append(
            document.problem(
                ("config",),
                "config is no mapping",
                allowed="keys with a value: each",
                fix="Write the keys below config:, indented.",
            )
        )
        config = None
    for key, entry in (config or {}).items():
        _entry(document, name, key, entry, values, required, problems)
    problems += [
        document.problem(
            path,
            f"The key {text} is no text to the CLI, which refuses the file",
            given=text,
            allowed="keys that are text",
            fix=f'Quote the key: "{text}".',
        )
        for path, text in document.odd_keys.items()
    ]
    definition = Definition(
        name=name,
        runtime=runtime,
        main=top["main"] if isinstance(top.get("main"), str) else "",
        virtualenv=virtualenv,
        toolchain=toolchain,
        stack_config_dir=stack_config_dir if isinstance(stack_config_dir, str) else "",
        values=values,
        required=required,
    )
    return definition, problems


def _text(document: Document, path: KeyPath, allowed: str, fix: str, problems: list[Problem]) -> str:
    value = document.at(path)
    if isinstance(value, str) and value:
        return value
    problems.append(
        document.problem(
            path, f"The project file has no {path[-1]}", given="nothing", allowed=allowed, fix=fix
        )
        if value is None or value == ""
        else document.problem(path, f"{path[-1]} is no text", allowed=allowed, fix="Quote the value.")
    )
    return ""


def _runtime(document: Document, runtime: Any, problems: list[Problem]) -> tuple[str, str | None, str]:
    if isinstance(runtime, str) and runtime:
        return runtime, None, ""
    if not isinstance(runtime, dict):
        problems.append(
            document.problem(
                ("runtime",),
                "The project file has no runtime",
                given="nothing",
                allowed="a language such as python, or a mapping with name: and options:",
                fix="Add runtime: python.",
            )
        )
        return "", None, ""
    name = _text(document, ("runtime", "name"), "a language such as python", "Add name: python.", problems)
    virtualenv = document.at(("runtime", "options", "virtualenv"))
    toolchain = document.at(("runtime", "options", "toolchain"))
    return (
        name,
        virtualenv if isinstance(virtualenv, str) and virtualenv else None,
        toolchain if isinstance(toolchain, str) and toolchain != "auto" else "",
    )


def _entry(
    document: Document,
    project: str,
    key: str,
    entry: Any,
    values: dict[str, Source],
    required: dict[str, KeyPath],
    problems: list[Problem],
) -> None:
    full = qualified(key, project) if project else key
    path: KeyPath = ("config", key)
    if entry is not None and not isinstance(entry, dict):
        values[full] = Source(document=document, path=path)
        return
    attributes = entry or {}
    for attribute in attributes:
        if attribute not in _ATTRIBUTES:
            guess = nearest(attribute, _ATTRIBUTES)
            problems.append(
                document.problem(
                    (*path, attribute),
                    f"{named(attribute)} is no attribute of a configuration key" + did_you_mean(guess),
                    key=dotted((full, attribute)),
                    given=named(attribute),
                    allowed=", ".join(_ATTRIBUTES),
                    fix=f"Write {guess}." if guess else f"Put the value of {key} below value:.",
                )
            )
    given = [name for name in ("default", "value") if attributes.get(name) is not None]
    if len(given) == 2:
        problems.append(
            document.problem(
                path,
                "A configuration key has both default: and value:",
                key=full,
                given="default and value",
                allowed="one of the two",
                fix="Remove one of them.",
            )
        )
    if given:
        values[full] = Source(document=document, path=(*path, given[0]))
    elif ":" not in key or full.startswith(f"{project}:"):
        required[full] = path
    else:
        problems.append(
            document.problem(
                path,
                f"{full} has no value",
                key=full,
                given="nothing",
                allowed="value: for a key of another namespace",
                fix="Add value:, or move the key to the stack files.",
            )
        )

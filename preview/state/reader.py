"""Reading a file as `pulumi stack export` writes it; what is wrong with it is a problem with a remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from preview.engine import Resource
from preview.json_file import read_json
from preview.project.problems import Problem, ProblemsError
from preview.report.mask import secret_texts
from preview.state.graph import State
from preview.state.values import properties
from preview.urn import STACK_TYPE, is_provider, is_urn, parse_urn
from preview.values import Secret, Value, contains_unknown, plain

VERSIONS: Final = (3, 4)
"""Versions of the deployment that are read; 4 has the same resources and names features that it uses."""

EXPORT: Final = "pulumi stack export --file STATE.json"
_KINDS: Final[Mapping[str, tuple[type, str]]] = {
    "id": (str, "a text"),
    "parent": (str, "a text"),
    "provider": (str, "a text"),
    "inputs": (dict, "an object"),
    "outputs": (dict, "an object"),
    "dependencies": (list, "a list"),
    "propertyDependencies": (dict, "an object"),
    "additionalSecretOutputs": (list, "a list"),
    "aliases": (list, "a list"),
    "ignoreChanges": (list, "a list"),
    "customTimeouts": (dict, "an object"),
}


def read_state(path: Path, *, name: str) -> State:
    """The stack in the file at `path`, which messages call `name`; raises ProblemsError."""
    deployment = _deployment(
        read_json(path, name=name, expected="what pulumi stack export writes").content, name
    )
    written = deployment.get("resources")
    if written is None:
        written = []
    if not isinstance(written, list):
        raise ProblemsError([_problem(name, "deployment.resources", "is no list")])
    problems: list[Problem] = []
    resources: dict[str, Resource] = {}
    deleted = 0
    for index, each in enumerate(written):
        place = f"deployment.resources[{index}]"
        found = list(_problems(name, place, each))
        problems += found
        if found:
            continue
        if each.get("delete") is True:
            deleted += 1
            continue
        try:
            resources[each["urn"]] = _resource(each)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            reason = (
                "is nested too deeply" if isinstance(error, RecursionError) else "has a value of no meaning"
            )
            problems.append(_problem(name, place, reason, given=each["urn"]))
    if problems:
        raise ProblemsError(problems)
    project, stack = _names(resources, path)
    hidden = [
        value for each in resources.values() for value in (*each.inputs.values(), *each.outputs.values())
    ]
    return State(
        project=project,
        stack=stack,
        resources=resources,
        secrets=frozenset(text for value in hidden for text in _plain_secrets(value)),
        notes=tuple(_notes(deployment, deleted, any(map(contains_unknown, hidden)))),
    )


def _deployment(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    if "checkpoint" in content:
        raise ProblemsError(
            [_problem(name, "checkpoint", "is a backend's own file of a stack, not an export")]
        )
    version, deployment = content.get("version"), content.get("deployment")
    if version not in VERSIONS or isinstance(version, bool):
        allowed = f"version {' or '.join(map(str, VERSIONS))}"
        given = "no version" if version is None else f"version {version!r}"[:60]
        problem = _problem(name, "version", "is no deployment that can be read", given=given, allowed=allowed)
        raise ProblemsError([problem])
    if not isinstance(deployment, dict):
        raise ProblemsError([_problem(name, "deployment", "is no object")])
    return deployment


def _problems(name: str, place: str, written: Any) -> Iterator[Problem]:
    if not isinstance(written, dict):
        yield _problem(name, place, "is no object")
        return
    urn = written.get("urn")
    if not isinstance(urn, str) or not is_urn(urn):
        yield _problem(name, f"{place}.urn", "is no URN", given=str(urn)[:80])
    if not isinstance(written.get("type"), str):
        yield _problem(name, f"{place}.type", "is no type token")
    for key, (kind, words) in _KINDS.items():
        if written.get(key) is not None and not isinstance(written[key], kind):
            yield _problem(name, f"{place}.{key}", f"is not {words}", given=type(written[key]).__name__)


def _resource(written: Mapping[str, Any]) -> Resource:
    def texts(key: str) -> list[str]:
        return sorted(str(each) for each in written.get(key) or ())

    timeouts = written.get("customTimeouts") or {}
    external = written.get("external") is True
    return Resource(
        urn=written["urn"],
        type=written["type"],
        name=parse_urn(written["urn"]).name,
        custom=written.get("custom") is True,
        parent=written.get("parent") or "",
        provider=written.get("provider") or "",
        inputs=properties(written.get("inputs") or {}),
        outputs=_outputs(written),
        id=written.get("id") or None,
        dependencies=texts("dependencies"),
        property_dependencies={
            key: sorted(urns) for key, urns in (written.get("propertyDependencies") or {}).items() if urns
        },
        aliases=texts("aliases"),
        protect=written.get("protect") is True,
        retain_on_delete=written.get("retainOnDelete") is True,
        deleted_with=written.get("deletedWith") or "",
        ignore_changes=texts("ignoreChanges"),
        additional_secret_outputs=texts("additionalSecretOutputs"),
        custom_timeouts={key: float(value) for key, value in timeouts.items() if value},
        external=external,
        import_id=written.get("importID") or "",
        op="read" if external else "exists",
    )


def _outputs(written: Mapping[str, Any]) -> dict[str, Value]:
    outputs = properties(written.get("outputs") or {})
    # What a rule about the stack looks for: the engine gives it beside the outputs.
    if written.get("custom") is True and written.get("id") and not is_provider(written["type"]):
        outputs.setdefault("id", written["id"])
    return outputs


def _names(resources: Mapping[str, Resource], path: Path) -> tuple[str, str]:
    """Project and stack: every URN says them; of a file without any resource, its name has to do."""
    roots = [urn for urn, resource in resources.items() if resource.type == STACK_TYPE]
    for urn in (*roots, *resources):
        parsed = parse_urn(urn)
        return parsed.project, parsed.stack
    return "", path.stem


def _notes(deployment: Mapping[str, Any], deleted: int, hidden: bool) -> Iterator[str]:
    if deleted:
        yield f"left out, since about to be deleted: {deleted} resources"
    pending = deployment.get("pending_operations")
    if isinstance(pending, list) and pending:
        yield f"under way when the file was written: {len(pending)} operations; run pulumi refresh"
    if hidden:
        yield "what is encrypted in the file is not known; pulumi stack export --show-secrets has it judged"


def _plain_secrets(value: Value) -> Iterator[str]:
    if isinstance(value, Secret):
        if not contains_unknown(value):
            yield from secret_texts(plain(value))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _plain_secrets(item)
    elif isinstance(value, list):
        for item in value:
            yield from _plain_secrets(item)


def _problem(
    name: str, key: str, message: str, *, given: str = "", allowed: str = "a state of version 3"
) -> Problem:
    return Problem(
        file=name,
        line=None,
        column=None,
        key=key,
        message=message,
        given=given,
        allowed=allowed,
        fix=f"write the file with {EXPORT}",
    )

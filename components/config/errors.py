"""From pydantic's errors to problems that say where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from guardrails.refusal import Refusals, Refused
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from preview.project import (
    KeyPath,
    Problem,
    StackConfiguration,
    did_you_mean,
    named,
    nearest,
    resolve,
    spelled,
    value_at,
)

from .location import meant_key, walk
from .words import allowed, choices, fields_of, kind


def problems_of(
    error: ValidationError, *, annotation: Any, value: Any, path: KeyPath, where: StackConfiguration
) -> list[tuple[KeyPath, Problem]]:
    """The error's problems with their paths; `annotation` is the type that `value` at `path` was to have."""
    found: dict[KeyPath, tuple[KeyPath, Problem]] = {}
    entries = error.errors(include_url=False)
    meant = {meant_key(entry, annotation, value) for entry in entries}
    for entry in entries:
        if entry["type"] == "missing" and entry["loc"] in meant:
            continue  # it is there, misspelt
        for here, problem in _problems(entry, annotation, value, path, where):
            # Each member of a union complains on its own; one problem for the value says it all.
            found.setdefault((*here, problem.message) if _refusal(entry) else here, (here, problem))
    return list(found.values())


def refusal_problem(refused: Refused, path: KeyPath, where: StackConfiguration, value: Any = None) -> Problem:
    """A refusal of the value that stands at the path, or of a part of it."""
    here = (*path, *refused.at)
    return where.problem(
        here,
        refused.message,
        given=refused.given or _shown(here, value_at(value, refused.at), where),
        allowed=refused.allowed,
        fix=sentence(refused.fix),
    )


def unknown_key(
    path: KeyPath, names: Iterable[str], where: StackConfiguration, *, what: str, prefix: str = ""
) -> Problem:
    """A key that does not exist; `prefix` is what stands before all of these names."""
    key = str(path[-1]).removeprefix(prefix)
    known = list(names)
    close = nearest(key, known)
    guess = prefix + close if close else None
    problem = where.problem(
        path,
        f"{what} {named(prefix + key)} is unknown" + did_you_mean(guess),
        allowed=", ".join(known) or "no key",
        fix=f"Write {guess}." if guess else "Remove it, or use one of these.",
    )
    return replace(problem, given=named(prefix + key))  # the key is no secret, whatever it holds


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _problems(
    entry: Any, annotation: Any, value: Any, path: KeyPath, where: StackConfiguration
) -> Iterator[tuple[KeyPath, Problem]]:
    loc, annotation, field, given = walk(entry, annotation, value)
    here = (*path, *loc)
    refusal = _refusal(entry)
    if isinstance(refusal, Refusals):
        for one in refusal.refusals:
            yield (*here, *one.at), refusal_problem(one, here, where, given)
    elif isinstance(refusal, Refused):
        yield (*here, *refusal.at), refusal_problem(refusal, here, where, given)
    elif entry["type"] == "too_short" and len(given) >= entry["ctx"]["min_length"]:
        return  # long enough, but for entries that have a problem of their own
    elif entry["type"] == "missing":
        yield here, _missing(here, annotation, field, where)
    elif entry["type"] == "extra_forbidden":
        yield here, unknown_key(here, fields_of(annotation), where, what="The key")
    else:
        yield here, _unfit(entry, here, annotation, field, given, where)


def _refusal(entry: Any) -> Refused | Refusals | None:
    error = entry.get("ctx", {}).get("error")
    return error if isinstance(error, Refused | Refusals) else None


def _missing(here: KeyPath, annotation: Any, field: FieldInfo | None, where: StackConfiguration) -> Problem:
    key = str(here[-1])
    example = str(field.examples[0]) if field is not None and field.examples else None
    means = _description(field)
    words = allowed(annotation, field)
    return where.problem(
        here,
        f"{key} is missing",
        given="nothing",
        allowed=f"{words}: {means}" if means else words,
        fix=f"Add {key}, such as {key}: {example}" if example else f"Add {key}: with {words}.",
    )


def _unfit(
    entry: Any, here: KeyPath, annotation: Any, field: FieldInfo | None, given: Any, where: StackConfiguration
) -> Problem:
    words = allowed(annotation, field)
    means = _description(field)
    listed = choices(annotation)
    scalar = given is not None and not isinstance(given, dict | list)
    if listed and isinstance(given, str):
        guess = nearest(given, listed)
        message = f"{given} is not allowed" + did_you_mean(guess)
        return where.problem(
            here,
            message,
            given=_shown(here, given, where),
            allowed=words,
            fix=f"Write {guess}." if guess else f"Write one of {words}.",
        )
    if entry["type"] == "value_error":
        message, fix = str(entry["ctx"]["error"]), "Correct the value."
    elif _is_type_error(entry["type"]) and scalar and "text" in words:
        text = spelled(given)
        message, fix = f"{text} is {kind(given)} without quotes, not text", f'Quote it: "{text}".'
    elif _is_type_error(entry["type"]) or (listed and not isinstance(given, str)):
        expected = f"one of {words}" if listed else words
        message = f"{expected[:1].upper()}{expected[1:]} is expected, not {kind(given)}"
        fix = _other_type(given, words)
    else:
        message = f"{here[-1]} {_too(entry)}"
        fix = f"Write {words}."
    return where.problem(
        here,
        message,
        given=_shown(here, given, where),
        allowed=f"{words}: {means}" if means else words,
        fix=fix,
    )


def _too(entry: Any) -> str:
    """What a constraint says against the value."""
    context = entry.get("ctx", {})
    if "actual_length" in context:
        return f"has {_counted(context['actual_length'], 'entry', 'entries')}"
    if entry["type"] in ("string_too_short", "string_too_long"):
        length = len(str(entry["input"]).strip())
        return f"has {_counted(length, 'character', 'characters')}" if length else "is empty"
    bounds = (("ge", "is below"), ("gt", "is not above"), ("le", "is above"), ("lt", "is not below"))
    fits = next((f"{words} {context[name]}" for name, words in bounds if name in context), None)
    return fits or f"does not fit: {entry['msg']}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _shown(here: KeyPath, given: Any, where: StackConfiguration) -> str:
    """The value as the file has it; in words where no file has it, or where it is more than one."""
    if given is None or isinstance(given, dict | list):
        return kind(given)
    return where.written(here) or spelled(given) or "empty text"


def _is_type_error(name: str) -> bool:
    return name.endswith(("_type", "_parsing", "_from_float")) or name == "is_instance_of"


def _other_type(given: Any, words: str) -> str:
    if isinstance(given, str) and not isinstance(resolve(given), str) and given:
        return f"Write {given} without quotes." if "number" in words or "true" in words else f"Write {words}."
    if given is None and "a mapping" in words:
        return "Write what belongs into it, or {} for none; remove the key if it is not meant."
    return f"Write {words}."


def _description(field: FieldInfo | None) -> str:
    text = (field.description or "") if field is not None else ""
    first = text.split(". ")[0].strip().rstrip(".")
    return first[:1].lower() + first[1:] if first[1:2].islower() else first

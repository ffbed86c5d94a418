"""What is wrong with the pack's configuration: every problem at once, in words, and no stack trace."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from pack.suggest import did_you_mean


class ConfigurationError(Exception):
    """The configuration is wrong. `problems` says how, each one with its place and the remedy."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def problems_in(model: type[BaseModel], error: ValidationError, place: str) -> list[str]:
    """The problems that a model's validation found, each with its path below `place`."""
    return [_sentence(model, dict(problem), place) for problem in error.errors(include_url=False)]


def _sentence(model: type[BaseModel], problem: dict[str, Any], place: str) -> str:
    location = problem["loc"]
    path = _path(place, location)
    if problem["type"] == "extra_forbidden":
        known = sorted(_fields(model, location[:-1]))
        hint = did_you_mean(str(location[-1]), known)
        return f"{path}: there is no such setting.{hint} Known here: {', '.join(known)}."
    if problem["type"] == "missing":
        return f"{path}: it is required."
    if problem["type"] == "literal_error":
        allowed = problem["ctx"]["expected"]
        hint = did_you_mean(str(problem["input"]), re.findall("'([^']+)'", allowed))
        return f"{path}: it is {problem['input']!r}, but has to be {allowed}.{hint}"
    message = str(problem["msg"]).removeprefix("Value error, ")
    end = "" if message.endswith(("?", ".")) else "."
    return f"{path}: {message[:1].lower()}{message[1:]}{end}"


def _path(place: str, location: tuple[int | str, ...]) -> str:
    path = place
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    return path


def _fields(model: type[BaseModel], location: tuple[int | str, ...]) -> set[str]:
    """The field names at a place inside a model."""
    for step in location:
        field = next((f for n, f in model.model_fields.items() if step in (n, f.alias)), None)
        inner = field and _model_in(field.annotation)
        if inner:
            model = inner
    return {field.alias or name for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _model_in(argument):
            return found
    return None

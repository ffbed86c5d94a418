"""How a program failed: its message, the project's own lines, and the resource it was making."""

from __future__ import annotations

import linecache
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

_OWN_FOLDER = str(Path(__file__).parent)


def missing_program(program: Path, root: Path) -> dict[str, Any] | None:
    """The outcome of a project that has no program; None if there is one."""
    if program.is_file() or (program / "__main__.py").is_file():
        return None
    name = "the project" if program == root else repr(_relative(str(program), root) or str(program))
    what = "a folder without __main__.py" if program.is_dir() else "missing"
    return _raised(f"there is no program to run: {name} is {what}")


def describe(error: BaseException, root: Path) -> dict[str, Any]:
    """The outcome of a program that ended with an exception."""
    if isinstance(error, SystemExit):
        return _exited(error)
    if any(kind.__name__ == "RunError" for kind in type(error).__mro__):
        return _raised(str(error))
    chain = list(_chain(error))
    frames: list[dict[str, Any]] = []
    for link in chain:
        frames = list(_frames(link, root))
        if frames:
            break
    return _raised(_message(error), frames, _resource(chain))


def _raised(
    message: str, frames: list[dict[str, Any]] | None = None, resource: dict[str, str] | None = None
) -> dict[str, Any]:
    return {
        "kind": "raised",
        "exit_code": 1,
        "message": message,
        "frames": frames or [],
        "resource": resource,
    }


def _exited(error: SystemExit) -> dict[str, Any]:
    if error.code is None or error.code == 0:
        return {"kind": "finished", "exit_code": 0}
    if isinstance(error.code, int):
        return {"kind": "exited", "exit_code": error.code & 0xFF}
    return {**_raised(str(error.code)), "kind": "exited"}


def _message(error: BaseException) -> str:
    if isinstance(error, ModuleNotFoundError):
        return f"{error}; is it installed in {sys.prefix}?"
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    if type(error) is Exception:  # what the SDK makes of an answer of the engine
        return str(error)
    return "".join(traceback.format_exception_only(type(error), error)).strip()


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and what it was raised from, each once."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _frames(error: BaseException, root: Path) -> Iterator[dict[str, Any]]:
    """Lines of the project on the way to the error, the outermost first."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = frame.f_code.co_filename
        file = _relative(path, root)
        if file is not None:
            yield _frame(file, line, frame.f_code.co_name, linecache.getline(path, line))
    if isinstance(error, SyntaxError) and error.filename:
        file = _relative(error.filename, root)
        if file is not None:
            yield _frame(file, error.lineno or 1, "", error.text or "")


def _frame(file: str, line: int, function: str, text: str) -> dict[str, Any]:
    return {"file": file, "line": line, "function": function, "text": text.strip()}


def _relative(path: str, root: Path) -> str | None:
    """The path within the project; None for installed packages and these files."""
    if path.startswith("<"):  # no file, but code of the interpreter or of a string
        return None
    absolute = os.path.abspath(path)  # noqa: PTH100 - links must stay as the program wrote them
    if absolute.startswith(_OWN_FOLDER) or not Path(absolute).is_relative_to(root):
        return None
    relative = Path(absolute).relative_to(root)
    if "site-packages" in relative.parts:
        return None
    if any((root / parent / "pyvenv.cfg").exists() for parent in relative.parents):
        return None
    return relative.as_posix()


def _resource(chain: list[BaseException]) -> dict[str, str] | None:
    """The innermost resource that was being made when the error came up."""
    for link in reversed(chain):
        found = None
        for frame, _ in _walk(link.__traceback__):
            found = _resource_of(frame.f_code.co_name, frame.f_locals) or found
        if found is not None:
            return found
    return None


def _walk(trace: TracebackType | None) -> Iterator[Any]:
    return traceback.walk_tb(trace)


def _resource_of(function: str, variables: dict[str, Any]) -> dict[str, str] | None:
    if function in ("do_register", "do_read"):  # of the SDK: the resource's inputs are being awaited
        made = variables.get("ty"), variables.get("name")
    elif "__self__" in variables:  # a constructor of a generated SDK
        made = getattr(type(variables["__self__"]), "pulumi_type", None), variables.get("resource_name")
    else:
        itself = variables.get("self")
        made = getattr(itself, "_type", None), getattr(itself, "_name", None)
        if not hasattr(type(itself), "register_outputs"):  # only components run the program's code
            return None
    type_, name = made
    if not (isinstance(type_, str) and isinstance(name, str)):
        return None
    return {"type": type_, "name": name, "parent": _urn(getattr(variables.get("opts"), "parent", None))}


def _urn(resource: Any) -> str:
    """A resource's URN if the engine has told it already, else empty."""
    future = getattr(getattr(resource, "urn", None), "_data", None)
    if future is None or not future.done() or future.exception() is not None:
        return ""
    value = future.result().value
    return value if isinstance(value, str) else ""

"""Which installed modules a program will import, found without running it."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import sysconfig
from collections.abc import Iterator
from pathlib import Path

_DEEPEST = 3  # how far an attribute is followed as a possible submodule: kubernetes.core.v1


def imported_modules(program: Path) -> list[str]:
    """Names of all modules that the program at `program`, a folder or a file, may import; some may not exist.

    Modules beside the program are read in turn; an attribute of an imported module counts as a possible
    submodule, because generated SDKs load theirs on first use.
    """
    folder = program if program.is_dir() else program.parent
    waiting = [program / "__main__.py" if program.is_dir() else program]
    seen: set[Path] = set()
    names: set[str] = set()
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        try:
            tree = ast.parse(file.read_bytes())
        except (OSError, SyntaxError, ValueError):
            continue  # the run itself will say what is wrong with it
        for name in _names(tree, _package_of(file, folder)):
            local = _local_files(name, folder)
            if local:
                waiting.extend(local)
            else:
                names.add(name)
    return sorted(names)


def preload(program: Path) -> None:
    """Import the installed modules that the program will import; failures are left to the run."""
    installed = tuple(str(Path(sysconfig.get_path(kind))) for kind in ("purelib", "platlib"))
    for name in ["pulumi", "pulumi.runtime", *imported_modules(program)]:
        try:
            spec = importlib.util.find_spec(name)
            if spec is None or not (spec.origin or "").startswith(installed):
                continue
            module = importlib.import_module(name)
            # Touching an attribute that is not introspection loads a module that was only announced. It has
            # to be whole before a module inside it is imported, whose name would hide a function's.
            getattr(module, "__all__", None)
        except Exception:  # noqa: S112 - any failure of foreign code; the run meets it again and reports it
            continue


def _package_of(file: Path, folder: Path) -> str:
    return ".".join(file.parent.relative_to(folder).parts)


def _names(tree: ast.Module, package: str) -> Iterator[str]:
    bound: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
                root = alias.name if alias.asname else alias.name.split(".")[0]
                bound[alias.asname or root] = root
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            yield base
            for alias in node.names:
                yield f"{base}.{alias.name}"
                bound[alias.asname or alias.name] = f"{base}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield from _submodules(node, bound)


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".") if package else []
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, *([node.module] if node.module else [])])


def _submodules(node: ast.Attribute, bound: dict[str, str]) -> Iterator[str]:
    """`aws.ec2.Vpc` with `aws` bound to pulumi_aws: pulumi_aws.ec2."""
    attributes: list[str] = []
    value: ast.expr = node
    while isinstance(value, ast.Attribute):
        attributes.append(value.attr)
        value = value.value
    if isinstance(value, ast.Name) and value.id in bound:
        name = bound[value.id]
        for attribute in attributes[: -_DEEPEST - 1 : -1]:
            if not attribute[0].islower():
                return  # a class
            name = f"{name}.{attribute}"
            yield name


def _local_files(name: str, folder: Path) -> list[Path]:
    """The files beside the program that importing `name` runs; none if it does not lie there."""
    files = []
    path = folder
    for part in name.split("."):
        if not part:
            break
        path = path / part
        if (path / "__init__.py").is_file():
            files.append(path / "__init__.py")
        elif path.with_suffix(".py").is_file():
            files.append(path.with_suffix(".py"))
            break
        elif not path.is_dir():
            break
    return files

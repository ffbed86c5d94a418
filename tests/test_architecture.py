"""The direction of imports: who may know whom, read from the source files."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"components", "preview", "estate", "guardrails", "pack", "rules", "functions", "tests", "benchmarks"}

# Package prefix -> what of ours it may import. The longest matching prefix counts.
MAY_IMPORT: dict[str, set[str]] = {
    "preview": {"preview"},
    "guardrails": {"guardrails"},
    "rules": {"rules", "pack", "guardrails"},
    "pack": {"pack", "rules", "guardrails"},
    "policies": {"pack", "rules", "guardrails"},
    # One reader of project files serves the tool and the program.
    "components.config": {"components.config", "preview.project", "guardrails", "pack.settings", "rules"},
    "components": set(),
    "components.shared": {"components.config", "components.shared"},
    "components.organization": {
        "components.config",
        "components.shared",
        "components.organization",
        "guardrails",
    },
    "components.audit": {"components.config", "components.shared", "components.audit"},
    "components.network": {"components.config", "components.shared", "components.network"},
    "estate": {"estate", "components.config", "preview.project", "guardrails", "pack.settings", "rules"},
    "__main__": {"components"},
}


def sources() -> Iterator[tuple[str, Path]]:
    """Every module of the product under its dotted name."""
    for folder, prefix in (("components", ""), ("preview", ""), ("estate", ""), ("policies", "policies.")):
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT / "policies" if prefix else ROOT).with_suffix("").parts
            name = ".".join(parts)
            yield (f"policies.{name}" if name == "__main__" else name), path
    yield "__main__", ROOT / "__main__.py"


def imported(module: str, path: Path) -> Iterator[tuple[str, int]]:
    """The dotted names that a file imports, relative imports resolved, with their lines."""
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    if path.name == "__init__.py":
        package = module.removesuffix(".__init__").split(".")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield f"{stem}.{alias.name}", node.lineno


def allowed(module: str) -> set[str]:
    prefixes = [p for p in MAY_IMPORT if module == p or module.startswith(p + ".")]
    assert prefixes, f"{module} has no rule in MAY_IMPORT: say what it may import"
    return MAY_IMPORT[max(prefixes, key=len)]


@pytest.mark.parametrize(("module", "path"), [pytest.param(m, p, id=m) for m, p in sources()])
def test_a_module_imports_only_what_its_layer_may_know(module: str, path: Path) -> None:
    permitted = allowed(module)
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for name, line in imported(module, path)
        if name.split(".")[0] in OURS and not any(name == p or name.startswith(p + ".") for p in permitted)
    ]
    assert not wrong, "\n".join([*wrong, f"{module} may import only {', '.join(sorted(permitted))}"])


def test_only_the_configuration_package_reads_pulumi_config() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for module, path in sources()
        if not module.startswith(("preview", "components.config"))
        and (
            "pulumi.Config(" in path.read_text(encoding="utf-8")
            or "get_config" in path.read_text(encoding="utf-8")
        )
        and not module.startswith(("pack", "rules", "policies"))
    ]
    assert readers == []


def test_no_folder_of_the_pack_shadows_the_standard_library() -> None:
    import sys

    names = {p.name for p in (ROOT / "policies").iterdir() if p.is_dir() or p.suffix == ".py"}
    assert {n.removesuffix(".py") for n in names} & set(sys.stdlib_module_names) - {"__main__"} == set()

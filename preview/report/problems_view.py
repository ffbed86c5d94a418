"""Mistakes in files, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from preview.project.problems import Problem


def print_problems(console: Console, problems: Iterable[Problem]) -> None:
    """Mistakes in files, each with its place, what is given, what is allowed, and the fix."""
    for problem in problems:
        head = Text(problem.place, style="bold")
        if problem.key:
            head.append(f"  {problem.key}", style="cyan")
        head.append(f"  {problem.message}", style="red")
        console.print(head, soft_wrap=True)
        for name, text in (("given", problem.given), ("allowed", problem.allowed), ("fix", problem.fix)):
            if text:
                line = Text(f"    {name:<8}", style="dim").append(text, style="not dim")
                console.print(line, soft_wrap=True)

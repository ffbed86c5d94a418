"""Full names of stacks, as stack references write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ORGANIZATION: Final = "organization"
"""What `pulumi.get_organization()` says: a file or bucket backend has just this one."""


@dataclass(frozen=True, kw_only=True)
class StackName:
    """A stack by its full name."""

    organization: str
    project: str
    stack: str

    def __str__(self) -> str:
        return f"{self.organization}/{self.project}/{self.stack}"


def parse_stack_name(name: str, *, project: str) -> StackName:
    """`org/project/stack`, `org/stack` or `stack`, the latter two within `project`. Raises ValueError."""
    parts = name.split("/")
    if not all(parts) or len(parts) > 3:
        raise ValueError(f"{name!r} is no name of a stack: expected <organization>/<project>/<stack>")
    organization = parts[0] if len(parts) > 1 else ORGANIZATION
    return StackName(
        organization=organization, project=parts[1] if len(parts) == 3 else project, stack=parts[-1]
    )

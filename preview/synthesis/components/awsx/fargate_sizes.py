"""The sizes of Fargate tasks, and the smallest that takes what the containers ask for."""

from __future__ import annotations

from typing import Final

from preview.synthesis.components.builder import ComponentError

UNITS: Final = 1024
"""CPU units of one virtual CPU, and megabytes of one gigabyte."""
_SIZES: Final = (
    (0.25, (0.5, 1, 2)),
    (0.5, range(1, 5)),
    (1, range(2, 9)),
    (2, range(4, 17)),
    (4, range(8, 31)),
    (8, range(16, 61)),
    (16, range(32, 121)),
    (32, (60, 120, 244)),
)
"""Virtual CPUs, and the gigabytes that AWS sells with them."""


def fargate_size(cpu: float, memory: float) -> tuple[str, str]:
    """CPU units and megabytes of the task with the least memory that fits, as text. Raises ComponentError."""
    fitting = [
        (size, cpus)
        for cpus, sizes in _SIZES
        for size in sizes
        if cpus * UNITS >= cpu and size * UNITS >= memory
    ]
    if not fitting:
        raise ComponentError(
            f"no Fargate task has {cpu:g} CPU units and {memory:g} MB: ask for less in the containers"
        )
    size, cpus = min(fitting)
    return f"{cpus * UNITS:g}", f"{size * UNITS:g}"

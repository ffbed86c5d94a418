"""Configurations that are too large to be handed to a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from components.config.limits import limits
from preview.project import Problem, StackConfiguration, compact, environment_size


def oversized_configuration(configurations: Mapping[str, StackConfiguration]) -> Iterator[Problem]:
    """Configurations over the limit, one problem for each key that is the largest of such a one."""
    most = limits().configuration_bytes
    worst: dict[str, tuple[int, str]] = {}
    for stack, configuration in configurations.items():
        size = environment_size(configuration.values)
        if size > most:
            largest = max(configuration.values, key=lambda key: _bytes(configuration, key))
            worst[largest] = max(worst.get(largest, (0, "")), (size, stack))
    for key, (size, stack) in worst.items():
        configuration = configurations[stack]
        yield configuration.problem(
            (key,),
            f"The configuration of stack {stack} takes {size:,} bytes; the largest part is {key} "
            f"with {_bytes(configuration, key):,}",
            given=f"{size:,} bytes",
            allowed=f"at most {most:,} bytes: it travels in one environment variable",
            fix=f"Shorten {key}.",
        )


def _bytes(configuration: StackConfiguration, key: str) -> int:
    # As text inside JSON, where each of its own quotes takes one byte more.
    return len(compact(configuration.values[key]).encode())

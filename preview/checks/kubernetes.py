"""Relations between properties of Kubernetes objects that need code, by the type that they hold in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from preview.checks.problem import INCONSISTENT, MALFORMED_NAME, InputProblem
from preview.values import UNKNOWN, Value, contains_unknown, plain

Check = Callable[[Mapping[str, Value]], Iterator[InputProblem]]

_NAME: Final = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
_NAMED: Final = (
    "core/v1:ConfigMap", "core/v1:Namespace", "core/v1:PersistentVolumeClaim", "core/v1:Secret",
    "core/v1:Service", "core/v1:ServiceAccount", "apps/v1:DaemonSet", "apps/v1:Deployment",
    "apps/v1:StatefulSet", "batch/v1:CronJob", "batch/v1:Job", "networking.k8s.io/v1:Ingress",
)  # fmt: skip
"""Types whose names are part of domain names; those of roles, say, take other characters."""


def _selector(given: Mapping[str, Value]) -> Iterator[InputProblem]:
    wanted = _at(given, "selector", "matchLabels")
    labels = _at(given, "template", "metadata", "labels")
    if not isinstance(wanted, dict) or contains_unknown([wanted, labels, given.get("template")]):
        return
    has = labels if isinstance(labels, dict) else {}
    for key, value in wanted.items():
        if has.get(key) != value:
            found = f"is {has[key]!r} there" if key in has else "is not there"
            message = f"wants {key}={value}, but among the labels of the template {key} {found}"
            yield InputProblem("selector.matchLabels", INCONSISTENT, message, "Give both the same labels.")


def _restarts(given: Mapping[str, Value]) -> Iterator[InputProblem]:
    if contains_unknown(given.get("template")):
        return
    policy = _at(given, "template", "spec", "restartPolicy")
    if policy not in ("OnFailure", "Never", UNKNOWN):
        found = f"is {policy!r}" if policy is not None else "is missing"
        message = f"{found}, but a job takes OnFailure or Never"
        yield InputProblem(
            "template.spec.restartPolicy", INCONSISTENT, message, "Set it to OnFailure or Never."
        )


def _name(given: Mapping[str, Value]) -> Iterator[InputProblem]:
    name = _at(given, "metadata", "name")
    if isinstance(name, str) and not _NAME.fullmatch(name):
        message = f"is {name!r}, which has to be lowercase letters, digits, hyphens and dots"
        yield InputProblem("metadata.name", MALFORMED_NAME, message)


def _at(value: Any, *path: str) -> Any:
    for key in path:
        value = plain(value).get(key) if isinstance(plain(value), dict) else None
    return plain(value)


CHECKS: Final[Mapping[str, Sequence[Check]]] = {
    "kubernetes|apps.v1:DeploymentSpecArgs": (_selector,),
    "kubernetes|apps.v1:StatefulSetSpecArgs": (_selector,),
    "kubernetes|apps.v1:DaemonSetSpecArgs": (_selector,),
    "kubernetes|batch.v1:JobSpecArgs": (_restarts,),
    **{f"kubernetes|kubernetes:{token}": (_name,) for token in _NAMED},
}
"""By package and type token, or module and class of a nested object."""

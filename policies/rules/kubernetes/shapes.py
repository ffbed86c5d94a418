"""Where each kind of workload describes its pods, and what a pod runs."""

from collections.abc import Callable, Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, Types
from pack.verdict import Verdict

_POD = "spec"
_TEMPLATE = "spec.template.spec"
_KINDS = {
    "Pod": _POD,
    "PodTemplate": "template.spec",
    "Deployment": _TEMPLATE,
    "DaemonSet": _TEMPLATE,
    "StatefulSet": _TEMPLATE,
    "ReplicaSet": _TEMPLATE,
    "ReplicationController": _TEMPLATE,
    "Job": _TEMPLATE,
    "CronJob": "spec.jobTemplate.spec.template.spec",
}
_VERSIONS = {
    "core/v1": ("Pod", "PodTemplate", "ReplicationController"),
    "apps/v1": ("Deployment", "DaemonSet", "StatefulSet", "ReplicaSet"),
    "apps/v1beta1": ("Deployment", "StatefulSet"),
    "apps/v1beta2": ("Deployment", "DaemonSet", "StatefulSet", "ReplicaSet"),
    "extensions/v1beta1": ("Deployment", "DaemonSet", "ReplicaSet"),
    "batch/v1": ("Job", "CronJob"),
    "batch/v1beta1": ("CronJob",),
}


def kubernetes(*kinds: str) -> Types:
    """Kubernetes types by version and kind: `kubernetes("core/v1:Service")`."""
    return Types(f"kubernetes:{kind}" for kind in kinds)


WORKLOADS = kubernetes(*(f"{version}:{kind}" for version, kinds in _VERSIONS.items() for kind in kinds))


def pod_of(resource: Resource) -> Reader:
    """The description of the pods that a workload makes."""
    return resource.at(_KINDS.get(resource.type.rpartition(":")[2], _TEMPLATE))


def containers_of(pod: Reader) -> Iterator[Reader]:
    """Every container of a pod, those that only start it included."""
    for group in ("initContainers", "containers", "ephemeralContainers"):
        for container in pod.each(group):
            if not container.absent:
                yield container


def on_windows(pod: Reader) -> bool:
    """Whether a pod says that it runs on Windows, where users and file systems work otherwise."""
    return pod.at("os.name").one_of("windows") or pod.at("nodeSelector").value == {
        "kubernetes.io/os": "windows"
    }


def rule(
    name: str,
    severity: Severity,
    asserts: str,
    why: str,
    fix: str,
    check: Callable[[Resource], Iterator[Verdict]],
    types: Types = WORKLOADS,
) -> Rule:
    """A rule about Kubernetes; about workloads, unless it names other types."""
    return Rule(
        name=name,
        area="kubernetes",
        severity=severity,
        types=types,
        asserts=asserts,
        why=why,
        fix=fix,
        check=check,
    )

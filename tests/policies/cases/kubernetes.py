"""Kubernetes: pods in every kind of workload."""

from typing import Any

from tests.policies.cases.shapes import nested
from tests.policies.harness import UNKNOWN, Case, Properties

_DEPLOYMENT = "kubernetes:apps/v1:Deployment"
_SPEC = "spec.template.spec"
_CONTEXT = f"{_SPEC}.containers[0].securityContext"


def _pod(**spec: Any) -> Properties:
    return nested(_SPEC, spec)


def _container(**container: Any) -> Properties:
    return _pod(containers=[container])


def _context(**context: Any) -> Properties:
    return _container(securityContext=context)


def _case(
    bad: list[tuple[Properties, str]], good: list[Properties], unknown: list[Properties] | None = None
) -> Case:
    return Case(
        type=_DEPLOYMENT,
        bad=bad,
        good=[{}, *good],
        unknown=[nested(_SPEC, UNKNOWN), _pod(containers=UNKNOWN), *(unknown or [])],
    )


_ACCOUNT = "automountServiceAccountToken is"

CASES = {
    "k8s-privileged": _case(
        [
            (_context(privileged=True), f"{_CONTEXT}.privileged is true."),
            (
                _pod(initContainers=[{"securityContext": {"privileged": True}}]),
                f"{_SPEC}.initContainers[0].securityContext.privileged is true.",
            ),
        ],
        [_container(name="web"), _context(privileged=False)],
        [_context(privileged=UNKNOWN)],
    ),
    "k8s-privilege-escalation": _case(
        [
            (_container(name="web"), f"{_CONTEXT}.allowPrivilegeEscalation is not set, and true by default."),
            (
                _context(allowPrivilegeEscalation=True),
                f"{_CONTEXT}.allowPrivilegeEscalation is true.",
            ),
        ],
        [
            _context(allowPrivilegeEscalation=False),
            _pod(os={"name": "windows"}, containers=[{"name": "web"}]),
        ],
    ),
    "k8s-run-as-root": _case(
        [
            (
                _container(name="web"),
                f"{_CONTEXT}.runAsNonRoot is not set, and no runAsUser is set.",
            ),
            (_context(runAsUser=0), f"{_CONTEXT}.runAsUser is 0: root."),
            (
                _context(runAsNonRoot=False),
                f"{_CONTEXT}.runAsNonRoot is false, and no runAsUser is set.",
            ),
        ],
        [
            _context(runAsNonRoot=True),
            _context(runAsUser=1000),
            _pod(securityContext={"runAsNonRoot": True}, containers=[{"name": "web"}]),
        ],
        [_context(runAsUser=UNKNOWN), _context(runAsNonRoot=UNKNOWN)],
    ),
    "k8s-read-only-root": _case(
        [(_container(name="web"), f"{_CONTEXT}.readOnlyRootFilesystem is not set, and false by default.")],
        [_context(readOnlyRootFilesystem=True)],
    ),
    "k8s-capabilities": _case(
        [
            (
                _context(capabilities={"add": ["NET_BIND_SERVICE", "SYS_ADMIN"]}),
                f'{_CONTEXT}.capabilities.add adds "SYS_ADMIN".',
            )
        ],
        [_context(capabilities={"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]})],
        [_context(capabilities={"add": [UNKNOWN]})],
    ),
    "k8s-memory-limit": _case(
        [(_container(name="web"), f"{_SPEC}.containers[0].resources.limits.memory is not set.")],
        [
            _container(resources={"limits": {"memory": "128Mi"}}),
            _pod(resources={"limits": {"memory": "1Gi"}}, containers=[{"name": "web"}]),
        ],
        [_container(resources=UNKNOWN)],
    ),
    "k8s-image-tag": _case(
        [
            (
                _container(image="nginx"),
                f'{_SPEC}.containers[0].image is "nginx", which is whatever was pushed last.',
            ),
            (
                _container(image="registry:5000/web:latest"),
                f'{_SPEC}.containers[0].image is "registry:5000/web:latest", '
                "which is whatever was pushed last.",
            ),
        ],
        [
            _container(image="nginx:1.29"),
            _container(image="registry:5000/web:2"),
            _container(image=f"nginx@sha256:{'0' * 64}"),
        ],
        [_container(image=UNKNOWN)],
    ),
    "k8s-host-namespaces": Case(
        type="kubernetes:batch/v1:CronJob",
        bad=[
            (
                nested("spec.jobTemplate.spec.template.spec.hostPID", True),
                "spec.jobTemplate.spec.template.spec.hostPID is true.",
            ),
            (
                nested("spec.jobTemplate.spec.template.spec.hostNetwork", True),
                "spec.jobTemplate.spec.template.spec.hostNetwork is true.",
            ),
        ],
        good=[{}, nested("spec.jobTemplate.spec.template.spec.hostIPC", False)],
        unknown=[nested("spec.jobTemplate.spec.template.spec.hostIPC", UNKNOWN)],
    ),
    "k8s-host-path": Case(
        type="kubernetes:core/v1:Pod",
        bad=[
            (
                {"spec": {"volumes": [{"hostPath": {"path": "/var/run/docker.sock"}}]}},
                'spec.volumes[0].hostPath mounts "/var/run/docker.sock" of the node.',
            )
        ],
        good=[{}, {"spec": {"volumes": [{"emptyDir": {}}]}}],
        unknown=[{"spec": {"volumes": UNKNOWN}}],
    ),
    "k8s-automount-token": Case(
        type="kubernetes:core/v1:Pod",
        bad=[
            (
                {"spec": {"containers": []}},
                f"spec.{_ACCOUNT} not set, and the account is the default one.",
            ),
            (
                {"spec": {"automountServiceAccountToken": True, "serviceAccountName": "default"}},
                f"spec.{_ACCOUNT} true, and the account is the default one.",
            ),
        ],
        good=[
            {"spec": {"automountServiceAccountToken": False}},
            {"spec": {"serviceAccountName": "web"}},
        ],
        unknown=[{"spec": UNKNOWN}],
    ),
}

"""Pods: what they share with their node, and the tokens that they get."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Severity
from pack.verdict import Verdict, fail, unknown

from rules.kubernetes.shapes import pod_of, rule


def namespaces(resource: Resource) -> Iterator[Verdict]:
    """A pod has its own network, processes and messages."""
    pod = pod_of(resource)
    for name in ("hostNetwork", "hostPID", "hostIPC"):
        flag = pod.at(name)
        if flag.unknown:
            yield unknown(flag)
        elif flag.is_true():
            yield fail(f"{flag.path} is true.", flag)


def paths(resource: Resource) -> Iterator[Verdict]:
    """A pod mounts no directory of its node."""
    for volume in pod_of(resource).each("volumes"):
        host = volume.at("hostPath")
        if host.unknown:
            yield unknown(host)
        elif not host.absent:
            place = host.at("path")
            yield fail(f"{host.path} mounts {place.shown if place.known else 'a path'} of the node.", host)


def token(resource: Resource) -> Iterator[Verdict]:
    """A pod that is nobody in particular gets no token; with an account of its own, the account decides."""
    pod = pod_of(resource)
    flag, account = pod.at("automountServiceAccountToken"), pod.at("serviceAccountName")
    if pod.absent or flag.is_false() or (account.known and not account.empty and account.text != "default"):
        return
    if flag.unknown or account.unknown:
        yield unknown(flag if flag.unknown else account)
    else:
        yield fail(f"{flag.path} is {flag.shown}, and the account is the default one.", flag)


PODS = (
    rule(
        "k8s-host-namespaces",
        Severity.HIGH,
        "Pods do not share the network, processes or messages of their node.",
        "The pod sees, and can talk to, everything that runs on the node, past every network policy.",
        "Remove host_network, host_pid and host_ipc.",
        namespaces,
    ),
    rule(
        "k8s-host-path",
        Severity.HIGH,
        "Pods mount no directory of their node.",
        "Through the node's files a pod reads other pods' secrets, and takes over the node.",
        "Use a persistent volume, a config map or an emptyDir instead of host_path.",
        paths,
    ),
    rule(
        "k8s-automount-token",
        Severity.LOW,
        "Pods get a token of the cluster only with an account of their own.",
        "Whoever breaks into the pod can ask the Kubernetes API as the pod.",
        "Set automount_service_account_token to false, or service_account_name.",
        token,
    ),
)

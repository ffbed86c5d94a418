"""Containers: what each may do to its host and to itself."""

from collections.abc import Callable, Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Severity
from pack.verdict import Verdict, fail, unknown

from rules.kubernetes.shapes import containers_of, on_windows, pod_of, rule

_HARMLESS = ("NET_BIND_SERVICE", "CAP_NET_BIND_SERVICE")
_ESCAPE = "Whoever breaks out of the container owns the node, and every other pod on it."

ContainerCheck = Callable[[Reader, Reader], Iterator[Verdict]]


def _each(check: ContainerCheck, *, linux: bool = False) -> Callable[[Resource], Iterator[Verdict]]:
    def checked(resource: Resource) -> Iterator[Verdict]:
        pod = pod_of(resource)
        if pod.unknown:
            yield unknown(pod)
        elif not (linux and on_windows(pod)):
            for container in containers_of(pod):
                if container.unknown:
                    yield unknown(container)
                else:
                    yield from check(pod, container)

    return checked


def privileged(_: Reader, container: Reader) -> Iterator[Verdict]:
    """No container is privileged."""
    flag = container.at("securityContext.privileged")
    if flag.unknown:
        yield unknown(flag)
    elif flag.is_true():
        yield fail(f"{flag.path} is true.", flag)


def escalation(_: Reader, container: Reader) -> Iterator[Verdict]:
    """No process gets more rights than its parent; without a word on it, it may."""
    flag = container.at("securityContext.allowPrivilegeEscalation")
    if flag.unknown:
        yield unknown(flag)
    elif not flag.is_false():
        yield fail(f"{flag.path} is {flag.shown}{', and true by default' if flag.absent else ''}.", flag)


def not_root(pod: Reader, container: Reader) -> Iterator[Verdict]:
    """The container, or its pod for all of them, names another user than root."""
    own, whole = container.at("securityContext"), pod.at("securityContext")
    user, flag = (_first_set(own.at(name), whole.at(name)) for name in ("runAsUser", "runAsNonRoot"))
    if user.unknown or (flag.unknown and user.absent):
        yield unknown(user if user.unknown else flag)
    elif user.number == 0:
        yield fail(f"{user.path} is 0: root.", user)
    elif user.number is None and not flag.is_true():
        yield fail(f"{flag.path} is {flag.shown}, and no runAsUser is set.", flag)


def _first_set(own: Reader, whole: Reader) -> Reader:
    """What the container says, or else its pod; where neither says anything, the container's place."""
    return whole if own.absent and not whole.absent else own


def read_only(_: Reader, container: Reader) -> Iterator[Verdict]:
    """The root file system can't be written."""
    flag = container.at("securityContext.readOnlyRootFilesystem")
    if flag.unknown:
        yield unknown(flag)
    elif not flag.is_true():
        yield fail(f"{flag.path} is {flag.shown}{', and false by default' if flag.absent else ''}.", flag)


def capabilities(_: Reader, container: Reader) -> Iterator[Verdict]:
    """No capability is added but the one to listen below port 1024."""
    added = container.at("securityContext.capabilities.add")
    if wrong := wrong_capabilities(added):
        yield fail(f"{added.path} adds {', '.join(one.shown for one in wrong)}.", added)
    elif added.some_unknown:
        yield unknown(added)


def wrong_capabilities(added: Reader) -> list[Reader]:
    """Those of the added capabilities that are more than listening below port 1024."""
    return [one for one in added.each() if one.text is not None and not one.one_of(*_HARMLESS)]


def limits(pod: Reader, container: Reader) -> Iterator[Verdict]:
    """The memory has a limit, here or for the whole pod. One of CPU only slows, so it is not asked for."""
    limit, shared = container.at("resources.limits.memory"), pod.at("resources.limits.memory")
    if not shared.empty:
        return
    if limit.unknown:
        yield unknown(limit)
    elif limit.empty:
        yield fail(f"{limit.path} is not set.", limit)


def image(_: Reader, container: Reader) -> Iterator[Verdict]:
    """The image is named by a version or a digest."""
    name = container.at("image")
    if name.unknown:
        yield unknown(name)
    elif name.text and "@sha256:" not in name.text:
        tag = name.text.rpartition("/")[2].partition(":")[2]
        if tag in ("", "latest"):
            yield fail(f"{name.path} is {name.shown}, which is whatever was pushed last.", name)


CONTAINERS = (
    rule(
        "k8s-privileged",
        Severity.CRITICAL,
        "Containers are not privileged.",
        _ESCAPE,
        "Remove security_context.privileged.",
        _each(privileged),
    ),
    rule(
        "k8s-privilege-escalation",
        Severity.MEDIUM,
        "Processes in containers get no more rights than they start with.",
        "A program with setuid makes root of any user in the container.",
        "Set security_context.allow_privilege_escalation to false.",
        _each(escalation, linux=True),
    ),
    rule(
        "k8s-run-as-root",
        Severity.HIGH,
        "Containers do not run as root.",
        _ESCAPE,
        "Set security_context.run_as_non_root to true, on the pod or on each container.",
        _each(not_root, linux=True),
    ),
    rule(
        "k8s-read-only-root",
        Severity.MEDIUM,
        "Containers do not write their root file system.",
        "An intruder who can't write can't install tools or change the program.",
        "Set security_context.read_only_root_filesystem to true; mount an emptyDir where it has to write.",
        _each(read_only, linux=True),
    ),
    rule(
        "k8s-capabilities",
        Severity.HIGH,
        "Containers have no more rights than usual over the node's kernel.",
        _ESCAPE,
        "Remove security_context.capabilities.add; drop ALL.",
        _each(capabilities, linux=True),
    ),
    rule(
        "k8s-memory-limit",
        Severity.MEDIUM,
        "Containers have a limit of memory.",
        "One leak takes the memory of the node, and the node's other pods are killed for it.",
        "Set resources.limits.memory.",
        _each(limits),
    ),
    rule(
        "k8s-image-tag",
        Severity.MEDIUM,
        "Images are named by version or digest.",
        "Each start may run something else, and nothing says what ran yesterday.",
        "Name a version, or better the digest: repository@sha256:...",
        _each(image),
    ),
)

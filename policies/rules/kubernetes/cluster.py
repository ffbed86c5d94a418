"""Services and bindings: who reaches the cluster from outside, and who may do everything in it."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Severity
from pack.verdict import Verdict, fail, unknown

from rules.kubernetes.shapes import kubernetes, rule
from rules.network.ranges import widest

# The older way to name the ranges that may connect.
_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"
_STRANGERS = ("system:anonymous", "system:unauthenticated")
_RBAC = ("rbac.authorization.k8s.io/v1", "rbac.authorization.k8s.io/v1beta1")
_BINDINGS = kubernetes(
    *(f"{group}:{kind}" for group in _RBAC for kind in ("ClusterRoleBinding", "RoleBinding"))
)
# Annotations by which a load balancer stays inside the network, with their right values, cloud by cloud.
_INTERNAL = {
    "cloud.google.com/load-balancer-type": ("Internal",),
    "networking.gke.io/load-balancer-type": ("Internal",),
    "service.beta.kubernetes.io/azure-load-balancer-internal": ("true",),
    "service.beta.kubernetes.io/oci-load-balancer-internal": ("true",),
    "service.beta.kubernetes.io/openstack-internal-load-balancer": ("true",),
    "service.beta.kubernetes.io/aws-load-balancer-scheme": ("internal",),
    "service.beta.kubernetes.io/aws-load-balancer-internal": ("true", "0.0.0.0/0"),
}


def service(resource: Resource) -> Iterator[Verdict]:
    """A load balancer is internal, or open to named ranges."""
    kind = resource.at("spec.type")
    if kind.known and not kind.one_of("LoadBalancer"):
        return
    if kind.absent:
        return
    notes = resource.at("metadata.annotations")
    by_key = dict(notes.items())
    if any(key in by_key and by_key[key].one_of(*right) for key, right in _INTERNAL.items()):
        return
    ranges = resource.at("spec.loadBalancerSourceRanges")
    noted = by_key.get(_RANGES, Reader(None))
    if ranges.absent and noted.text:
        ranges = Reader([text.strip() for text in noted.text.split(",")], noted.path)
    wide, hidden = widest(ranges.each())
    if not ranges.empty and wide is None and hidden is None:
        return
    unsure = next((by_key[key] for key in _INTERNAL if key in by_key and by_key[key].unknown), None)
    if kind.unknown or notes.unknown or hidden or unsure:
        yield unknown(kind if kind.unknown else notes if notes.unknown else hidden or unsure or kind)
    else:
        yield fail("spec.type is LoadBalancer, and nothing keeps the internet off it.", kind)


def administrators(resource: Resource) -> Iterator[Verdict]:
    """Nobody is bound to the role that may do everything."""
    role = resource.at("roleRef.name")
    if role.unknown:
        yield unknown(role)
    elif role.text == "cluster-admin":
        yield fail("roleRef.name is cluster-admin.", role)


def strangers(resource: Resource) -> Iterator[Verdict]:
    """Nobody is bound who has not signed in."""
    for subject in resource.each("subjects"):
        name = subject.at("name")
        if name.unknown:
            yield unknown(name)
        elif name.text in _STRANGERS:
            yield fail(f"{name.path} is {name.shown}: everybody who reaches the Kubernetes API.", name)


def everything(resource: Resource) -> Iterator[Verdict]:
    """No role allows every verb on every resource."""
    for granted in resource.each("rules"):
        verbs, things = granted.at("verbs"), granted.at("resources")
        if "*" in verbs.strings and "*" in things.strings:
            yield fail(f"{granted.path} allows every verb on every resource.", granted)
        elif (verbs.some_unknown or "*" in verbs.strings) and (things.some_unknown or "*" in things.strings):
            yield unknown(verbs if verbs.some_unknown else things)


CLUSTER = (
    rule(
        "k8s-public-service",
        Severity.HIGH,
        "Services are not on the internet by a load balancer of their own.",
        "A load balancer without a word on it is public, with no web ACL and no log.",
        "Add the annotation service.beta.kubernetes.io/aws-load-balancer-scheme: internal, or set "
        "load_balancer_source_ranges.",
        service,
        kubernetes("core/v1:Service"),
    ),
    rule(
        "k8s-cluster-admin",
        Severity.HIGH,
        "Nobody is bound to cluster-admin.",
        "Whoever gets that token owns the cluster, its secrets and its nodes.",
        "Bind a role that lists what is needed.",
        administrators,
        _BINDINGS,
    ),
    rule(
        "k8s-anonymous-binding",
        Severity.CRITICAL,
        "Only who has signed in is bound to a role.",
        "Whoever reaches the Kubernetes API may use the role, with no token at all.",
        "Name users, groups or service accounts in subjects.",
        strangers,
        _BINDINGS,
    ),
    rule(
        "k8s-role-everything",
        Severity.HIGH,
        "No role may do everything.",
        "Whoever gets that token owns the cluster, its secrets and its nodes.",
        "List the verbs and resources that are needed.",
        everything,
        kubernetes(*(f"{group}:{kind}" for group in _RBAC for kind in ("ClusterRole", "Role"))),
    ),
)

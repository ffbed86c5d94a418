"""Namespaces: nothing in the default one, and a network policy in each."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Severity, StackRule
from pack.stack import Stack
from pack.verdict import Verdict, fail, unknown

from rules.kubernetes.shapes import WORKLOADS, kubernetes, rule

_NAMESPACES = kubernetes("core/v1:Namespace")
_POLICIES = kubernetes("networking.k8s.io/v1:NetworkPolicy", "extensions/v1beta1:NetworkPolicy")


def placed(resource: Resource) -> Iterator[Verdict]:
    """The resource, or the provider for all of them, names a namespace of its own."""
    namespace = resource.at("metadata.namespace")
    if namespace.absent and resource.provider:
        namespace = resource.provider.inputs.at("namespace")
    if namespace.unknown:
        yield unknown("metadata.namespace")
    elif namespace.empty or namespace.text == "default":
        yield fail(f"metadata.namespace is {namespace.shown}.", "metadata.namespace")


def policies(stack: Stack) -> Iterator[Verdict]:
    """Each namespace of the stack has a network policy of the stack."""
    found = stack.of(_POLICIES)
    for namespace in stack.of(_NAMESPACES):
        name = namespace.at("metadata.name")
        if any(_in(policy, namespace) for policy in found):
            continue
        if any(policy.at("metadata.namespace").unknown for policy in found) and not name.known:
            yield unknown("metadata.name", urn=namespace.urn)
        else:
            yield fail(f"No NetworkPolicy is in {namespace.name}.", urn=namespace.urn)


def _in(policy: Resource, namespace: Resource) -> bool:
    place, name = policy.at("metadata.namespace"), namespace.at("metadata.name")
    if place.text is not None and place.text in (name.text, namespace.at("id").text):
        return True
    return namespace.urn in policy.identity.property_dependencies.get("metadata", ())


NAMESPACES = (
    rule(
        "k8s-default-namespace",
        Severity.LOW,
        "Workloads are in a namespace of their own.",
        "Rights, quotas and network policies go by namespace; in the default one everything is together.",
        "Set metadata.namespace, or namespace of the provider.",
        placed,
        WORKLOADS | kubernetes("core/v1:Service"),
    ),
    StackRule(
        name="k8s-namespace-network-policy",
        area="kubernetes",
        severity=Severity.MEDIUM,
        asserts="Each namespace has a network policy.",
        why="Without one, every pod of the cluster reaches every pod of the namespace.",
        fix="Add a NetworkPolicy that denies all ingress, and others that allow what is needed.",
        check=policies,
    ),
)

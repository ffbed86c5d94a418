"""Values of Helm charts: each chart has keys of its own, so only what is plainly unsafe is found."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Severity
from pack.verdict import Verdict, fail

from rules.kubernetes.containers import wrong_capabilities
from rules.kubernetes.shapes import kubernetes, rule

_TRUE = ("privileged", "hostNetwork", "hostPID", "hostIPC", "allowPrivilegeEscalation")
_FALSE = ("runAsNonRoot", "readOnlyRootFilesystem")
_DEEPEST = 24


def check(resource: Resource) -> Iterator[Verdict]:
    """No value, however deep, makes a pod privileged, root or part of its node, or takes any image."""
    yield from _unsafe(resource.at("values"), 0)


def _unsafe(values: Reader, depth: int) -> Iterator[Verdict]:
    if depth > _DEEPEST:
        return
    for element in values.each() if isinstance(values.value, list) else ():
        yield from _unsafe(element, depth + 1)
    for key, value in values.items():
        if (key in _TRUE and value.is_true()) or (key in _FALSE and value.is_false()):
            yield fail(f"{value.path} is {value.shown}.", value)
        elif key == "add" and values.path.endswith("capabilities") and (added := wrong_capabilities(value)):
            yield fail(f"{value.path} adds {', '.join(one.shown for one in added)}.", value)
        elif key == "runAsUser" and value.number == 0:
            yield fail(f"{value.path} is 0: root.", value)
        elif key == "tag" and value.text == "latest":
            yield fail(f"{value.path} is latest: whatever was pushed last.", value)
        else:
            yield from _unsafe(value, depth + 1)


HELM = rule(
    "k8s-helm-values",
    Severity.MEDIUM,
    "Values of Helm charts do not make pods privileged, root or part of their node.",
    "Whoever breaks out of such a container owns the node, and every other pod on it.",
    "Remove the value, or set it to what the chart has by default.",
    check,
    kubernetes("helm.sh/v3:Release", "helm.sh/v4:Chart"),
)

"""How many network hops an answer of the metadata service survives."""

import base64
import binascii
from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, aws
from pack.verdict import Verdict, fail, unknown
from pydantic import Field

# What the start script of a container host mentions: pods and tasks there need the second hop.
_CONTAINER_HOST = (
    "ECS_CLUSTER",
    "containerd",
    "docker",
    "kubeadm",
    "k3s",
    "node.eks.aws",
    "nodeadm",
    "nomad",
    "podman",
    "/etc/eks/bootstrap.sh",
    "settings.kubernetes",
)
_SCRIPTS = ("userData", "userDataBase64")

# The beginnings of tags that the instances of a Kubernetes or ECS cluster have.
_CLUSTER_TAGS = ("kubernetes.io/cluster/", "k8s.io/", "eks:", "karpenter.sh/", "AmazonECS")


class HopLimitSettings(RuleSettings):
    """How far an answer may travel."""

    limit: int = Field(default=1, ge=1, le=64, description="Hops allowed; container hosts may use one more.")


def check(resource: Resource) -> Iterator[Verdict]:
    """The hop limit is no larger than needed; not set, it is 1."""
    limit = resource.settings_as(HopLimitSettings).limit
    options = resource.at("metadataOptions")
    hops = options.at("httpPutResponseHopLimit")
    if options.at("httpEndpoint").one_of("disabled"):
        return
    if hops.unknown:
        yield unknown(hops)
    elif hops.number is not None and hops.number > limit + _is_container_host(resource):
        scripts = [resource.at(name) for name in _SCRIPTS if resource.at(name).unknown]
        if scripts and hops.number == limit + 1:
            yield unknown(scripts[0])  # it may be the script of a container host
        else:
            yield fail(f"{hops.path} is {hops.shown}, more than {limit}.", hops)


def _is_container_host(resource: Resource) -> bool:
    texts = [_plain(resource.at(name).text or "") for name in _SCRIPTS]
    keys = [key for tags in resource.all("tagSpecifications[].tags") for key, _ in tags.items()]
    keys += [key for name in ("tags", "tagsAll") for key, _ in resource.at(name).items()]
    return any(mark in text for text in texts for mark in _CONTAINER_HOST) or any(
        key.startswith(_CLUSTER_TAGS) for key in keys
    )


def _plain(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return text


HOP_LIMIT = Rule(
    name="imds-hop-limit",
    area="metadata",
    severity=Severity.LOW,
    types=aws("ec2/instance", "ec2/spotInstanceRequest", "ec2/launchTemplate", "ec2/launchConfiguration"),
    asserts="Answers of the metadata service do not leave the instance.",
    why="With more hops, a container or a proxy on the instance can fetch the instance's credentials.",
    fix="Set metadata_options.http_put_response_hop_limit to 1 (2 where containers need it).",
    settings=HopLimitSettings,
    check=check,
)

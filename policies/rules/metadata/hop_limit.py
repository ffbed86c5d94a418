"""How many network hops an answer of the metadata service survives."""

import base64
import binascii
from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, aws
from pack.verdict import Verdict, fail, unknown
from pydantic import Field

# What the start script of a container host mentions: pods and tasks there need the second hop.
_CONTAINER_HOST = ("ECS_CLUSTER", "node.eks.aws", "nodeadm", "/etc/eks/bootstrap.sh", "settings.kubernetes")


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
        yield fail(f"{hops.path} is {hops.shown}, more than {limit}.", hops)


def _is_container_host(resource: Resource) -> bool:
    texts = [resource.at(name).text or "" for name in ("userData", "userDataBase64")]
    return any(mark in _plain(text) for text in texts for mark in _CONTAINER_HOST)


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

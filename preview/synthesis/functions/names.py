"""Functions that take names apart or put them together."""

from __future__ import annotations

import base64
import re

from preview.synthesis.contract import InvokeError
from preview.synthesis.functions.call import Call
from preview.synthesis.seeds import ALPHABETS, seeded
from preview.values import UNKNOWN, Value, plain

ARN_PARTS = ("partition", "service", "region", "account", "resource")
ASSUMED_ROLE = re.compile(
    r"^arn:(?P<partition>[\w-]+):sts::(?P<account>\d{12}):assumed-role/(?P<role>.+)/(?P<session>[^/]+)$"
)
PASSWORD_LENGTH = 64
EXPIRES_AT = "2038-01-01T00:00:00Z"


def arn_parts(call: Call) -> dict[str, Value]:
    """The parts of the argument `arn`."""
    arn = call.text("arn")
    parts = arn.split(":", 5)
    if len(parts) != 6 or parts[0] != "arn":
        raise InvokeError(f"{arn!r} is no ARN: it must have six parts, the first of them `arn`")
    return {"id": arn, "arn": arn, **dict(zip(ARN_PARTS, parts[1:], strict=True))}


def service(call: Call) -> dict[str, Value]:
    """A service's names in a region, from its id or from one of these names."""
    region, service_id = call.text("region") or call.place.region, call.text("serviceId")
    suffix = call.place.suffix
    if not isinstance(suffix, str) or not isinstance(region, str):
        return {}
    prefix = call.text("reverseDnsPrefix") or ".".join(reversed(suffix.split(".")))
    if name := call.text("reverseDnsName"):
        *prefix_parts, region, service_id = name.split(".")
        prefix = ".".join(prefix_parts)
    elif name := call.text("dnsName"):
        service_id, region, *suffix_parts = name.split(".") if name.count(".") > 1 else (name, region)
        prefix = ".".join(reversed(suffix_parts)) or prefix
    reverse = f"{prefix}.{region}.{service_id}"
    return {
        "id": reverse,
        "partition": call.place.partition,
        "region": region,
        "serviceId": service_id,
        "reverseDnsName": reverse,
        "reverseDnsPrefix": prefix,
        "dnsName": f"{service_id}.{region}.{suffix}",
        "supported": True,
    }


def service_principal(call: Call) -> dict[str, Value]:
    """The principal of a service; the regional form is needed nowhere in the public partition."""
    region, name = call.text("region") or call.place.region, call.text("serviceName")
    if not isinstance(region, str):
        return {}
    return {
        "id": f"{name}.{region}.amazonaws.com",
        "name": f"{name}.amazonaws.com",
        "serviceName": name,
        "suffix": "amazonaws.com",
        "region": region,
    }


def default_tags(call: Call) -> dict[str, Value]:
    """The default tags of the provider."""
    configured = plain(call.provider.get("defaultTags"))
    tags = configured.get("tags") if isinstance(configured, dict) else None
    return {"id": call.place.partition, "tags": tags if isinstance(tags, dict) else {}}


def registry_credentials(call: Call) -> dict[str, Value]:
    """Credentials of a container registry: programs decode the token and split it at the colon."""
    registry = call.text("registryId") or call.place.account
    password = seeded(ALPHABETS["alnum"], PASSWORD_LENGTH, registry, str(call.place.region), "password")
    region, suffix = call.place.region, call.place.suffix
    known = isinstance(region, str) and isinstance(suffix, str)
    return {
        "id": region,
        "authorizationToken": base64.b64encode(f"AWS:{password}".encode()).decode(),
        "userName": "AWS",
        "password": password,
        "proxyEndpoint": f"https://{registry}.dkr.ecr.{region}.{suffix}" if known else UNKNOWN,
        "registryId": registry,
        "expiresAt": EXPIRES_AT,
    }


def session_context(call: Call) -> dict[str, Value]:
    """The role behind the session that `arn` names; an ARN of anything else stands for itself."""
    arn = call.text("arn")
    match = ASSUMED_ROLE.match(arn)
    if match is None:
        return {"id": arn, "arn": arn, "issuerArn": arn, "issuerId": "", "issuerName": "", "sessionName": ""}
    issuer = f"arn:{match['partition']}:iam::{match['account']}:role/{match['role']}"
    return {
        "id": arn,
        "arn": arn,
        "issuerArn": issuer,
        "issuerId": "AROA" + seeded(ALPHABETS["upper"], 17, issuer),
        "issuerName": match["role"].rpartition("/")[2],
        "sessionName": match["session"],
    }

"""The security group that components of awsx make by themselves: open to everyone."""

from __future__ import annotations

from collections.abc import Mapping

from preview.synthesis.components.builder import Builder, Child
from preview.synthesis.components.tokens import token
from preview.values import Value


def open_group(builder: Builder, name: str, vpc_id: Value, own: Mapping[str, Value]) -> Child:
    """A security group; `own` are the settings of the program, which replace all others."""
    everyone = {"cidrBlocks": ["0.0.0.0/0"], "ipv6CidrBlocks": ["::/0"]}
    settings = own or {
        "vpcId": vpc_id,
        "ingress": [{"fromPort": 0, "toPort": 0, "protocol": "-1", **everyone}],
        "egress": [{"fromPort": 0, "toPort": 65535, "protocol": "tcp", **everyone}],
    }
    return builder.make(token("SecurityGroup"), name, settings)

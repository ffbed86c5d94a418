"""Kubeconfigs as the eks plugin writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from preview.synthesis.components.builder import Builder
from preview.values import UNKNOWN, Value, contains_unknown, plain

_API: str = "client.authentication.k8s.io/v1beta1"


def kubeconfig(cluster: Mapping[str, Value], options: Mapping[str, Value], *, profile: bool) -> Value:
    """The configuration that reaches a cluster through the AWS command line; unknown while a part of it is.

    `options` may name a role to assume and a profile, which is left out unless `profile` is set.
    """
    authority = plain(cluster.get("certificateAuthority"))
    arn = plain(cluster.get("arn"))
    name = plain(cluster.get("name"))
    server = plain(cluster.get("endpoint"))
    if not all(isinstance(value, str) for value in (arn, name, server)) or not isinstance(authority, dict):
        return UNKNOWN
    arguments = [
        "--region",
        arn.split(":")[3],
        "eks",
        "get-token",
        "--cluster-name",
        name,
        "--output",
        "json",
    ]
    for option, key, wanted in (("--role", "roleArn", True), ("--profile", "profileName", profile)):
        value = plain(options.get(key))
        if wanted and value is not None:
            arguments += [option, value]
    made = {
        "apiVersion": "v1",
        "clusters": [
            {
                "cluster": {"server": server, "certificate-authority-data": authority.get("data", UNKNOWN)},
                "name": "kubernetes",
            }
        ],
        "contexts": [{"context": {"cluster": "kubernetes", "user": "aws"}, "name": "aws"}],
        "current-context": "aws",
        "kind": "Config",
        "users": [
            {
                "name": "aws",
                "user": {
                    "exec": {
                        "apiVersion": _API,
                        "command": "aws",
                        "args": arguments,
                        "env": [{"name": "KUBERNETES_EXEC_INFO", "value": json.dumps({"apiVersion": _API})}],
                    }
                },
            }
        ],
    }
    return UNKNOWN if contains_unknown(made) else made


def as_text(value: Value, *, sort: bool = False) -> Value:
    """JSON as JavaScript writes it; unknown where the value is."""
    if contains_unknown(value):
        return UNKNOWN
    return json.dumps(plain(value), separators=(",", ":"), ensure_ascii=False, sort_keys=sort)


def kubeconfig_method(builder: Builder, arguments: Mapping[str, Value]) -> dict[str, Value]:
    """`Cluster.getKubeconfig`: a kubeconfig for a role or a profile, as text."""
    cluster = builder.known(builder.state.get("eksCluster"))
    made = kubeconfig(cluster.outputs, arguments, profile=True) if cluster else UNKNOWN
    return {"result": as_text(made)}

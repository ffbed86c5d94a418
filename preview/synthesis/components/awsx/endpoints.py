"""The endpoints of a VPC: private ways to services of AWS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from preview.synthesis.components.awsx.network import Network
from preview.synthesis.components.builder import Builder, Child, ComponentError, flag, text
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import rest, tags
from preview.values import Value, plain

_PASSED_ON: Final = (
    "autoAccept",
    "dnsOptions",
    "ipAddressType",
    "policy",
    "privateDnsEnabled",
    "resourceConfigurationArn",
    "routeTableIds",
    "securityGroupIds",
    "serviceName",
    "serviceNetworkArn",
    "serviceRegion",
    "subnetConfigurations",
    "subnetIds",
    "vpcEndpointType",
)
_PREFERRED: Final = ("private", "isolated", "public")
"""In each zone an interface endpoint stands in a subnet of the first of these types that there is."""
_DNS: Final = ("enableDnsHostnames", "enableDnsSupport")


@dataclass(frozen=True)
class EndpointSpec:
    """An endpoint to be: its settings, its kind in lower case, and whether the plugin completes them."""

    settings: Mapping[str, Value]
    kind: str | None
    auto: bool

    @property
    def completed_interface(self) -> bool:
        """An interface endpoint that the plugin places in subnets."""
        return self.auto and self.kind == "interface"


def endpoint_specs(builder: Builder) -> list[EndpointSpec]:
    """The endpoints that the program asks for. Raises ComponentError."""
    given = plain(builder.inputs.get("vpcEndpointSpecs"))
    auto = text(builder, "vpcEndpointStrategy") == "Auto"
    if given is None:
        return []
    if not isinstance(given, list):
        raise ComponentError(
            "vpcEndpointSpecs decides which resources there are: it has to be known beforehand"
        )
    return [_spec(each, auto=auto) for each in given if isinstance(each, dict)]


def _spec(settings: Mapping[str, Value], *, auto: bool) -> EndpointSpec:
    service, kind = settings.get("serviceName"), settings.get("vpcEndpointType", "Gateway")
    if not isinstance(service, str):
        raise ComponentError("the serviceName of a VPC endpoint is its name: it has to be known beforehand")
    if auto and not isinstance(kind, str):
        raise ComponentError(f'vpcEndpointStrategy "Auto" needs the vpcEndpointType of {service} beforehand')
    return EndpointSpec(settings, kind.lower() if isinstance(kind, str) else None, auto)


def dns_settings(builder: Builder, endpoints: Sequence[EndpointSpec]) -> dict[str, Value]:
    """What of the VPC's DNS is on: private names of endpoints need all of it. Raises ComponentError."""
    settings = {name: builder.given(name) for name in _DNS}
    if any(
        each.completed_interface and each.settings.get("privateDnsEnabled", True) is True
        for each in endpoints
    ):
        for name in _DNS:
            if flag(builder, name) is False:
                raise ComponentError(
                    f"private DNS names of VPC endpoints need {name}: leave it out or set it to true"
                )
            settings[name] = settings[name] or True
    return settings


def make_endpoint(builder: Builder, spec: EndpointSpec, made: Network) -> Child:
    """One endpoint; the strategy Auto finds it subnets, route tables and a group where none are given."""
    whole = builder.given("vpcEndpointSpecs")
    settings = {name: rest(value, whole) for name, value in spec.settings.items()}
    region = settings.get("region") or builder.given("region")
    labels = tags(None, made.tags, settings.get("tags"))
    inputs = {name: settings.get(name) for name in _PASSED_ON}
    service = str(spec.settings["serviceName"])
    if spec.completed_interface:
        if inputs["subnetIds"] is None and inputs["subnetConfigurations"] is None:
            inputs["subnetIds"] = [child.output("id") for child in _one_per_zone(made)]
        if inputs["privateDnsEnabled"] is None:
            inputs["privateDnsEnabled"] = True
        if inputs["securityGroupIds"] is None:
            inputs["securityGroupIds"] = [_group(builder, service, spec, made, region, labels).output("id")]
    elif spec.auto and spec.kind == "gateway" and inputs["routeTableIds"] is None:
        inputs["routeTableIds"] = [subnet.table.output("id") for subnet in made.subnets]
    return builder.make(
        token("VpcEndpoint"),
        service,
        inputs | {"region": region, "tags": labels, "vpcId": made.vpc.output("id")},
        parent=made.vpc,
        depends_on=[made.vpc],
    )


def _one_per_zone(made: Network) -> list[Child]:
    chosen: dict[int, tuple[int, Child]] = {}
    for subnet in made.subnets:
        if subnet.type in _PREFERRED:
            rank = _PREFERRED.index(subnet.type)
            if subnet.zone_index not in chosen or rank < chosen[subnet.zone_index][0]:
                chosen[subnet.zone_index] = (rank, subnet.child)
    return [child for _, child in chosen.values()]


def _group(
    builder: Builder, service: str, spec: EndpointSpec, made: Network, region: Value, labels: Value
) -> Child:
    """A security group that lets the VPC in."""
    group = builder.make(
        token("SecurityGroup"),
        f"{service}-sg",
        {"region": region, "vpcId": made.vpc.output("id"), "tags": labels},
        parent=made.vpc,
        depends_on=[made.vpc],
    )
    addresses = str(spec.settings.get("ipAddressType", "")).lower()
    builder.make(
        token("SecurityGroupRule"),
        f"{service}-ingress",
        {
            "region": region,
            "type": "ingress",
            "securityGroupId": group.output("id"),
            "protocol": "tcp",
            "fromPort": 443,
            "toPort": 443,
            "cidrBlocks": [made.vpc.output("cidrBlock")],
            "ipv6CidrBlocks": [made.vpc.output("ipv6CidrBlock")]
            if addresses in ("ipv6", "dualstack")
            else None,
        },
        parent=made.vpc,
        depends_on=[group],
    )
    return group

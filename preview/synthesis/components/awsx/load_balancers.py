"""`awsx.lb`: load balancers with their target group and listeners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from preview.synthesis.components.awsx.default_vpc import default_vpc
from preview.synthesis.components.awsx.open_group import open_group
from preview.synthesis.components.builder import Builder, Child, ComponentError
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import bare, derived, items, parts, rest, without_none
from preview.values import UNKNOWN, OutputValue, Reference, Value

_OWN: Final = frozenset(
    {
        "defaultSecurityGroup",
        "defaultTargetGroup",
        "defaultTargetGroupPort",
        "listener",
        "listeners",
        "subnetIds",
        "subnets",
    }
)
"""Inputs of the components that are none of the load balancer itself."""
_HTTPS_PORT: Final = 443
_DEFAULT_PORT: Final = 80


def build_application(builder: Builder) -> dict[str, Value]:
    """`awsx.lb.ApplicationLoadBalancer`; open to everyone unless the program brings security groups."""
    vpc_id, subnets = _network(builder)
    group, groups = _security_groups(builder, vpc_id)
    settings = {"subnets": subnets, "securityGroups": groups, "loadBalancerType": "application"}
    balancer = _balancer(builder, settings)
    single, several = builder.given("listener"), items(builder.given("listeners"))
    port = builder.given("defaultTargetGroupPort")
    # The target group takes after the listener, but not after one that is alone in a list.
    if several:
        like = _protocol(parts(several[0]), port) if len(several) > 1 else {}
    else:
        like = _protocol(parts(single), port)
    target = _target_group(builder, {"vpcId": vpc_id, "targetType": "ip", **like})
    wanted = [{**_protocol(parts(each), None), **parts(each)} for each in several] or [
        {**like, **parts(single)}
    ]
    outputs = _outputs(builder, balancer, target, wanted, vpc_id)
    return outputs | {"defaultSecurityGroup": group.reference() if group else None}


def build_network(builder: Builder) -> dict[str, Value]:
    """`awsx.lb.NetworkLoadBalancer`."""
    vpc_id, subnets = _network(builder)
    # The last two mean nothing to this kind, and the plugin turns them off.
    settings = {"subnets": subnets, "loadBalancerType": "network", "enableHttp2": False, "idleTimeout": 0}
    balancer = _balancer(builder, settings)
    port = builder.given("defaultTargetGroupPort")
    target = _target_group(
        builder, {"vpcId": vpc_id, "protocol": "TCP", "port": _DEFAULT_PORT if port is None else port}
    )
    given = items(builder.given("listeners")) or [builder.given("listener")]
    wanted = [{"protocol": "TCP", "port": _DEFAULT_PORT, **parts(each)} for each in given]
    return _outputs(builder, balancer, target, wanted, vpc_id)


def _network(builder: Builder) -> tuple[Value, Value]:
    """The VPC, and the subnets as the load balancer takes them; None where it takes mappings."""
    given = [
        name for name in ("subnets", "subnetIds", "subnetMappings") if builder.inputs.get(name) is not None
    ]
    if len(given) > 1:
        raise ComponentError(f"{' and '.join(given)} exclude each other: give one of them")
    if not given:
        found = default_vpc(builder)
        return found.vpc_id, found.public
    whole = builder.given(given[0])
    listed = items(whole)
    if given == ["subnets"]:
        known = [builder.known(each) for each in listed]
        if not known or None in known:
            return rest(UNKNOWN, whole), rest(UNKNOWN, whole)
        children = [each for each in known if each]
        return children[0].output("vpcId"), [each.output("id") for each in children]
    first = listed[0] if listed else rest(UNKNOWN, whole)
    first = parts(first).get("subnetId", UNKNOWN) if given == ["subnetMappings"] else first
    return _vpc_of(builder, first), whole if given == ["subnetIds"] else None


def _vpc_of(builder: Builder, subnet: Value) -> OutputValue:
    """The VPC of a subnet by id: of one among the stack's own, or as AWS would say."""
    for urn in sorted(derived(None, subnet).dependencies):
        if urn.rpartition("::")[0].endswith(token("Subnet")):
            own = builder.known(Reference(urn, None))
            if own is not None and own.id == bare(subnet):
                return derived(own.output("vpcId").value, subnet)
    found = builder.invoke(token("getSubnet"), {"id": bare(subnet)})
    return derived(found.get("vpcId", UNKNOWN), subnet)


def _security_groups(builder: Builder, vpc_id: Value) -> tuple[Child | None, Value]:
    given = builder.given("securityGroups")
    settings = parts(builder.given("defaultSecurityGroup"))
    if given is not None or bare(settings.get("skip")) is True:
        return None, given
    own, identifier = settings.get("args"), settings.get("securityGroupId")
    if own is not None and identifier is not None:
        raise ComponentError("args and securityGroupId of defaultSecurityGroup exclude each other")
    if identifier is not None:
        return None, [identifier]
    group = open_group(builder, builder.name, vpc_id, parts(own))
    return group, [group.output("id")]


def _balancer(builder: Builder, settings: Mapping[str, Value]) -> Child:
    passed_on = {name: builder.given(name) for name in builder.inputs if name not in _OWN}
    return builder.make(token("LoadBalancer"), builder.name, passed_on | without_none(settings))


def _target_group(builder: Builder, settings: Mapping[str, Value]) -> Child:
    own = builder.given("defaultTargetGroup")
    if own is not None and builder.inputs.get("defaultTargetGroupPort") is not None:
        raise ComponentError("defaultTargetGroup and defaultTargetGroupPort exclude each other")
    return builder.make(token("TargetGroup"), builder.name, {**settings, **parts(own)})


def _outputs(
    builder: Builder, balancer: Child, target: Child, listeners: list[dict[str, Value]], vpc_id: Value
) -> dict[str, Value]:
    """Make the listeners, which forward to the target group unless they say; what the components give out."""
    if all(builder.inputs.get(name) is not None for name in ("listener", "listeners")):
        raise ComponentError("listener and listeners exclude each other: give one of them")
    forward = [{"type": "forward", "targetGroupArn": target.output("arn")}]
    made = [
        builder.make(
            token("Listener"),
            f"{builder.name}-{number}",
            {"defaultActions": forward, **settings, "loadBalancerArn": balancer.output("arn")},
        )
        for number, settings in enumerate(listeners)
    ]
    return {
        "loadBalancer": balancer.reference(),
        "defaultTargetGroup": target.reference(),
        "listeners": [each.reference() for each in made],
        "vpcId": vpc_id,
    }


def _protocol(listener: Mapping[str, Value], default_port: Value) -> dict[str, Value]:
    """Port and protocol of a listener, the one by the other."""
    port, protocol = listener.get("port"), listener.get("protocol")
    if port is None and protocol is None:
        return {"port": _DEFAULT_PORT if default_port is None else default_port, "protocol": "HTTP"}
    if protocol is None:
        known = bare(port)
        found = UNKNOWN if known is UNKNOWN else "HTTPS" if known == _HTTPS_PORT else "HTTP"
        return {"port": port, "protocol": rest(found, port)}
    if port is None:
        named = bare(protocol)
        number = UNKNOWN if named is UNKNOWN else _HTTPS_PORT if named == "HTTPS" else _DEFAULT_PORT
        return {"port": rest(number, protocol), "protocol": protocol}
    return {"port": port, "protocol": protocol}

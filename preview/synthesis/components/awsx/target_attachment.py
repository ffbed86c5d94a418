"""`awsx.lb.TargetGroupAttachment`: a machine or a function behind a load balancer."""

from __future__ import annotations

from preview.synthesis.components.builder import Builder, Child, ComponentError
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import bare, derived, rest
from preview.values import UNKNOWN, Value

_TARGETS = ("instance", "instanceId", "lambda", "lambdaArn")
_GROUPS = ("targetGroup", "targetGroupArn")


def build(builder: Builder) -> dict[str, Value]:
    """The attachment, and for a function the permission to call it."""
    target, group = _one_of(builder, _TARGETS), _one_of(builder, _GROUPS)
    known = builder.known(builder.inputs[group])
    arn = known.output("arn") if known else builder.given(group)
    permission = None
    if target in ("instance", "instanceId"):
        attached = _machine(builder, target, known, arn)
    else:
        function = builder.known(builder.inputs[target])
        identifier = function.output("arn") if function else builder.given(target)
        attached = {"targetId": identifier}
        permission = builder.make(
            token("Permission"),
            builder.name,
            {
                "action": "lambda:InvokeFunction",
                "function": function.output("name") if function else identifier,
                "principal": "elasticloadbalancing.amazonaws.com",
                "sourceArn": arn,
            },
        )
    made = builder.make(
        token("TargetGroupAttachment"),
        builder.name,
        {**attached, "targetGroupArn": arn},
        depends_on=[permission] if permission else [],
    )
    return {
        "targetGroupAttachment": made.reference(),
        "lambdaPermission": permission.reference() if permission else None,
    }


def _one_of(builder: Builder, names: tuple[str, ...]) -> str:
    given = [name for name in names if builder.inputs.get(name) is not None]
    if len(given) != 1:
        raise ComponentError(f"give exactly one of {', '.join(names)}")
    return given[0]


def _machine(builder: Builder, target: str, group: Child | None, arn: Value) -> dict[str, Value]:
    """The machine by id, or by address where the group is made of addresses."""
    kind = group.output("targetType") if group else None
    if kind is None:
        found = builder.invoke(token("getTargetGroup"), {"arn": bare(arn)})
        kind = derived(found.get("targetType", UNKNOWN), arn)
    machine = builder.known(builder.inputs[target])
    if machine:
        by_id, by_address = machine.output("id"), machine.output("privateIp")
        zone: Value = machine.output("availabilityZone")
    else:
        given = builder.given(target)
        found = builder.invoke(token("getInstance"), {"instanceId": bare(given)})
        by_id, by_address = derived(bare(given), given), derived(found.get("privateIp", UNKNOWN), given)
        zone = rest(found.get("availabilityZone", UNKNOWN), given)
    if kind.value is UNKNOWN:
        chosen: Value = derived(UNKNOWN, kind, by_id)
    else:
        chosen = by_id if kind.value == "instance" else by_address
    return {"targetId": derived(bare(chosen), chosen, kind), "availabilityZone": zone}

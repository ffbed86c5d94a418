"""Flow logs of networks."""

from collections.abc import Iterator
from dataclasses import replace

from pack.rule import Severity, StackRule, aws
from pack.stack import Stack
from pack.verdict import Verdict

from rules.checks import none_of
from rules.companions import lacking

_FLOW_LOGS = aws("ec2/flowLog")
_TRAFFIC = none_of("trafficType", "ACCEPT")
_WITHOUT = lacking(aws("ec2/vpc", "ec2/defaultVpc"), "FlowLog", (_FLOW_LOGS, "vpcId"))


def flow_logs(stack: Stack) -> Iterator[Verdict]:
    """Each VPC has flow logs, and none of them leaves out what was rejected."""
    yield from _WITHOUT(stack)
    for flow_log in stack.of(_FLOW_LOGS):
        for verdict in _TRAFFIC(flow_log):
            yield replace(verdict, urn=flow_log.urn)


FLOW_LOGS = StackRule(
    name="vpc-flow-logs",
    area="network",
    severity=Severity.MEDIUM,
    asserts="Each VPC has flow logs, of rejected traffic at least.",
    why="What is not logged can't be investigated, and nobody is told that it happens.",
    fix="Add an ec2.FlowLog with the VPC as vpc_id, and traffic_type ALL or REJECT.",
    check=flow_logs,
    fsbp=("EC2.6",),
)

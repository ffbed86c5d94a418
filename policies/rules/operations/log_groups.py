"""Log groups of functions."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Severity, StackRule, aws
from pack.stack import Stack
from pack.verdict import Verdict, fail, unknown

from rules.companions import written

_FUNCTIONS = aws("lambda/function")
_LOG_GROUPS = aws("cloudwatch/logGroup")


def functions(stack: Stack) -> Iterator[Verdict]:
    """Each function has a log group of its own: the one that Lambda makes keeps logs for ever."""
    groups = stack.of(_LOG_GROUPS)
    names = {group.at("name").text for group in groups}
    for function in stack.of(_FUNCTIONS):
        name = function.at("name")
        default = f"/aws/lambda/{name.text}"  # what AWS fills in where the program names no group
        chosen = function.at("loggingConfig.logGroup")
        if written(function, "loggingConfig.logGroup") and chosen.text != default:
            continue
        if name.text is not None and default in names:
            continue
        named = [group for group in groups if group.at("name").unknown]
        if any(_hangs_on(group, function) for group in named):
            continue
        if named and name.unknown:
            yield unknown("name", urn=function.urn)
        else:
            wanted = default if name.text else "/aws/lambda/ and the function's name"
            yield fail(f"No LogGroup of {function.name} is there, by the name {wanted}.", urn=function.urn)


def _hangs_on(group: Resource, function: Resource) -> bool:
    """Whether the group's name is made of the function's, or of what that is made of."""
    sources = set(group.identity.property_dependencies.get("name", ()))
    shared = set(function.identity.property_dependencies.get("name", ()))
    return function.urn in sources or bool(sources & shared)


LOG_GROUPS = StackRule(
    name="lambda-log-group",
    area="logging",
    severity=Severity.LOW,
    asserts="Functions write to log groups of the program.",
    why="The group that Lambda makes by itself keeps logs for ever and outlives the function.",
    fix="Add a cloudwatch.LogGroup, and name it in logging_config.log_group.",
    check=functions,
)

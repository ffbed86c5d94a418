"""Containers of ECS tasks and Batch jobs, as their JSON describes them."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import none_of

_TASKS = aws("ecs/taskDefinition")
_JOBS = aws("batch/jobDefinition")
# Where each property, JSON or not, has its containers.
_CONTAINERS = {
    "containerDefinitions": "[]",
    "containerProperties": "",
    "ecsProperties": "taskProperties[].containers[]",
    "nodeProperties": "nodeRangeProperties[].container",
}
_WHY = "Whoever breaks out of such a container owns the host, and every other container on it."


def containers(resource: Resource) -> Iterator[tuple[Reader, Reader]]:
    """Each container (or the unknown that stands for some) with the property that holds it."""
    for name, path in _CONTAINERS.items():
        place = resource.at(name)
        if not place.absent:
            yield from ((container, place) for container in place.json().all(path) if not container.absent)


def restricted(resource: Resource) -> Iterator[Verdict]:
    """No container is privileged, and none writes its root file system (Windows can't without)."""
    windows = (resource.at("runtimePlatform.operatingSystemFamily").text or "").startswith("WINDOWS")
    for container, place in containers(resource):
        privileged, readonly = container.at("privileged"), container.at("readonlyRootFilesystem")
        if privileged.unknown or (readonly.unknown and not windows):
            yield unknown(place)
        named = _named(container)
        if privileged.is_true():
            yield fail(f"{named} is privileged.", place)
        if not windows and not readonly.unknown and not readonly.is_true():
            default = ", and false by default" if readonly.absent else ""
            yield fail(f"readonlyRootFilesystem of {named} is {readonly.shown}{default}.", place)


def users(resource: Resource) -> Iterator[Verdict]:
    """No container runs as root by name; without a word on it, its image decides."""
    for container, place in containers(resource):
        user = container.at("user")
        if user.unknown:
            yield unknown(place)
        elif (user.text or "").partition(":")[0] in ("root", "0"):
            yield fail(f"user of {_named(container)} is {user.shown}.", place)


def roles(resource: Resource) -> Iterator[Verdict]:
    """A task runs as another role than the one that starts it."""
    task, execution = resource.at("taskRoleArn"), resource.at("executionRoleArn")
    dependencies = resource.identity.property_dependencies
    same = task.text is not None and task.text == execution.text
    hanging = (
        task.unknown
        and execution.unknown
        and bool(dependencies.get("taskRoleArn"))
        and dependencies.get("taskRoleArn") == dependencies.get("executionRoleArn")
    )
    if same or hanging:
        yield fail("taskRoleArn is the executionRoleArn.", task)
    elif (task.unknown and execution.text is not None) or (execution.unknown and task.text is not None):
        yield unknown(task if task.unknown else execution)


def _named(container: Reader) -> str:
    name = container.at("name")
    return f"container {name.shown}" if name.known else "the container"


CONTAINERS = (
    Rule(
        name="ecs-privileged-readonly",
        area="workloads",
        severity=Severity.MEDIUM,
        types=_TASKS | _JOBS,
        asserts="Containers are not privileged, and do not write their root file system.",
        why=_WHY,
        fix="Remove privileged, and set readonlyRootFilesystem to true in each container.",
        check=restricted,
        fsbp=("ECS.4", "ECS.5"),
    ),
    Rule(
        name="ecs-not-root",
        area="workloads",
        severity=Severity.MEDIUM,
        types=_TASKS | _JOBS,
        asserts="Containers do not run as root by name.",
        why=_WHY,
        fix="Set user to a number other than 0 in each container.",
        check=users,
    ),
    Rule(
        name="ecs-host-namespaces",
        area="workloads",
        severity=Severity.HIGH,
        types=_TASKS,
        asserts="Tasks do not share the processes of their host.",
        why="A container that sees the host's processes can read their memory and stop them.",
        fix="Remove pid_mode and ipc_mode, or set pid_mode to task.",
        check=lambda task: (
            verdict for path in ("pidMode", "ipcMode") for verdict in none_of(path, "host")(task)
        ),
        fsbp=("ECS.3",),
    ),
    Rule(
        name="ecs-separate-roles",
        area="workloads",
        severity=Severity.MEDIUM,
        types=_TASKS,
        asserts="What starts a task and what runs in it have different roles.",
        why="The program in the container may then pull every image and read every secret of its start.",
        fix="Make a role of its own for task_role_arn.",
        check=roles,
    ),
)

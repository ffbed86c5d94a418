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
# Where a job has the role of its program, next to the one that starts it.
_JOB_ROLES = (
    ("containerProperties", "", "jobRoleArn"),
    ("ecsProperties", "taskProperties[]", "taskRoleArn"),
    ("nodeProperties", "nodeRangeProperties[].container", "jobRoleArn"),
)
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
    """A task or a job runs as another role than the one that starts it."""
    task, execution = resource.at("taskRoleArn"), resource.at("executionRoleArn")
    dependencies = resource.identity.property_dependencies
    hanging = (
        task.unknown
        and execution.unknown
        and bool(dependencies.get("taskRoleArn"))
        and dependencies.get("taskRoleArn") == dependencies.get("executionRoleArn")
    )
    if hanging:
        yield fail("taskRoleArn is the executionRoleArn.", task)
    else:
        yield from _one_role(task, execution, execution if execution.unknown else task)
    for name, path, role in _JOB_ROLES:
        place = resource.at(name)
        for owner in place.json().all(path):
            yield from _one_role(owner.at(role), owner.at("executionRoleArn"), place)


def _one_role(runs: Reader, starts: Reader, place: Reader) -> Iterator[Verdict]:
    """What to say where something runs as one role and is started by another; `place` is where to look."""
    if runs.text is not None and runs.text == starts.text:
        yield fail(f"{runs.path} is the executionRoleArn.", place)
    elif (runs.unknown and starts.text is not None) or (starts.unknown and runs.text is not None):
        yield unknown(place)


def namespaces(resource: Resource) -> Iterator[Verdict]:
    """No task, and no task of a job, sees what its host does."""
    place = resource.at("ecsProperties")
    for name in ("pidMode", "ipcMode"):
        yield from none_of(name, "host")(resource)
        for mode in place.json().all(f"taskProperties[].{name}"):
            if mode.one_of("host"):
                yield fail(f"{mode.path} is {mode.shown}.", place)
            elif mode.unknown:
                yield unknown(place)


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
        types=_TASKS | _JOBS,
        asserts="Tasks do not share the processes of their host.",
        why="A container that sees the host's processes can read their memory and stop them.",
        fix="Remove pid_mode and ipc_mode, or set pid_mode to task.",
        check=namespaces,
        fsbp=("ECS.3",),
    ),
    Rule(
        name="ecs-separate-roles",
        area="workloads",
        severity=Severity.MEDIUM,
        types=_TASKS | _JOBS,
        asserts="What starts a task or a job and what runs in it have different roles.",
        why="The program in the container may then pull every image and read every secret of its start.",
        fix="Make a role of its own for task_role_arn, or jobRoleArn of a job.",
        check=roles,
    ),
)

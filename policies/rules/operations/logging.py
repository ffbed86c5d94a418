"""Audit and detection are on."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import on

_TRAIL = aws("cloudtrail/trail")


def recorder(resource: Resource) -> Iterator[Verdict]:
    """Everything is recorded, or everything but some types; without a group, all but the global ones are."""
    group = resource.at("recordingGroup")
    if group.empty:
        yield fail("recordingGroup is not set: users, roles and policies of IAM are not recorded.", group)
        return
    everything, some = group.at("allSupported"), group.at("resourceTypes")
    if everything.absent and not some.empty:
        yield unknown(some) if some.unknown else fail(f"{some.path} is set: only those are recorded.", some)
        return
    strategies = list(group.all("recordingStrategies[].useOnly"))
    if not (everything.is_false() or everything.unknown):
        return
    if any(one.one_of("EXCLUSION_BY_RESOURCE_TYPES", "ALL_SUPPORTED_RESOURCE_TYPES") for one in strategies):
        return
    hidden = next((part for part in (everything, *strategies) if part.unknown), None)
    if hidden:
        yield unknown(hidden)
    else:
        yield fail(f"{everything.path} is {everything.shown}: only some types are recorded.", everything)


LOGGING = (
    Rule(
        name="cloudtrail-validation",
        area="logging",
        severity=Severity.HIGH,
        types=_TRAIL,
        asserts="Trails can prove that nobody changed their files.",
        why="Without digests, a deleted or changed log file goes unnoticed.",
        fix="Set enable_log_file_validation=True.",
        check=on("enableLogFileValidation"),
        fsbp=("CloudTrail.4",),
    ),
    Rule(
        name="cloudtrail-multiregion",
        area="logging",
        severity=Severity.HIGH,
        types=_TRAIL,
        asserts="Trails record every region.",
        why="Intruders work in the regions that nobody watches.",
        fix="Set is_multi_region_trail=True.",
        check=on("isMultiRegionTrail"),
        fsbp=("CloudTrail.1",),
    ),
    Rule(
        name="cloudtrail-enabled",
        area="logging",
        severity=Severity.CRITICAL,
        types=_TRAIL,
        asserts="Trails record.",
        why="What is not recorded can't be investigated.",
        fix="Remove enable_logging=False.",
        check=on("enableLogging", default=True),
    ),
    Rule(
        name="guardduty-enabled",
        area="logging",
        severity=Severity.HIGH,
        types=aws("guardduty/detector"),
        asserts="GuardDuty detectors are on.",
        why="A suspended detector sees nothing, and looks as if there was nothing.",
        fix="Remove enable=False.",
        check=on("enable", default=True),
        fsbp=("GuardDuty.1",),
    ),
    Rule(
        name="config-recorder-all",
        area="logging",
        severity=Severity.HIGH,
        types=aws("cfg/recorder"),
        asserts="AWS Config records every resource type.",
        why="What is not recorded is judged by no Config rule and has no history.",
        fix="Set recording_group.all_supported and include_global_resource_types to true.",
        check=recorder,
        fsbp=("Config.1",),
    ),
    Rule(
        name="config-recorder-on",
        area="logging",
        severity=Severity.HIGH,
        types=aws("cfg/recorderStatus"),
        asserts="Recorders of AWS Config are on.",
        why="A recorder that is stopped records nothing, and looks as if nothing had changed.",
        fix="Set is_enabled=True.",
        check=on("isEnabled"),
    ),
)

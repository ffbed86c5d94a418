"""What the policies of an organization deny. Its files are in `tests/policies/requests/organization`."""

from pathlib import Path

from tests.policies.harness import UNKNOWN, Case

FOLDER = Path(__file__).parents[1] / "requests" / "organization"
_SETTINGS = {"folder": str(FOLDER)}
_TOKENS = {"metadataOptions": {"httpTokens": "required"}}

CASES = {
    "guardrail-denies": Case(
        type="aws:ec2/instance:Instance",
        settings=_SETTINGS,
        bad=[
            (
                {"instanceType": "t3.micro", "region": "eu-west-1"},
                "ec2:RunInstances on it would be denied by `metadata` (SCP attached to Root): "
                "ec2:MetadataHttpTokens is absent and must be required. Fix: Require session tokens.",
            ),
            (
                {"metadataOptions": {"httpTokens": "optional"}, "region": "eu-west-1"},
                "ec2:RunInstances on it would be denied by `metadata` (SCP attached to Root): "
                "ec2:MetadataHttpTokens is optional and must be required. Fix: Require session tokens.",
            ),
            (
                _TOKENS | {"region": "ap-south-1"},
                "ec2:RunInstances on it, with 3 more requests, would be denied by `regions` (SCP attached to "
                "Workloads): aws:RequestedRegion is ap-south-1 and must be eu-west-1, eu-central-1; the role "
                "OrganizationAccountAccessRole is not exempt.",
            ),
        ],
        good=[
            _TOKENS | {"region": "eu-west-1"},
            {"metadataOptions": [{"httpTokens": "required"}], "region": "eu-central-1"},
        ],
        unknown=[
            {"metadataOptions": {"httpTokens": UNKNOWN}, "region": "eu-west-1"},
            {"metadataOptions": UNKNOWN, "region": "eu-west-1"},
            {"launchTemplate": {"id": "lt-1"}, "region": "eu-west-1"},
            _TOKENS | {"region": UNKNOWN},
        ],
    ),
    "guardrail-denies-derived": Case(
        type="aws:scheduler/scheduleGroup:ScheduleGroup",
        settings=_SETTINGS,
        bad=[
            (
                {"name": "nightly", "region": "eu-west-1"},
                "scheduler:CreateScheduleGroup on it would be denied by `names` (SCP attached to the account "
                "444455556666): aws:RequestTag/owner is absent and must be given. (Which requests this type "
                "makes is derived from AWS's own lists, not checked by hand: right about nine times in ten, "
                "and so advice.)",
            ),
        ],
        good=[{"tags": {"owner": "platform"}, "region": "eu-west-1"}],
        unknown=[{"tags": UNKNOWN, "region": "eu-west-1"}],
    ),
}

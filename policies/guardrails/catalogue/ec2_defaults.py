"""What EC2 does in every account, decided once."""

from ..guardrail import Guardrail
from ..kinds import PolicyType
from ..settings import ROOT, Facts

ASSIGN = "@@assign"


def _configures(facts: Facts) -> dict[str, object]:  # noqa: ARG001 - the same for everybody
    return {
        "ec2_attributes": {
            "exception_message": {ASSIGN: "The guardrail ec2-defaults of the organization decides this."},
            "instance_metadata_defaults": {
                "http_tokens": {ASSIGN: "required"},
                "http_tokens_enforced": {ASSIGN: "enabled"},
                "http_put_response_hop_limit": {ASSIGN: "2"},
                "http_endpoint": {ASSIGN: "enabled"},
            },
            "image_block_public_access": {"state": {ASSIGN: "block_new_sharing"}},
            "snapshot_block_public_access": {"state": {ASSIGN: "block_all_sharing"}},
            "serial_console_access": {"status": {ASSIGN: "disabled"}},
        }
    }


GUARDRAIL = Guardrail(
    id="ec2-defaults",
    type=PolicyType.DECLARATIVE_EC2,
    why="A default that holds in every account and region needs no function that repairs it afterwards.",
    fix="Change the declarative policy: accounts cannot.",
    units=(ROOT,),
    controls=("FSBP EC2.1", "FSBP EC2.8", "FSBP EC2.182", "NIST-800-53 CM-6"),
    configures=_configures,
)

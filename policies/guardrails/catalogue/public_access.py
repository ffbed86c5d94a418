"""No bucket of any account is public."""

from ..guardrail import Guardrail
from ..kinds import PolicyType
from ..settings import ROOT, Facts


def _configures(facts: Facts) -> dict[str, object]:  # noqa: ARG001 - the same for everybody
    return {"s3_attributes": {"public_access_block_configuration": {"@@assign": "all"}}}


GUARDRAIL = Guardrail(
    id="s3-public-access",
    type=PolicyType.S3,
    why="A bucket is public by one wrong line of its policy; this block holds above all of them.",
    fix="Serve public files through CloudFront with origin access control.",
    units=(ROOT,),
    controls=("CIS 2.1.4", "FSBP S3.1", "FSBP S3.8", "NIST-800-53 AC-3"),
    configures=_configures,
)

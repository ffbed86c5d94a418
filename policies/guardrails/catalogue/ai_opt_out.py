"""No AWS AI service keeps or trains on the company's data."""

from ..guardrail import Guardrail
from ..kinds import PolicyType
from ..settings import ROOT, Facts


def _configures(facts: Facts) -> dict[str, object]:  # noqa: ARG001 - the same for everybody
    locked = {"@@operators_allowed_for_child_policies": ["@@none"]}
    return {
        "services": {
            **locked,
            "default": {**locked, "opt_out_policy": {**locked, "@@assign": "optOut"}},
        }
    }


GUARDRAIL = Guardrail(
    id="ai-opt-out",
    type=PolicyType.AI_OPT_OUT,
    why="Some AI services keep what they process, outside of its region, unless the organization opts out.",
    fix="Ask legal before any service is opted in again.",
    units=(ROOT,),
    controls=("NIST-800-53 AC-4", "NIST-800-53 SI-12"),
    configures=_configures,
)

"""Putting our servicer where pulumi_policy takes its own from.

Its `PolicyPack` makes a private servicer class; the fast answers depend on how that class works inside. So
they are used only with sources that they were compared with. With any others the pack says so once and lets
the stock servicer answer.
"""

import hashlib
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from pulumi_policy import policy as sdk

from pack.findings import FindingsFile
from pack.judge import Judge
from pack.rule import AnyRule

# SHA-256 of pulumi_policy/policy.py, by release: those that the differential test has passed with.
COMPARED: Final[Mapping[str, str]] = {
    "f16bf20d4462d17f10f826be635abbc1ac0c67f9cf89abc280180c97fa5d7a1d": "1.21.0",
}

_SERVICER = "_PolicyAnalyzerServicer"
_PARTS = ("_get_enforcement_level", "_get_policy_config", "_map_enforcement_level", "_map_severity")


def install(judge: Judge, rules: tuple[AnyRule, ...], findings: Path | None) -> str:
    """Make `PolicyPack` serve through the fastest servicer that fits: "thin", "remembering" or "stock"."""
    if not isinstance(getattr(sdk, _SERVICER, None), type):
        _say("its servicer is not where it was; secrets can't be told apart, so no message shows any value")
        return "stock"
    from pack.servicer import RememberingServicer, ThinServicer

    compared = _fingerprint() in COMPARED and all(hasattr(getattr(sdk, _SERVICER), part) for part in _PARTS)
    if not compared:
        _say(f"the fast answers were compared with {', '.join(COMPARED.values())} only")
    servicer = partial(
        ThinServicer if compared else RememberingServicer, judge, rules, FindingsFile(findings)
    )
    setattr(sdk, _SERVICER, servicer)
    return "thin" if compared else "remembering"


def _fingerprint() -> str:
    try:
        return hashlib.sha256(Path(sdk.__file__).read_bytes()).hexdigest()
    except OSError:
        return ""


def _say(reason: str) -> None:
    sys.stderr.write(
        f"landfall policies: this pulumi_policy is another than expected: {reason}. "
        "The pack works as before, but slower: the stock servicer answers.\n"
    )

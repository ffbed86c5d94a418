"""The client of policy packs: starts a pack as Pulumi's engine does, and has it judge a stack.

`source` reads what a pack is, `config` what --policy-pack-config says, `process` and `client` run it,
`levels` and `marshal` say what it is sent, `judge` drives it beside a running program, and `findings` reads
what it answered.
"""

from preview.policy.config import PackConfig, load_pack_config
from preview.policy.judge import Judge, Verdict
from preview.policy.process import StackContext
from preview.policy.source import PackSource, load_pack

__all__ = [
    "Judge",
    "PackConfig",
    "PackSource",
    "StackContext",
    "Verdict",
    "load_pack",
    "load_pack_config",
]

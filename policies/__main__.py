"""landfall's policy pack. The engine runs this file as `python -m pulumi.policy <engine> policies`."""

import gc
import os
import sys
from pathlib import Path

NAME = "landfall"
DESCRIPTION = "Security, resilience and tagging rules for AWS, judged in three values: pass, fail, not known."


def main() -> None:
    """Read the stack's `policies` section and serve; exit with every problem at once if it is wrong."""
    # What is loaded from here on stays to the end: looking through it for garbage again and again would take
    # a tenth of the start, and some of each long run.
    gc.disable()
    from pack.configuration import configure
    from pack.judge import Judge
    from pack.policies import policies
    from pack.problems import ConfigurationError
    from pack.serve import install
    from pulumi_policy import PolicyPack
    from rules import CATALOGUE

    try:
        judge = Judge(configure(CATALOGUE, os.environ))
    except ConfigurationError as error:
        problems = "".join(f"  - {problem}\n" for problem in error.problems)
        sys.stderr.write(f"error: the policy pack does not start, its configuration is wrong:\n{problems}")
        sys.exit(1)
    findings = os.environ.get("PREVIEW_FINDINGS")
    install(judge, CATALOGUE, Path(findings) if findings else None)
    made = policies(CATALOGUE, judge)
    gc.freeze()
    gc.enable()
    PolicyPack(NAME, made, description=DESCRIPTION, provider="aws")


if __name__ == "__main__":
    main()

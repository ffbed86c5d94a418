"""`python -m estate <analysis>`: reads one request on standard input, writes one answer on standard output.

Exit status 0 means that there is an answer, whatever it says; 2 means that there is none.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from estate.protocol import Answer, Request, RequestError
from estate.validate import validate

ANALYSES: dict[str, Callable[[Request], Answer]] = {"validate": validate}


def main(arguments: list[str]) -> int:
    """Run the analysis that the arguments name."""
    if len(arguments) != 1 or arguments[0] not in ANALYSES or sys.stdin.isatty():
        sys.stderr.write(
            f"usage: python -m estate {{{','.join(ANALYSES)}}} < request.json\n"
            "The preview starts this with its request; people run `python -m preview validate`.\n"
        )
        return 2
    try:
        request = Request.parse(sys.stdin.read())
    except RequestError as error:
        sys.stderr.write(f"estate {arguments[0]}: {error}\n")
        return 2
    sys.stdout.write(ANALYSES[arguments[0]](request).as_json() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

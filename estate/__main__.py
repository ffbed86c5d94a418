"""`python -m estate <analysis>`.

The preview starts `validate` and `prove` with one request on standard input and reads one answer from
standard output: exit status 0 means that there is an answer, whatever it says; 2 means that there is none.
`trace`, `addresses` and `health` are for people, and have arguments and exit statuses of their own.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from estate.protocol import Answer, Request, RequestError

# Each part is imported when it is asked for: validation is in a hurry, and needs none of the others.
ANALYSES = {"validate": "estate.validate:validate", "prove": "estate.proof.hook:prove_flows"}
COMMANDS = {
    "addresses": "estate.address_text:main",
    "health": "estate.health_text:main",
    "trace": "estate.trace:main",
}


def _part(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def main(arguments: list[str]) -> int:
    """Run the analysis that the arguments name."""
    if arguments and arguments[0] in COMMANDS:
        status: int = _part(COMMANDS[arguments[0]])(arguments[1:])
        return status
    if len(arguments) != 1 or arguments[0] not in ANALYSES or sys.stdin.isatty():
        sys.stderr.write(
            f"usage: python -m estate {{{','.join(ANALYSES)}}} < request.json\n"
            "       python -m estate trace FROM TO\n"
            "       python -m estate addresses\n"
            "       python -m estate health\n"
            "The preview starts the first two with its request; people run `python -m preview run --all`.\n"
        )
        return 2
    try:
        request = Request.parse(sys.stdin.read())
        answer: Answer = _part(ANALYSES[arguments[0]])(request)
    except RequestError as error:
        sys.stderr.write(f"estate {arguments[0]}: {error}\n")
        return 2
    sys.stdout.write(answer.as_json() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

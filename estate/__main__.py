"""`python -m estate <analysis>`.

The preview starts `validate` and `prove` with one request on standard input and reads one answer from
standard output: exit status 0 means that there is an answer, whatever it says; 2 means that there is none.
`trace`, `addresses` and `health` are for people, and have arguments and exit statuses of their own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from estate.address_text import main as addresses
from estate.proof.estate import ReportError
from estate.proof.hook import prove_flows
from estate.protocol import Answer, Request, RequestError
from estate.trace import main as trace
from estate.validate import validate

ANALYSES: dict[str, Callable[[Request], Answer]] = {"validate": validate, "prove": prove_flows}


def _health(arguments: Sequence[str]) -> int:
    # Its tables are slow to import, and validation is in a hurry.
    from estate.health_text import main as health

    return health(arguments)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "addresses": addresses,
    "health": _health,
    "trace": trace,
}


def main(arguments: list[str]) -> int:
    """Run the analysis that the arguments name."""
    if arguments and arguments[0] in COMMANDS:
        return COMMANDS[arguments[0]](arguments[1:])
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
        answer = ANALYSES[arguments[0]](request)
    except (RequestError, ReportError) as error:
        sys.stderr.write(f"estate {arguments[0]}: {error}\n")
        return 2
    sys.stdout.write(answer.as_json() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

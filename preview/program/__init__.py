"""Running a project's program in a process of its own, with the project's own interpreter."""

from preview.program.fork_server import ProgramServer, ProgramServerError
from preview.program.outcome import Frame, ProgramError, ProgramOutcome
from preview.program.run import ProgramRequest, run_program

__all__ = [
    "Frame",
    "ProgramError",
    "ProgramOutcome",
    "ProgramRequest",
    "ProgramServer",
    "ProgramServerError",
    "run_program",
]

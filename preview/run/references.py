"""What a stack reference of one stack's program stands for."""

from __future__ import annotations

from difflib import get_close_matches

from preview.engine import StackOutputs, UnknownStack
from preview.project import Project
from preview.run.exchange import Exchange, NoOutputsError
from preview.run.foreign import References
from preview.run.names import parse_stack_name
from preview.run.progress import Progress
from preview.run.waiting import Waiting
from preview.values import UNKNOWN


class ReferenceResolver:
    """Finds the outputs of other stacks: of this project's by previewing them, of others' in a file."""

    def __init__(
        self,
        stack: str,
        *,
        project: Project,
        asked: tuple[str, ...],
        given: References,
        exchange: Exchange,
        progress: Progress,
    ) -> None:
        self._stack = stack
        self._project = project
        self._asked = asked
        self._given = given
        self._exchange = exchange
        self._progress = progress
        self.unknown: set[str] = set()
        """A note for each stack whose outputs nobody knows."""
        self.failed: dict[str, str] = {}
        """Stacks that were needed and failed, with what the program was told of them."""
        self.waiting = Waiting()

    def outputs(self, name: str) -> StackOutputs:
        """The outputs of the stack that a reference names, waiting for its preview; raises UnknownStack.

        The file wins over a preview, except for a stack that was asked for.
        """
        try:
            full = parse_stack_name(name, project=self._project.name)
        except ValueError as error:
            raise UnknownStack(str(error)) from None
        ours = full.project == self._project.name
        if not (ours and full.stack in self._asked) and (given := self._given.find(full)) is not None:
            return given
        if ours:
            return self._sibling(full.stack)
        self.unknown.add(
            f"the outputs of stack {full} are unknown: it belongs to another project, "
            "and --references does not give them"
        )
        return StackOutputs(outputs=UNKNOWN)

    def _sibling(self, stack: str) -> StackOutputs:
        stacks = self._project.stacks
        if stack not in stacks:
            close = get_close_matches(stack, stacks, 1)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(stacks)}"
            raise UnknownStack(f"project {self._project.name} has no stack {stack}; {hint}")
        self._progress.waiting(self._stack, stack)
        try:
            with self.waiting.counted():
                return self._exchange.outputs(self._stack, stack)
        except NoOutputsError as error:
            if error.stack:
                self.failed[error.stack] = str(error)
            raise UnknownStack(str(error)) from None
        finally:
            self._progress.running(self._stack)

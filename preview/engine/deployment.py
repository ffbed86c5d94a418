"""The core of a preview: what happens when a program registers, reads and calls, whatever the transport."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from preview.checks import InputProblem
from preview.engine.callbacks import Callbacks, RemoteCallbacks
from preview.engine.cloud import Cloud
from preview.engine.dynamic import DynamicProviders
from preview.engine.functions import Functions
from preview.engine.hooks import Hooks
from preview.engine.making import Maker
from preview.engine.model import Diagnostic, EngineError, Resource, Severity, SourcePosition, StackOutputs
from preview.engine.order import in_tree_order
from preview.engine.packages import Packages
from preview.engine.providers import Providers
from preview.engine.reads import Reads
from preview.engine.registration import Registration, folded
from preview.engine.sources import Sources
from preview.engine.transforms import Transforms
from preview.urn import STACK_TYPE, make_urn
from preview.values import Value


class Deployment:
    """One stack being previewed.

    `references` answers what another stack exports; it may block until that stack has been previewed, and
    raises UnknownStack. `remediate` may return other inputs for a resource before it is made; `on_registered`
    is told of every resource once it is there. All three are called from several threads at once, and so may
    be the methods here.

    Inputs that hold the text `placeholder`, which stands for a value nobody gave, are not checked.

    `problems` holds, by URN, what is wrong with the inputs of resources; these are made all the same.

    A registration that fails is noted as an error and answered with unknown outputs, so that one run reports
    every mistake. Relative paths of assets start at `program_directory`, which is `root`, the project's own,
    unless whoever runs the program changes it. The program's `dynamic` providers may be given too; without
    them, inputs of their resources stay as they are.
    """

    def __init__(
        self,
        *,
        organization: str,
        project: str,
        stack: str,
        root: Path,
        config: Mapping[str, str],
        secret_keys: frozenset[str],
        synthesizer: Cloud,
        references: Callable[[str], StackOutputs],
        on_registered: Callable[[Resource], None] | None = None,
        remediate: Callable[[Resource], Mapping[str, Value] | None] | None = None,
        callbacks: Callbacks | None = None,
        placeholder: str = "",
    ) -> None:
        self.organization = organization
        self.project = project
        self.stack = stack
        self.root = root
        self.program_directory = root
        self.dynamic: DynamicProviders | None = None
        self.config = dict(config)
        self.secret_keys = secret_keys
        self.cloud = synthesizer
        self.remediate = remediate
        self.placeholder = placeholder
        self.resources: dict[str, Resource] = {}
        self.exports: dict[str, Value] = {}
        self.diagnostics: list[Diagnostic] = []
        self.problems: dict[str, tuple[InputProblem, ...]] = {}
        self.stack_urn = make_urn(stack, project, "", STACK_TYPE, f"{project}-{stack}")
        self.packages = Packages()
        self.sources = Sources(root)
        self.callbacks = callbacks or RemoteCallbacks()
        self.transforms = Transforms(self.callbacks)
        self.hooks = Hooks(self.callbacks)
        self.providers = Providers(
            stack=stack,
            project=project,
            config=self.config,
            secret_keys=secret_keys,
            resources=self.resources,
            cloud=synthesizer,
            add=self._take_default_provider,
        )
        self.reads = Reads(self, references)
        self.functions = Functions(self)
        self.maker = Maker(self)
        self._on_registered = on_registered
        self._claimed: set[str] = set()
        self._lock = threading.Lock()

    @property
    def failed(self) -> bool:
        """Has the engine or the program reported an error?"""
        return any(diagnostic.severity == "error" for diagnostic in self.diagnostics)

    def ordered(self) -> list[Resource]:
        """All resources, parents before children and siblings by URN: the same in every run."""
        return in_tree_order(self.resources.values())

    def report(
        self, severity: Severity, message: str, urn: str = "", source: SourcePosition | None = None
    ) -> None:
        """Note a message about the run or about one resource; `source` is where it was made, if known."""
        known = self.resources.get(urn)
        self.diagnostics.append(Diagnostic(severity, message, urn, known.source if known else source))

    def urn_of(self, type: str, name: str, parent: str) -> str:
        """The URN of a resource in this deployment."""
        return sys.intern(make_urn(self.stack, self.project, parent, type, name))

    def claim(self, urn: str) -> None:
        """Take a URN for a resource about to be made. Raises EngineError if it is taken."""
        with self._lock:
            if urn in self._claimed:
                raise EngineError(f"Duplicate resource URN '{urn}'; try giving it a unique name")
            self._claimed.add(urn)

    def store(self, resource: Resource) -> None:
        """Take a finished resource in."""
        with self._lock:
            self._claimed.add(resource.urn)
            self.resources[resource.urn] = resource
        if self._on_registered is not None:
            self._on_registered(resource)

    def _take_default_provider(self, provider: Resource) -> None:
        found = self.cloud.problems(provider.type, provider.inputs)
        if found:
            self.problems[provider.urn] = found
        self.store(provider)

    def register(
        self, registration: Registration, *, made_by: Resource | None = None
    ) -> tuple[str, Resource | None]:
        """Register a resource: its URN, and the resource, or None if that failed (the error is noted).

        `made_by` is the component whose plugin would have registered it: its line of the program is the
        resource's too.
        """
        urn = self.urn_of(registration.type, registration.name, registration.parent)
        frames = made_by.frames if made_by else self.sources.frames(registration.frames)
        try:
            self.claim(urn)
            return urn, self.maker.make(urn, self.transforms.apply(registration), frames)
        except EngineError as error:
            self.diagnostics.append(Diagnostic("error", str(error), urn, frames[0] if frames else None))
            return urn, None

    def register_outputs(self, urn: str, outputs: dict[str, Value]) -> None:
        """Note the outputs of a component, or the exports of the stack. Raises EngineError."""
        resource = self.resources.get(urn)
        if resource is None:
            if urn in self._claimed:  # its registration failed, which was reported then
                return
            raise EngineError(f"outputs were registered for a resource that is not: {urn}")
        resource.outputs = {key: folded(item) for key, item in outputs.items() if item is not None}
        if urn == self.stack_urn:
            self.exports = resource.outputs

    def close(self) -> None:
        """Hang up on the program."""
        if isinstance(self.callbacks, RemoteCallbacks):
            self.callbacks.close()

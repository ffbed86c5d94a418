"""Making one resource: what it inherits, its provider, Check, hooks and Create."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preview.checks import MISSING_FILE, REFUSED, InputProblem
from preview.engine.assets import Digester, MissingFileError
from preview.engine.construction import Construction
from preview.engine.describing import described
from preview.engine.model import EngineError, Resource, SourcePosition
from preview.engine.providers import DYNAMIC_PACKAGE, provider_id
from preview.engine.registration import Registration, dependencies_within, folded
from preview.engine.secrets import ID, mark_like, mark_named, without_placeholder
from preview.synthesis import ComponentError, ProviderConfig
from preview.urn import is_provider, package_of
from preview.values import Value, plain

if TYPE_CHECKING:
    from preview.engine.deployment import Deployment

_WITHOUT_SDK: Final = frozenset({"pulumi", DYNAMIC_PACKAGE})
"""Packages that are the engine's own."""
_ID_STAYS_OPEN: Final = "The 'id' property cannot be made secret. See pulumi/pulumi#2717 for more details."


class Maker:
    """Makes the resources of one deployment."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._missing_sdks: set[str] = set()

    def make(self, urn: str, registration: Registration, frames: tuple[SourcePosition, ...]) -> Resource:
        """Make a resource and take it into the deployment. Raises EngineError.

        `frames` are the lines of the project that asked for it, innermost first.
        """
        deployment = self._deployment
        inputs = self._digested(urn, folded(registration.inputs))
        resource = described(deployment, urn, registration, inputs, frames)
        provider = self._provider(resource, registration)
        self._name_missing_sdk(resource)
        if resource.custom or resource.remote:
            inputs = without_placeholder(deployment.placeholder, resource.inputs)
            self._note_problems(urn, deployment.cloud.problems(resource.type, inputs))
        if provider is not None:
            self._check(resource, provider)
        if deployment.remediate is not None:
            replacement = deployment.remediate(resource)
            if replacement is not None:
                resource.inputs = dict(replacement)
        for failure in deployment.hooks.run("before_create", resource):
            raise EngineError(failure)
        self._create(resource, provider)
        deployment.store(resource)
        if ID in resource.additional_secret_outputs:
            deployment.report("warning", _ID_STAYS_OPEN, urn)
        for failure in deployment.hooks.run("after_create", resource):
            deployment.report("warning", failure, urn)
        return resource

    def fill(self, resource: Resource, provider: ProviderConfig) -> None:
        """Fill in id and outputs of a provider's resource: by Create, or for one that exists by Read."""
        cloud = self._deployment.cloud
        secrets = cloud.accepts_secrets(provider.package)
        inputs = resource.inputs if secrets else plain(resource.inputs)
        existing = resource.import_id or (resource.id if resource.external else None)
        if existing is None:
            made = cloud.create(resource.type, resource.urn, inputs, provider)
        else:
            made = cloud.read(resource.type, resource.urn, existing, inputs, provider)
        outputs = made.outputs if secrets else mark_like(made.outputs, resource.inputs)
        resource.id = made.id
        resource.outputs = mark_named(outputs, resource.additional_secret_outputs)
        resource.synthetic = made.synthetic

    def _digested(self, urn: str, inputs: dict[str, Value]) -> dict[str, Value]:
        digester = Digester(self._deployment.program_directory)
        digested: dict[str, Value] = {}
        for name, value in inputs.items():
            try:
                digested[name] = digester.digest(value)
            except MissingFileError as error:
                fix = "Build it before the preview, or correct the path."
                self._note_problems(urn, (InputProblem(name, MISSING_FILE, f"{name}: {error}", fix),))
                digested[name] = value
        return digested

    def _note_problems(self, urn: str, found: tuple[InputProblem, ...]) -> None:
        if found:
            self._deployment.problems[urn] = (*self._deployment.problems.get(urn, ()), *found)

    def _provider(self, resource: Resource, registration: Registration) -> ProviderConfig | None:
        """The provider that manages the resource; None for components and for providers themselves."""
        deployment = self._deployment
        options = registration.options
        if not resource.custom:
            deployment.providers.remember(resource.urn, resource.parent, options.providers)
            deployment.transforms.remember(resource.urn, resource.parent, registration.transforms)
        if is_provider(resource.type):
            if options.version:
                resource.inputs.setdefault("version", options.version.removeprefix("v"))
            return None
        if not (resource.custom or resource.remote):
            return None
        package = deployment.packages.find(
            resource.type, options.version, options.plugin_download_url, registration.package_ref
        )
        reference = deployment.providers.reference(
            package, resource.type, given=options.provider, parent=resource.parent
        )
        if resource.remote:  # its plugin is asked to make it, but does not manage it afterwards
            return None
        resource.provider = reference
        return deployment.providers.configuration(reference)

    def _name_missing_sdk(self, resource: Resource) -> None:
        """Say once for each package whose SDK is not there that nothing is known of it."""
        package = package_of(resource.type)
        managed = resource.custom or resource.remote
        if not managed or package in _WITHOUT_SDK or package in self._missing_sdks:
            return
        if not self._deployment.cloud.package_version(package):
            self._missing_sdks.add(package)
            self._deployment.report(
                "warning",
                f"the SDK of package {package!r} is not installed here: inputs of its resources are not "
                "checked and their outputs are unknown; "
                f"install pulumi-{package} beside the program's other packages",
            )

    def _check(self, resource: Resource, provider: ProviderConfig) -> None:
        """Replace the inputs by those the provider's Check returns, secret where they were so before."""
        if not provider.configured:
            return
        cloud = self._deployment.cloud
        given = resource.inputs
        dynamic = self._deployment.dynamic
        if dynamic is not None and provider.package == DYNAMIC_PACKAGE:
            answer = dynamic.check(resource.urn, plain(given), provider.inputs)
            resource.inputs = mark_like(answer.inputs, given)
            self._note_problems(
                resource.urn,
                tuple(
                    InputProblem(property, REFUSED, f"{property}: the dynamic provider refuses it: {reason}")
                    for property, reason in answer.failures
                ),
            )
        elif cloud.accepts_secrets(provider.package):
            resource.inputs = cloud.check(resource.type, resource.urn, given, provider)
        else:
            checked = cloud.check(resource.type, resource.urn, plain(given), provider)
            resource.inputs = mark_like(checked, given)

    def _create(self, resource: Resource, provider: ProviderConfig | None) -> None:
        if provider is not None:
            self.fill(resource, provider)
        elif is_provider(resource.type):
            resource.id = provider_id(resource.urn)
            resource.outputs = mark_named(resource.inputs, resource.additional_secret_outputs)
        elif resource.remote:
            self._construct(resource)

    def _construct(self, resource: Resource) -> None:
        """Have the children of a remote component made, and take its outputs."""
        deployment = self._deployment
        # Its children look for it, to inherit from it.
        deployment.resources[resource.urn] = resource
        try:
            outputs = deployment.cloud.construct(resource.type, Construction(deployment, resource))
        except ComponentError as error:
            del deployment.resources[resource.urn]
            raise EngineError(str(error)) from error
        if outputs is None:
            deployment.report(
                "warning",
                f"{resource.type} {resource.name!r} is made by a plugin that is not modelled here: "
                "its outputs are unknown, and its children are not previewed; "
                "once it is deployed, `python -m preview analyze` judges them from the state",
                resource.urn,
            )
            return
        known = {name: value for name, value in outputs.items() if value is not None}
        resource.outputs = folded(known)
        resource.output_dependencies = {
            name: urns for name, value in known.items() if (urns := sorted(dependencies_within(value)))
        }

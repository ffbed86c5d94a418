"""A resource as the program asks for it, before any provider has a say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preview.engine.aliases import resolve_aliases
from preview.engine.model import Resource, SourcePosition
from preview.engine.registration import Registration
from preview.values import Value, from_wire

if TYPE_CHECKING:
    from preview.engine.deployment import Deployment


def described(
    deployment: Deployment,
    urn: str,
    registration: Registration,
    inputs: dict[str, Value],
    frames: tuple[SourcePosition, ...],
) -> Resource:
    """The resource as asked for, with what it inherits from its parent. Raises EngineError."""
    options = registration.options
    import_id = registration.import_id()
    trigger = options.replacement_trigger if options.HasField("replacement_trigger") else None
    resource = Resource(
        urn=urn,
        type=registration.type,
        name=registration.name,
        custom=registration.custom,
        remote=registration.remote,
        parent=registration.parent,
        inputs=inputs,
        dependencies=registration.dependencies,
        property_dependencies=registration.property_dependencies,
        aliases=resolve_aliases(
            options.aliases,
            urn=urn,
            stack=deployment.stack,
            project=deployment.project,
            parent=registration.parent,
            type=registration.type,
            name=registration.name,
        ),
        ignore_changes=list(options.ignore_changes),
        replace_on_changes=list(options.replace_on_changes),
        replace_with=sorted(options.replace_with),
        replacement_trigger=from_wire(trigger) if trigger is not None else None,
        hide_diff=list(options.hide_diff),
        additional_secret_outputs=list(options.additional_secret_outputs),
        custom_timeouts=registration.custom_timeouts(),
        delete_before_replace=registration.option("delete_before_replace"),
        hooks=registration.hooks(),
        import_id=import_id,
        source=frames[0] if frames else None,
        frames=frames,
        op="import" if import_id else "create",
    )
    _inherit(deployment, resource, registration)
    return resource


def _inherit(deployment: Deployment, resource: Resource, registration: Registration) -> None:
    """Protection and the like hold for children too, unless they say otherwise."""
    parent = deployment.resources.get(resource.parent)
    protect = registration.option("protect")
    retain = registration.option("retain_on_delete")
    deleted_with = registration.options.deleted_with
    resource.protect = bool(parent and parent.protect) if protect is None else protect
    resource.retain_on_delete = bool(parent and parent.retain_on_delete) if retain is None else retain
    resource.deleted_with = deleted_with or (parent.deleted_with if parent else "")

"""What is in manifests of Kubernetes objects."""

from __future__ import annotations

from preview.synthesis.contract import InvokeError
from preview.synthesis.functions.call import Call
from preview.synthesis.manifests import ManifestError, objects
from preview.values import Value


def decoded(call: Call) -> dict[str, Value]:
    """The objects in `text`; those without a kind are none. Raises InvokeError where it is no YAML."""
    try:
        found = objects(call.text("text"))
    except ManifestError as error:
        raise InvokeError(str(error)) from None
    return {"result": [each for each in found if each.get("kind") and each.get("apiVersion")]}

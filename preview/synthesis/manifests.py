"""Manifests of Kubernetes objects, read from YAML as the provider reads them."""

from __future__ import annotations

from typing import Any

import yaml

from preview.values import Value


class ManifestError(Exception):
    """The text is no YAML, or no objects; the message says where."""


class _Loader(yaml.SafeLoader):
    """Plain data only; what looks like a date stays text, as in JSON."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def objects(text: str) -> list[dict[str, Value]]:
    """The objects of a text, one after the other, without empty ones. Raises ManifestError."""
    try:
        documents: list[Any] = list(yaml.load_all(text, _Loader))
    except yaml.YAMLError as error:
        raise ManifestError(f"the manifest is no YAML: {' '.join(str(error).split())}") from None
    found = [each for each in documents if each]
    wrong = next((each for each in found if not isinstance(each, dict)), None)
    if wrong is not None:
        raise ManifestError(f"a manifest holds objects, and this is none: {str(wrong)[:60]!r}")
    return found

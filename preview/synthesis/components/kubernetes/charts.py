"""Charts and kustomizations: what is in them, only Helm and kustomize can say."""

from __future__ import annotations

from preview.synthesis.components.builder import Builder
from preview.values import UNKNOWN, Value


def build_chart(builder: Builder) -> dict[str, Value]:
    """`kubernetes.helm.v4.Chart`, whose templates Helm renders."""
    builder.note(
        "Helm renders this chart, so the objects in it are not previewed; to have them judged, write them by "
        "`helm template` to a file beside the program and give that to kubernetes.yaml.v2.ConfigFile"
    )
    return {"resources": UNKNOWN}


def build_directory(builder: Builder) -> dict[str, Value]:
    """`kubernetes.kustomize.v2.Directory`, which kustomize puts together."""
    builder.note(
        "kustomize puts this directory together, so the objects in it are not previewed; to have them "
        "judged, write them by `kubectl kustomize` to a file beside the program and give that to "
        "kubernetes.yaml.v2.ConfigFile"
    )
    return {"resources": UNKNOWN}

"""`awsx.ecr.Image`: an image that is built and pushed to a repository."""

from __future__ import annotations

from preview.synthesis.components.awsx.roles import short_hash
from preview.synthesis.components.builder import Builder, stack_of, text
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import after, bare, derived, items, joined, rest, without_none
from preview.values import UNKNOWN, OutputValue, Value


def build(builder: Builder) -> dict[str, Value]:
    """The build; what it gives, only building tells. Nothing is made while the repository is not known."""
    url = builder.given("repositoryUrl")
    name = text(builder, "imageName") or text(builder, "imageTag") or _name(builder)
    if bare(url) is UNKNOWN or name is None:
        return {"imageUri": rest(UNKNOWN, url)}
    tagged = joined(url, ":", name)
    sources = items(builder.given("cacheFrom")) or [tagged]
    platform = builder.given("platform")
    image = builder.make(
        token("Image"),
        name,
        {
            "tags": [tagged],
            "buildArgs": builder.given("args"),
            "cacheFrom": [{"registry": {"ref": each}} for each in sources],
            "cacheTo": [{"inline": {}}],
            "context": {"location": builder.given("context") or "."},
            "dockerfile": without_none({"location": builder.given("dockerfile")}),
            "platforms": [] if platform is None else [platform],
            "target": builder.given("target"),
            "push": True,
            "registries": [_credentials(builder, url)],
        },
    )
    built = joined(url, "@", after(image, builder.unmodelled("digest")))
    return {"imageUri": built}


def _name(builder: Builder) -> str | None:
    """A name that stands for what the image is built from; None while that is not known."""
    arguments = bare(builder.inputs.get("args")) or {}
    signature = [text(builder, "context") or "."]
    if text(builder, "dockerfile"):
        signature.append(f"dockerfile={text(builder, 'dockerfile')}")
    if not isinstance(arguments, dict) or not all(isinstance(each, str) for each in arguments.values()):
        return None
    signature += [f"arg[{key}]={value}" for key, value in arguments.items()]
    return f"{short_hash(';'.join(signature) + stack_of(builder))}-container"


def _credentials(builder: Builder, url: Value) -> OutputValue:
    """How to log in to the registry, which is secret."""
    registry = text(builder, "registryId") or str(bare(url)).removeprefix("https://").partition(".")[0]
    found = builder.invoke(token("getAuthorizationToken"), {"registryId": registry})
    names = {"address": "proxyEndpoint", "username": "userName", "password": "password"}
    values = {name: bare(found.get(source, UNKNOWN)) for name, source in names.items()}
    return OutputValue(values, derived(values, url).dependencies, secret=True)

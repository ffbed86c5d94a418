"""Parameters of Systems Manager that hold a secret in clear."""

import re
from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.secrets.shapes import is_name_of_one, shape_of

# What a name may end in besides: what holds a secret is called secret in the hierarchy of parameters, too.
_MORE = re.compile(
    r"(?:^|_)(?:secret|pat|credentials?|dsn|connection_?string|(?:encryption|signing|license)_key)$"
)
_SUFFIX = re.compile(r"(?:[-_]value)?(?:-[0-9a-f]{7})?$")  # the latter is what Pulumi adds to a name
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[/.-]")

# What only names a place that holds the secret.
_ELSEWHERE = re.compile(r"arn:|alias/|https?://[^@]*$|\{\{resolve:")
_OF_A_SECRET = "aws:secretsmanager/secret:Secret::"  # noqa: S105 - a type token


def check(resource: Resource) -> Iterator[Verdict]:
    """A parameter that is named like a secret, or that holds one by its looks, is a SecureString."""
    kind, name, value = resource.at("type"), resource.at("name"), resource.at("value")
    if kind.one_of("SecureString") or _names_a_secret(resource):
        return
    text = value.text or ""
    shape = shape_of(text)
    if not shape and _ELSEWHERE.match(text):
        return
    if not shape and not _named_like_one(name):
        if name.unknown and not kind.unknown:
            yield unknown(name)
    elif kind.unknown:
        yield unknown(kind)
    elif shape:
        yield fail(f"value holds what looks like {shape}, and type is {kind.shown}, not SecureString.", kind)
    else:
        yield fail(f"name is {name.shown}, and type is {kind.shown}, not SecureString.", kind)


def _names_a_secret(resource: Resource) -> bool:
    """Whether the value is made of a secret of Secrets Manager: it is its ARN or name then."""
    return any(_OF_A_SECRET in urn for urn in resource.identity.property_dependencies.get("value", ()))


def _named_like_one(name: Reader) -> bool:
    plain = _HUMP.sub("_", _SUFFIX.sub("", (name.text or "")[-200:])).lower()
    return is_name_of_one(plain) or bool(_MORE.search(plain))


PARAMETER = Rule(
    name="ssm-parameter-securestring",
    area="encryption-at-rest",
    severity=Severity.MEDIUM,
    types=aws("ssm/parameter"),
    asserts="Parameters that are named like secrets, or hold one, are encrypted.",
    why="Whoever may read parameters of the account reads a String in clear.",
    fix="Set type to SecureString, or keep the value in Secrets Manager.",
    check=check,
)

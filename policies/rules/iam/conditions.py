"""Conditions of statements: whether one says whose requests are meant.

A key that a request may lack narrows nothing with `...IfExists` or `ForAllValues`, which hold without it; a
value that covers anything narrows nothing either. What counts as covering anything follows AWS's own meaning
of public where it has one: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from guardrails.evaluation.truth import Truth, all_of, any_of, negation
from pack.reader import Reader

# Keys whose value says who calls, or on whose behalf.
_WHO = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalisawsservice",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:principalservicename",
        "aws:principalservicenameslist",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpcarn",
        "aws:sourcevpce",
        "aws:userid",
        "aws:vpceaccount",
        "aws:vpceorgid",
        "aws:vpceorgpaths",
        "aws:vpcsourceip",
        "elasticfilesystem:accessedviamounttarget",
        "elasticfilesystem:accesspointarn",
        "kms:calleraccount",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
        "sns:endpoint",
    }
)
_CONTEXT = "kms:encryptioncontext:aws:"  # names the resource that a service encrypts
_FLAGS = frozenset({"aws:principalisawsservice", "elasticfilesystem:accessedviamounttarget"})
# Keys that everybody with the credentials can meet, whoever they are and whatever they touch.
_FORMAL = frozenset({"aws:referer", "aws:securetransport", "aws:useragent"})
# Keys that say when, where or how somebody signs in; an administrator under them is still one.
_OCCASION = frozenset(
    {
        "aws:currenttime",
        "aws:epochtime",
        "aws:multifactorauthage",
        "aws:multifactorauthpresent",
        "aws:requestedregion",
        "aws:tokenissuetime",
    }
)
_WITH_WILDCARDS = frozenset({"stringlike", "arnlike", "arnequals"})
_POSITIVE = frozenset(
    {"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress", "bool"}
)
_NEGATED = frozenset(
    {"stringnotequals", "stringnotequalsignorecase", "stringnotlike", "arnnotequals", "arnnotlike"}
    | {"notipaddress"}
)
# Ranges wider than these are public: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ (as above).
_WIDEST = {4: 8, 6: 32}


@dataclass(frozen=True, slots=True)
class Condition:
    """One key of one operator, both in lower case, with the values of which one must match."""

    operator: str
    quantifier: str
    if_exists: bool
    key: str
    values: tuple[str, ...]
    unknown: bool

    @classmethod
    def read(cls, operator: str, key: str, values: Reader) -> "Condition":
        """A condition from the parts of a document."""
        quantifier, _, name = operator.lower().rpartition(":")
        texts = tuple(
            str(value.value).lower() if isinstance(value.value, bool) else value.value
            for value in values.each()
            if isinstance(value.value, bool | str)
        )
        return cls(
            operator=name.removesuffix("ifexists"),
            quantifier=quantifier,
            if_exists=name.endswith("ifexists"),
            key=key.lower(),
            values=texts,
            unknown=values.some_unknown,
        )

    @property
    def asks(self) -> bool:
        """Whether only requests that carry the key, with one of the values, meet it."""
        return self.operator in _POSITIVE and not self.if_exists and self.quantifier != "forallvalues"

    @property
    def narrows(self) -> Truth:
        """Whether only requests of some callers meet it."""
        if not self.asks or not _says_who(self.key):
            return False
        return self._narrow_values()

    @property
    def spares(self) -> Truth:
        """Whether, in a statement that denies, it spares the requests of some callers only."""
        if self.key in _FLAGS:
            return self.operator == "bool" and self.values == ("false",)
        if self.operator not in _NEGATED or self.quantifier == "foranyvalue" or not _says_who(self.key):
            return False
        return self._narrow_values()

    @property
    def limits(self) -> bool:
        """Whether it leaves out requests that somebody with the credentials could make."""
        anything = self.operator in _WITH_WILDCARDS and any(not value.strip("*?") for value in self.values)
        return self.key not in _FORMAL and not anything

    @property
    def limits_what(self) -> bool:
        """Whether it leaves out more than an occasion to make requests."""
        return self.limits and self.key not in _OCCASION

    def _narrow_values(self) -> Truth:
        if any(_covers_anything(self.key, value) for value in self.values):
            return False
        return None if self.unknown else bool(self.values)


def narrowing_of(conditions: Iterable[Condition]) -> Truth:
    """Whether conditions that must all hold leave only requests of some callers."""
    return any_of(condition.narrows for condition in conditions)


def sparing_of(conditions: Iterable[Condition]) -> Truth:
    """Whether a statement that denies under these conditions spares only requests of some callers."""
    conditions = tuple(conditions)
    return all_of(condition.spares for condition in conditions) if conditions else negation(True)


def _says_who(key: str) -> bool:
    return key in _WHO or key.startswith(_CONTEXT)


def _covers_anything(key: str, value: str) -> bool:
    if key in _FLAGS:
        return value.lower() != "true"
    if not value.strip("*?") or value.startswith("*") or value.lower() == f"${{{key}}}":
        return True
    if key in ("aws:sourceip", "aws:vpcsourceip"):
        return _is_wide(value)
    if key == "aws:principalarn":
        return _account(value) in (None, "")
    if key.endswith("arn") or key.startswith(_CONTEXT):
        last = value.replace("/", ":").rpartition(":")[2]
        return not (_account(value) or "") and not last.strip("*?")
    return False


def _account(arn: str) -> str | None:
    """The account in an ARN; None where a wildcard stands there, or where it is no ARN."""
    parts = arn.split(":", 5)
    if len(parts) < 6 or set(parts[4]) & {"*", "?"}:
        return None
    return parts[4]


def _is_wide(value: str) -> bool:
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        return False
    return network.prefixlen < _WIDEST[network.version]

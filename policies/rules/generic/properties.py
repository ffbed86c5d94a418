"""Encryption, public access, deletion protection, backups and TLS, wherever the schema has a property for it.

What a type takes where the property is not set differs from one to the next, so only what the program says
is judged here: a switch that somebody turned the wrong way.
"""

import re
from collections.abc import Callable, Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, Types
from pack.verdict import Verdict, fail, unknown

from rules import encryption, exposure, network, operations, transit
from rules.data import paths
from rules.generic.reach import beyond

# Versions before TLS 1.2, as the types spell them.
_OLD_TLS = re.compile(r"(?i)(?:sslv[23]|tlsv1(?:\.[01])?(?:_\d{4})?|tls_1_[01]|policy-min-tls-1-[01]\b.*)$")
# Log groups and throw-away clusters are rightly deletable; numbers and sender ids of Pinpoint hold nothing.
_MAY_GO = ("aws:cloudwatch/logGroup:", "aws:emr/", "aws:pinpoint/", "aws:quicksight/")


def _wrong(
    group: str, judge: Callable[[Reader], str], *, but: str = ""
) -> Callable[[Resource], Iterator[Verdict]]:
    """Each property of the group that has a value is right; `judge` says in words what is wrong.

    `but` is a path that a rule by name judges.
    """
    places = {token: tuple(path for path in found if path != but) for token, found in paths(group).items()}

    def check(resource: Resource) -> Iterator[Verdict]:
        for path in places.get(resource.type, ()):
            for value in resource.all(path.removesuffix("[]")):
                for one in value.each():
                    if one.unknown:
                        yield unknown(one)
                    elif problem := judge(one):
                        yield fail(f"{one.path} is {problem}.", one)

    return check


def _row(
    name: str,
    area: str,
    severity: Severity,
    types: Types,
    asserts: str,
    why: str,
    fix: str,
    check: Callable[[Resource], Iterator[Verdict]],
) -> Rule:
    return Rule(
        name=name, area=area, severity=severity, types=types, asserts=asserts, why=why, fix=fix, check=check
    )


_SAFETY = [rule for rule in (*operations.RULES, *network.RULES) if "protection" in rule.name]
_BACKUPS = [rule for rule in operations.RULES if re.search("backup|snapshots", rule.name)]
_UNPROTECTED = beyond("deletionProtection", _SAFETY)

PROPERTIES = (
    _row(
        "encryption-not-off",
        "encryption-at-rest",
        Severity.HIGH,
        beyond("encryption", (*encryption.RULES, *transit.RULES)),
        "Nobody switches encryption off.",
        "Whoever gets at the storage, or is on the network, reads the data.",
        "Set the property to true.",
        _wrong("encryption", lambda value: "false" if value.is_false() else ""),
    ),
    _row(
        "encryption-mode-not-none",
        "encryption-at-rest",
        Severity.HIGH,
        beyond("encryptionMode", (*encryption.RULES, *transit.RULES)),
        "Nobody chooses to go without encryption.",
        "Whoever gets at the storage, or is on the network, reads the data.",
        "Set the property to the mode with a KMS key, or with TLS.",
        _wrong(
            "encryptionMode",
            lambda value: value.shown if value.one_of("NONE", "DISABLED", "OFF", "PLAINTEXT") else "",
        ),
    ),
    _row(
        "encryption-not-disabled",
        "encryption-at-rest",
        Severity.MEDIUM,
        Types(paths("encryptionDisabled"), summary="types with encryptionDisabled"),
        "Nobody disables the encryption of what a build writes.",
        "Artifacts and logs hold code and whatever the build put beside it.",
        "Remove encryption_disabled.",
        _wrong(
            "encryptionDisabled",
            lambda value: "true" if value.is_true() else "",
            but="artifacts.encryptionDisabled",
        ),
    ),
    _row(
        "public-access-not-on",
        "public-exposure",
        Severity.HIGH,
        beyond("publicAccess", exposure.RULES),
        "Nothing is made public by a switch.",
        "Each public address is scanned within minutes.",
        "Set the property to false; reach the resource through the VPC.",
        _wrong(
            "publicAccess", lambda value: value.shown if value.is_true() or value.one_of("ENABLED") else ""
        ),
    ),
    _row(
        "deletion-protection-not-off",
        "resilience",
        Severity.MEDIUM,
        Types(
            [token for token in _UNPROTECTED if not token.startswith(_MAY_GO)],
            summary="more types with a deletion protection",
        ),
        "Nobody switches deletion protection off.",
        "One wrong command, and it is gone with what is in it.",
        "Set the property to true, or ENABLED.",
        _wrong(
            "deletionProtection",
            lambda value: value.shown if value.is_false() or value.one_of("DISABLED", "INACTIVE") else "",
        ),
    ),
    _row(
        "backup-retention-not-zero",
        "resilience",
        Severity.MEDIUM,
        beyond("backupRetention", _BACKUPS),
        "Nobody switches automatic backups off.",
        "A mistake is often found after days; without backups nothing brings the data back.",
        "Set the property to 7 or more.",
        _wrong("backupRetention", lambda value: "0: no backups are kept" if value.number == 0 else ""),
    ),
    _row(
        "tls-version-not-old",
        "encryption-in-transit",
        Severity.HIGH,
        beyond("tlsVersion", transit.RULES),
        "Nothing takes a protocol before TLS 1.2.",
        "TLS 1.0 and 1.1 are broken; clients that still need them should not be served.",
        "Choose a policy that begins with TLS 1.2.",
        _wrong(
            "tlsVersion",
            lambda value: (
                f"{value.shown}, which takes protocols before TLS 1.2"
                if _OLD_TLS.match(value.text or "")
                else ""
            ),
        ),
    ),
)

"""Which properties of the schema each kind of generic rule looks for."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A plain property of a type: its path, in which `[]` stands for the elements of a list, and its kind."""

    path: str
    kind: str  # "bool", "int", "str" or "other"

    @property
    def name(self) -> str:
        """The last step of the path."""
        return self.path.rpartition(".")[2].removesuffix("[]")

    @property
    def block(self) -> str:
        """The step before the last."""
        return self.path.rpartition(".")[0].rpartition(".")[2].removesuffix("[]")

    @property
    def on_top(self) -> bool:
        """Whether it is a property of the type itself."""
        return "." not in self.path


# Names of what takes the id or ARN of a KMS key.
_KEY = re.compile(
    r"kms|kmsArn|\w*[kK]ms(Master|Encryption)?Key(Id|Arn|Identifier)?"
    r"|\w*([eE]ncryption(Kms)?|customerManaged)Key(Id|Arn|Identifier)?"
)

# What each kind of generic rule looks for; the rules say which values are wrong there.
GROUPS: dict[str, Callable[[Leaf], bool]] = {
    "encryption": lambda leaf: (
        leaf.kind == "bool"
        and bool(
            re.search(r"[eE]ncrypt(ed|ion|ionEnabled)$", leaf.name)
            or (leaf.name == "enabled" and re.search(r"[eE]ncrypt(ion|AtRest)$", leaf.block))
        )
    ),
    "encryptionMode": lambda leaf: (
        leaf.kind == "str"
        and bool(re.search(r"[eE]ncrypt(ed|ion)?(Mode|Option|Type)?$", leaf.name))
        and leaf.name != "securityDbEncryption"  # a key of Oracle's
    ),
    "encryptionDisabled": lambda leaf: leaf.kind == "bool" and leaf.name == "encryptionDisabled",
    "publicAccess": lambda leaf: (
        leaf.kind in ("bool", "str")
        and leaf.name
        in (
            "createPublicIp",
            "publiclyAccessible",
            "isPubliclyAccessible",
            "publicConnectivity",
            "associatePublicIpAddress",
            "mapPublicIpOnLaunch",
            "assignPublicIp",
            "endpointPublicAccess",
        )
    ),
    "deletionProtection": lambda leaf: (
        leaf.kind in ("bool", "str")
        and leaf.on_top
        and bool(re.fullmatch(r"(enableDeletion|deletion|delete|termination)Protection(Enabled)?", leaf.name))
    ),
    "backupRetention": lambda leaf: (
        leaf.kind == "int"
        and leaf.on_top
        and bool(re.fullmatch(r"(backup|automaticBackup|snapshot)Retention\w*", leaf.name))
    ),
    "tlsVersion": lambda leaf: (
        leaf.kind == "str"
        and leaf.name
        in (
            "securityPolicy",
            "sslPolicy",
            "tlsSecurityPolicy",
            "minimumProtocolVersion",
            "originSslProtocols",
        )
    ),
    "logExports": lambda leaf: bool(re.fullmatch(r"(enabled?Cloudwatch)?[lL]ogs?Exports", leaf.name)),
    "kmsKey": lambda leaf: (
        leaf.kind == "str"
        and not re.search(
            r"^source|^performanceInsights|SecretKms", leaf.name
        )  # not the key of what is stored
        and bool(
            _KEY.fullmatch(leaf.name)
            or (leaf.name in ("keyId", "keyArn") and re.search(r"(?i)encryption|sse", leaf.path))
        )
    ),
}

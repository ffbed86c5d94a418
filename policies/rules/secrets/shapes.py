"""What a credential in plain text looks like, by itself or by the name that it goes under."""

import re

from pack.reader import Reader

_SHAPES = {
    "an AWS access key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "an AWS secret key": r"(?i)aws_secret_access_key\W{1,4}[A-Za-z0-9/+]{40}\b",
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----",
    "a GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22})",
    "a GitLab token": r"\bglpat-[A-Za-z0-9_-]{20}",
    "a Slack token": r"\bxox[abprs]-[A-Za-z0-9-]{10,}",
    "a Slack webhook": r"\bhooks\.slack\.com/services/T\w+/B\w+/\w{20,}",
    "a Stripe key": r"\b[rs]k_live_[A-Za-z0-9]{16,}",
    "a Google key": r"\bAIza[A-Za-z0-9_-]{35}",
    "a password in an address": r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{0,100}:(?![${<%*\[])[^\s/@]{1,200}@",
    # PASSWORD=word, but not what a shell or a program fills in: $(...), `...`, <...>, os.environ[...], /path.
    "a password": r"(?im)(?:^|[\s;'\"])[\w.-]{0,64}?(?:password|passwd|secret_key|api_key|auth_token)"
    r"['\"]?[ \t]{0,3}=[ \t]{0,3}['\"]?(?![\w.]{0,100}[(\[])(?!(?:true|false|none|null|yes|no)\b)"
    r"[^\s$<%`{(\"'/\\.;&][^\s\"'`$]{3,}",
}
_COMPILED = {what: re.compile(pattern) for what, pattern in _SHAPES.items()}
_LONGEST = 100_000

# Names that end in one of these hold the thing itself; DB_SECRET_ARN or TOKEN_TTL do not. A bare SECRET is as
# often the name of one in Secrets Manager, so it counts with what it is for only.
_NAME = re.compile(
    r"(?:password|passwd|passphrase"
    r"|(?:^|_)(?:pwd|pass|api_?key|access_?key|secret_?key(?:_base)?|private_?key|token"
    r"|(?:client|jwt|session|signing|cookie|webhook|app|oauth|consumer|hmac|shared)_?secret))$"
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Values that only say where the secret is, or that are none.
_ELSEWHERE = re.compile(
    r"arn:|/|ssm:|\{\{|\$|<|https?://|op://|vault:|alias/|secretsmanager:"
    r"|(?:true|false|yes|no|none|null|enabled|disabled|required|optional)\Z",
    re.IGNORECASE,
)


def shape_of(text: str) -> str:
    """What credential the text holds, in words; empty if none is seen in it."""
    return next((what for what, pattern in _COMPILED.items() if pattern.search(text[:_LONGEST])), "")


def is_name_of_one(name: str) -> bool:
    """Whether what goes under this name, in capitals, humps or dashes, is a credential."""
    plain = _HUMP.sub("_", name[:200]).replace("-", "_").replace(".", "_").lower()
    return _NAME.search(plain) is not None


def credential(name: str, value: Reader) -> str:
    """Why a variable holds a credential, to follow its path in a message; empty if it holds none."""
    text = value.text or ""
    if shape := shape_of(text):
        return f"holds what looks like {shape}"
    return (
        "holds a credential, by its name"
        if text and is_name_of_one(name) and not _ELSEWHERE.match(text)
        else ""
    )

"""Policy documents as text, for the cases of rules that read them."""

import json
from typing import Any

ACCOUNT = "123456789012"
QUEUE = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:q"


def document(*statements: dict[str, Any]) -> str:
    """A policy document of these statements."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(**statement: Any) -> str:
    """A policy document of one statement that allows."""
    return document({"Effect": "Allow", **statement})


READ = allow(Action="s3:GetObject", Resource="arn:aws:s3:::x/*")

"""Documents that decide who gets in: bucket policies that lock everybody out, and sessions without a log."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

_EVERYTHING = ("s3:*", "*")


def lockout(resource: Resource) -> Iterator[Verdict]:
    """No statement denies everything to everybody without a condition: only root could undo that."""
    document = resource.at("policy")
    if document.unknown:
        yield unknown(document)
        return
    for statement in document.json().each("Statement"):
        principal = statement.at("Principal")
        everybody = principal.text == "*" or "*" in principal.at("AWS").strings
        actions = statement.at("Action")
        parts = (statement, statement.at("Effect"), principal, principal.at("AWS"), actions)
        if any(part.some_unknown for part in parts[1:]) or statement.unknown:
            yield unknown(document)
        elif (
            statement.at("Effect").one_of("Deny")
            and everybody
            and any(action.one_of(*_EVERYTHING) for action in actions.each())
            and statement.at("Condition").empty
        ):
            yield fail("It denies everything to everybody, and no condition lets anybody in.", document)


def session(resource: Resource) -> Iterator[Verdict]:
    """The preferences of Session Manager encrypt sessions, and log them somewhere, encrypted."""
    kind, content = resource.at("documentType"), resource.at("content")
    if kind.known and not kind.one_of("Session"):
        return
    inputs = content.json().at("inputs")
    if kind.unknown or content.unknown or inputs.unknown:
        yield unknown(kind if kind.unknown else content)
        return
    if not inputs.known:
        if content.json().absent:
            yield unknown(content)  # YAML, which is not read here
        return
    sinks = {"s3BucketName": "s3EncryptionEnabled", "cloudWatchLogGroupName": "cloudWatchEncryptionEnabled"}
    used = {name: flag for name, flag in sinks.items() if not inputs.at(name).empty}
    if not used:
        yield fail("inputs names neither s3BucketName nor cloudWatchLogGroupName.", content)
    for name, flag in used.items():
        if inputs.at(name).unknown or inputs.at(flag).unknown:
            yield unknown(content)
        elif not inputs.at(flag).is_true():
            yield fail(f"{flag} is {inputs.at(flag).shown}, not true.", content)
    if inputs.at("kmsKeyId").empty:
        yield fail("inputs names no kmsKeyId to encrypt sessions with.", content)


DOCUMENTS = (
    Rule(
        name="s3-policy-no-lockout",
        area="resilience",
        severity=Severity.HIGH,
        types=aws("s3/bucketPolicy", "s3/bucket", "s3/bucketV2"),
        asserts="Bucket policies do not lock everybody out.",
        why="Only the root user of the account can then read the bucket, or remove the policy.",
        fix="Add a condition to the Deny, or name the actions that it is about.",
        check=lockout,
    ),
    Rule(
        name="ssm-session-logged",
        area="logging",
        severity=Severity.MEDIUM,
        types=aws("ssm/document"),
        asserts="Sessions on instances are encrypted and logged, and so are the logs.",
        why="Nobody can say afterwards what was done in a session that was not logged.",
        fix="Set kmsKeyId, cloudWatchLogGroupName, cloudWatchEncryptionEnabled (or the S3 ones) in inputs.",
        check=session,
    ),
)

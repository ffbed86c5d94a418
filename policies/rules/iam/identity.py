"""Identity policies: what a principal may do."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail

from rules.iam.document import Statement, granted

_POLICIES = aws(
    "iam/policy",
    "iam/rolePolicy",
    "iam/userPolicy",
    "iam/groupPolicy",
    "iam/role",
    "ssoadmin/permissionSetInlinePolicy",
)


def documents(resource: Resource) -> Iterator[Reader]:
    """Every policy document in an identity policy, a role or a permission set."""
    for path in ("policy", "inlinePolicy", "inlinePolicies[].policy"):
        for document in resource.all(path):
            if not document.absent:
                yield document


def administrator(resource: Resource) -> Iterator[Verdict]:
    """No statement allows every action on everything."""
    for document in documents(resource):
        for found in granted(document):
            if isinstance(found, Verdict):
                yield found
            elif _everything(found):
                yield fail("It allows every action on every resource.", document)


def whole_services(resource: Resource) -> Iterator[Verdict]:
    """No statement allows all actions of a service."""
    for document in documents(resource):
        for found in granted(document):
            if isinstance(found, Verdict):
                yield found
                continue
            wide = [action for action in found.actions if action == "*" or action.endswith(":*")]
            if wide and not _everything(found):
                yield fail(f"It allows {', '.join(found.reader.show(action) for action in wide)}.", document)


def _everything(statement: Statement) -> bool:
    actions = bool({"*", "*:*"} & set(statement.actions)) or not statement.reader.at("NotAction").empty
    return actions and statement.every_resource and not statement.conditional


IDENTITY = (
    Rule(
        name="iam-admin-policy",
        area="iam",
        severity=Severity.CRITICAL,
        types=_POLICIES,
        asserts="No policy allows everything.",
        why="Whoever gets the credentials owns the account.",
        fix="List the actions and resources that are needed.",
        check=administrator,
        fsbp=("IAM.1",),
    ),
    Rule(
        name="iam-star-action",
        area="iam",
        severity=Severity.HIGH,
        types=_POLICIES,
        asserts="No policy allows all actions of a service.",
        why="All actions include deleting, sharing, and changing who else may do what.",
        fix="List the actions that are needed.",
        check=whole_services,
        fsbp=("IAM.21",),
    ),
)

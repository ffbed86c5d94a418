"""Parameters whose value comes from another resource."""

from pack.values import UNKNOWN

from tests.policies.harness import RULES, made

PARAMETER = RULES["ssm-parameter-securestring"]


def _told(value_of: str) -> list[str]:
    properties = {"name": "/app/db/password", "type": "String", "value": UNKNOWN}
    parameter = made("ssm/parameter", "p", properties, value=value_of)
    return [verdict.message for verdict in PARAMETER.check(parameter)]  # type: ignore[arg-type]


def test_the_arn_of_a_secret_is_none() -> None:
    assert _told("pulumi:dev::shop::aws:secretsmanager/secret:Secret::db") == []


def test_what_is_named_like_a_secret_and_comes_from_elsewhere_is_one() -> None:
    assert _told("pulumi:dev::shop::random:index/randomPassword:RandomPassword::db") == [
        'name is "/app/db/password", and type is "String", not SecureString.'
    ]

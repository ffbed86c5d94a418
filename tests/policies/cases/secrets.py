"""Credentials in plain text. The ones here are made up."""

import base64
import json

from tests.policies.harness import UNKNOWN, Case, Properties

_KEY = "AKIA" + "Q" * 16
_SCRIPT = f"#!/bin/sh\nexport AWS_ACCESS_KEY_ID={_KEY}\n"


def _environment(**variables: object) -> dict[str, object]:
    return {"environment": {"variables": variables}}


def _build(name: str, value: object, **more: object) -> dict[str, object]:
    return {"environment": {"environmentVariables": [{"name": name, "value": value, **more}]}}


def _container(**more: object) -> Properties:
    return {"containerDefinitions": json.dumps([{"name": "app", **more}])}


def _pod(variable: object) -> Properties:
    return {"spec": {"containers": [{"name": "app", "env": [variable]}]}}


_FIRST = "environment.environmentVariables[0].value"

CASES = {
    "rds-no-plain-password": Case(
        bad=[
            ({"password": "correct horse"}, "password is set: it stands in the state, and nobody rotates it.")
        ],
        good=[{}, {"manageMasterUserPassword": True}, {"passwordWo": "x"}],
        unknown=[{"password": UNKNOWN}],
        type="aws:rds/instance:Instance",
    ),
    "lambda-env-secrets": Case(
        bad=[
            (_environment(KEY=_KEY), "environment.variables.KEY holds what looks like an AWS access key."),
            (
                _environment(DB_PASSWORD="correct horse"),
                "environment.variables.DB_PASSWORD holds a credential, by its name.",
            ),
            (
                _environment(X="-----BEGIN RSA PRIVATE KEY-----\nMII"),
                "environment.variables.X holds what looks like a private key.",
            ),
        ],
        good=[
            {},
            _environment(LOG_LEVEL="INFO", TOKEN_TTL="300", SECRET_ARN="arn:aws:secretsmanager:x"),
            _environment(DB_PASSWORD="arn:aws:secretsmanager:eu-west-1:1:secret:db"),
            _environment(API_KEY="/app/api-key", TABLE=UNKNOWN, DB_PASSWORD=""),
        ],
        unknown=[_environment(DB_PASSWORD=UNKNOWN), {"environment": UNKNOWN}],
    ),
    "codebuild-plaintext-secret": Case(
        bad=[
            (_build("DEPLOY_TOKEN", "abc"), f'{_FIRST} (of "DEPLOY_TOKEN") holds a credential, by its name.'),
            (
                _build("X", _KEY, type="PLAINTEXT"),
                f'{_FIRST} (of "X") holds what looks like an AWS access key.',
            ),
        ],
        good=[
            {},
            _build("STAGE", "prod"),
            _build("DEPLOY_TOKEN", "ci/token", type="SECRETS_MANAGER"),
            _build("DEPLOY_TOKEN", "/ci/token", type="PARAMETER_STORE"),
        ],
        unknown=[_build("DEPLOY_TOKEN", UNKNOWN), _build("DEPLOY_TOKEN", "abc", type=UNKNOWN)],
    ),
    "ec2-userdata-secrets": Case(
        bad=[
            ({"userData": _SCRIPT}, "userData holds what looks like an AWS access key."),
            (
                {"userData": base64.b64encode(_SCRIPT.encode()).decode()},
                "userData holds what looks like an AWS access key.",
            ),
        ],
        good=[{}, {"userData": "#!/bin/sh\necho AKIA"}],
        unknown=[{"userData": UNKNOWN}],
    ),
    "secret-rotation-period": Case(
        bad=[
            (
                {"rotationRules": {"scheduleExpression": "rate(120 days)"}},
                'rotationRules.scheduleExpression is "rate(120 days)", more than 90 days.',
            ),
            (
                {"rotationRules": {"automaticallyAfterDays": 180}},
                "rotationRules.automaticallyAfterDays is 180, more than 90.",
            ),
        ],
        good=[
            {"rotationRules": {"automaticallyAfterDays": 30}},
            {"rotationRules": {"scheduleExpression": "rate(30 days)"}},
        ],
        unknown=[{"rotationRules": {"automaticallyAfterDays": UNKNOWN}}],
    ),
    "container-env-secrets": Case(
        bad=[
            (
                _container(environment=[{"name": "STAGE", "value": "dev"}, {"name": "PASS", "value": "x1"}]),
                'containerDefinitions[0].environment[1].value (of "PASS") holds a credential, by its name.',
            ),
            (
                _container(environment=[{"name": "URL", "value": "postgres://app:s3cret@db:5432/app"}]),
                'containerDefinitions[0].environment[0].value (of "URL") holds what looks like a password '
                "in an address.",
            ),
        ],
        good=[
            {},
            _container(secrets=[{"name": "DB_PASSWORD", "valueFrom": "arn:aws:ssm:eu-west-1:1:parameter/x"}]),
            _container(environment=[{"name": "URL", "value": "postgres://app:${PASSWORD}@db:5432/app"}]),
        ],
        unknown=[{"containerDefinitions": UNKNOWN}],
        type="aws:ecs/taskDefinition:TaskDefinition",
    ),
    "k8s-env-secrets": Case(
        bad=[
            (
                _pod({"name": "DB_PASSWORD", "value": "hunter2"}),
                'spec.containers[0].env[0].value (of "DB_PASSWORD") holds a credential, by its name.',
            )
        ],
        good=[
            {},
            _pod({"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}}),
            _pod({"name": "DB_PASSWORD_FILE", "value": "/run/secrets/db"}),
        ],
        unknown=[_pod({"name": "DB_PASSWORD", "value": UNKNOWN}), _pod(UNKNOWN)],
        type="kubernetes:core/v1:Pod",
    ),
}

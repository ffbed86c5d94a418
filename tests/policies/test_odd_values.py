"""No value makes a rule raise, and no message shows a secret or the engine's mark of an unknown."""

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pack.configuration import configure
from pack.judge import Judge
from pack.rule import Rule, StackRule, aws_token
from pack.stack import Stack
from pack.values import SENTINELS, UNKNOWN, Opaque, Secret, from_struct
from rules import CATALOGUE

from tests.policies.cases import CASES
from tests.policies.harness import RULES, resource
from tests.policies.odd import MARK, check, places, replaced
from tests.policies.process import environment, struct

FACTS = {
    "landfall:regions": {"approved": ["eu-west-1"]},
    "landfall:tags": {"owner": {"values": ["platform"]}, "cost-center": {"pattern": "^CC-"}},
}
JUDGE = Judge(configure(CATALOGUE, environment(FACTS)))
RESOURCE_RULES = [rule for rule in CATALOGUE if isinstance(rule, Rule)]
STACK_RULES = [rule for rule in CATALOGUE if isinstance(rule, StackRule)]

# What the stack rules look at: the types of both sides, and the properties that decide.
STACK_TYPES = [
    *(
        aws_token(path)
        for path in (
            "s3/bucket",
            "s3/bucketPublicAccessBlock",
            "s3/bucketServerSideEncryptionConfiguration",
            "s3/bucketVersioning",
            "s3/bucketLogging",
            "s3/bucketPolicy",
            "ec2/vpc",
            "cloudfront/distribution",
            "lb/loadBalancer",
            "apigateway/stage",
            "appsync/graphQLApi",
            "wafv2/webAclAssociation",
            "route53/zone",
            "lambda/function",
            "cloudwatch/logGroup",
            "ecr/repository",
            "backup/selection",
            "dynamodb/table",
        )
    ),
    "kubernetes:core/v1:Namespace",
    "kubernetes:networking.k8s.io/v1:NetworkPolicy",
]
STACK_KEYS = [
    *(
        "bucket",
        "tags",
        "rules",
        "policy",
        "versioning",
        "logging",
        "loggingConfig",
        "internal",
        "visibility",
    ),
    *("resourceArn", "vpcs", "name", "resources", "selectionTags", "arn", "metadata", "restApi"),
    *("imageScanningConfiguration", "versioningConfiguration", "loadBalancerType", "visibility"),
]

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        [
            *SENTINELS,
            "true",
            "0.0.0.0/0",
            "::/0",
            "arn:aws:kms:us-west-2:123456789012:key/1",
            "{" * 400,
            '{"Statement": [{"Effect": null}]}',
            "\ud800",
            "1" * 5000,
            "ünïcödé-名前",
            math.nan,
            10**400,
            UNKNOWN,
            Opaque(),
        ]
    ),
    st.sampled_from([MARK, f"x{MARK}", f'{{"{MARK}": ["{MARK}"]}}']).map(Secret),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(st.text(max_size=8), st.sampled_from(["encrypted", "tags"])), inner, max_size=3
        ),
        st.dictionaries(st.just(MARK), inner, max_size=1).map(Secret),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("rule", RESOURCE_RULES, ids=lambda rule: rule.name)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_rule_survives_any_value_at_any_place(rule: Rule, data: st.DataObject) -> None:
    case = CASES[rule.name]
    shapes = [bad for bad, _ in case.bad] + case.good + case.unknown
    properties = data.draw(st.sampled_from(shapes))
    place = data.draw(st.sampled_from(places(properties)[1:] or [()]))
    value = data.draw(VALUES)
    odd = replaced(properties, place, value) if place else properties | {"more": value}
    token = case.type or next(iter(rule.types))

    check(JUDGE.resource(rule, resource(odd, type=token, provider={"defaultTags": odd}), dict(case.settings)))


# Here an unknown is as good as a value, or may be anything: a key that is set is enough, any value that is
# not known might be an ARN, the length of a tag's value is nothing to ask about, and a variable with a
# harmless name is not asked for either. That a policy is a boundary is told by its name alone.
ENOUGH = {
    "k8s-helm-values",
    "classified-data-key",
    "iam-boundary-unlimited",
    "provider-allowed-accounts",
    "named-regions",
    "tag-key-format",
    "lambda-env-secrets",
    "lambda-code-signing",
    "lambda-permission-source",
    "k8s-env-secrets",
    "codebuild-plaintext-secret",
    "ssm-parameter-securestring",
}


@pytest.mark.parametrize("name", CASES)
def test_an_unknown_at_the_place_that_decides_is_told(name: str) -> None:
    case = CASES[name]
    rule = RULES[name]
    assert isinstance(rule, Rule)
    token = case.type or next(iter(rule.types))

    for bad, _ in case.bad:
        for place in places(bad)[1:]:  # the properties as a whole are never unknown
            hidden = resource(replaced(bad, place, UNKNOWN), type=token)
            outcome = JUDGE.resource(rule, hidden, dict(case.settings))
            check(outcome)
            assert outcome.reports or outcome.unknown or name in ENOUGH, place


@pytest.mark.parametrize("rule", STACK_RULES, ids=lambda rule: rule.name)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(shapes=st.lists(st.dictionaries(st.sampled_from(STACK_KEYS), VALUES), max_size=3))
def test_a_stack_rule_survives_any_values(rule: StackRule, shapes: list[dict[str, Any]]) -> None:
    stack = Stack(
        resource(shape, type=token, name=f"r{index}")
        for index, shape in enumerate(shapes)
        for token in STACK_TYPES
    )

    check(JUDGE.stack(rule, stack, None))


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.text(max_size=5),
        st.recursive(
            st.one_of(
                st.none(), st.booleans(), st.floats(), st.text(max_size=40), st.sampled_from(SENTINELS)
            ),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3),
                st.dictionaries(
                    st.sampled_from(["value", "4dabf18193072939515e22adb298388d", "x"]),
                    st.one_of(inner, st.sampled_from(["1b47061264138c4ac30d75fd1eb44270", "nonsense"])),
                    max_size=3,
                ),
            ),
            max_leaves=8,
        ),
        max_size=3,
    )
)
def test_any_request_can_be_read(properties: dict[str, Any]) -> None:
    try:
        request = struct(properties)
    except (ValueError, UnicodeEncodeError):
        return  # protobuf itself refuses it

    assert from_struct(request).keys() == properties.keys()

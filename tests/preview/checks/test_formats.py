"""Formats of single values, and values of any form: nothing valid is refused, and nothing crashes."""

from __future__ import annotations

import ipaddress
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preview.checks.formats import rules_of
from preview.values import UNKNOWN, Archive, Asset, Reference, Secret
from tests.preview.synthesis.support import synthesizer

VPC = "aws:ec2/vpc:Vpc"
GROUP = "aws:ec2/securityGroup:SecurityGroup"


def wrong(name: str, value: Any, owner: str = VPC) -> str | None:
    """What is wrong with a value of the property `name`."""
    (rule,) = rules_of("aws", owner, name)
    return rule.check(value)


networks = st.one_of(
    st.builds(
        lambda address, prefix: ipaddress.ip_network((address, prefix), strict=False),
        st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address),
        st.integers(0, 32),
    ),
    st.builds(
        lambda address, prefix: ipaddress.ip_network((address, prefix), strict=False),
        st.integers(0, 2**128 - 1).map(ipaddress.IPv6Address),
        st.integers(0, 128),
    ),
)


@given(networks)
def test_every_network_passes_in_either_way_to_write_it(network: Any) -> None:
    assert wrong("cidrBlock", str(network)) is None
    assert wrong("cidrBlock", network.exploded) is None
    assert wrong("publicAccessCidrs", str(network)) is None


@given(networks.filter(lambda network: network.num_addresses > 1))
def test_an_address_within_a_network_is_not_the_network(network: Any) -> None:
    text = f"{network.network_address + 1}/{network.prefixlen}"

    assert wrong("cidrBlock", text) == f"is not the address of its network: {network}"
    assert wrong("publicAccessCidrs", text) is None


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none(), st.lists(st.booleans()))))
def test_every_json_object_passes(value: dict[str, Any]) -> None:
    assert wrong("containerDefinitions", json.dumps(value)) is None


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:s3:::bucket/*",
        "arn:aws-cn:iam::111122223333:role/path/name",
        "arn:aws-us-gov:sns:us-gov-west-1:111122223333:topic",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/a/b",
        "arn:aws:execute-api:*:*:*/*",
        "arn:aws:automate:us-east-1:ec2:recover",
        "arn:aws:ssm:us-isob-east-1::parameter/a",
        "arn:aws:cloudfront::cloudfront:responseheaderspolicy/x",
        "arn:aws:s3:::${bucket}/a",
        "*",
        "",
    ],
)
def test_arns_of_every_form_pass(arn: str) -> None:
    assert wrong("sourceArn", arn) is None


@pytest.mark.parametrize(
    ("arn", "reason"),
    [
        ("role/name", "is not an ARN: these are arn:partition:service:region:account:resource"),
        (
            "arn:aws:iam::111122223333",
            "is not an ARN: these are arn:partition:service:region:account:resource",
        ),
        ("arn:awz:iam::111122223333:role/x", "is not an ARN: its partition is 'awz'"),
        ("arn:aws:sns:europe:111122223333:x", "is not an ARN: its region is 'europe'"),
        ("arn:aws:sns:eu-west-1:11112222333:x", "is not an ARN: its account is '11112222333'"),
        ("arn:aws::eu-west-1:111122223333:x", "is not an ARN: it names no service"),
    ],
)
def test_malformed_arns_are_told_apart(arn: str, reason: str) -> None:
    assert wrong("sourceArn", arn) == reason


values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=True),
        st.text(max_size=20),
        st.just(UNKNOWN),
        st.just(Reference("urn:pulumi:a::b::c:d:E::f", "id")),
        st.just(Asset("path", "x")),
        st.just(Archive("path", "x")),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text(max_size=10), inner, max_size=3),
        inner.map(Secret),
    ),
    max_leaves=8,
)
names = st.sampled_from(
    ["ingress", "tags", "vpcId", "name", "revokeRulesOnDelete", "description", "nonsense"]
)


@given(st.dictionaries(names, values))
def test_no_input_whatever_crashes_the_check_and_every_problem_names_its_property(inputs: Any) -> None:
    for problem in synthesizer().problems(GROUP, inputs):
        assert problem.path.partition(".")[0].partition("[")[0] in inputs
        assert problem.rule.startswith("input-")


@given(st.text(min_size=12, max_size=30).filter(lambda text: text not in "a secret value, which"))
def test_a_secret_is_never_in_a_message(text: str) -> None:
    inputs = {"ingress": [{"fromPort": Secret(text), "cidrBlocks": Secret([text])}], "tags": Secret([text])}

    assert all(text not in problem.message for problem in synthesizer().problems(GROUP, inputs))

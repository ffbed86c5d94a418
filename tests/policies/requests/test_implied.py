"""The requests of planned resources: what their keys hold, and what is not known of them."""

from typing import Any

import pytest
from guardrails import Unknown
from guardrails.requests import Caller, Implied, Planned, implied, mapped

CALLER = Caller(role="deploy", account="444455556666", organization="o-a1b2c3d4e5", region="eu-west-1")


def requests(
    token: str, properties: dict[str, Any], default_tags: Any = None, **caller: Any
) -> list[Implied]:
    found = mapped(token)
    assert found
    who = Caller(**{**vars_of(CALLER), **caller})
    return list(
        implied(found, Planned(type=token, name="it", properties=properties, default_tags=default_tags), who)
    )


def vars_of(caller: Caller) -> dict[str, Any]:
    return {
        "role": caller.role,
        "account": caller.account,
        "organization": caller.organization,
        "region": caller.region,
    }


def only(action: str, found: list[Implied], kind: str = "") -> Implied:
    (one,) = [each for each in found if each.request.action == action and each.kind.startswith(kind)]
    return one


def test_launching_an_instance_is_authorized_on_everything_it_touches() -> None:
    found = requests(
        "aws:ec2/instance:Instance",
        {
            "ami": "ami-1",
            "subnetId": "subnet-1",
            "vpcSecurityGroupIds": ["sg-1", Unknown()],
            "tags": {"a": "b"},
        },
    )

    assert [
        (each.request.action, each.request.resource, each.request.resource_is_pattern) for each in found
    ] == [
        ("ec2:RunInstances", "arn:aws:ec2:eu-west-1:444455556666:instance/*", True),
        ("ec2:RunInstances", "arn:aws:ec2:eu-west-1:444455556666:volume/*", True),
        ("ec2:RunInstances", "arn:aws:ec2:eu-west-1:444455556666:network-interface/*", True),
        ("ec2:RunInstances", "arn:aws:ec2:eu-west-1:444455556666:subnet/subnet-1", False),
        ("ec2:RunInstances", "arn:aws:ec2:eu-west-1:444455556666:security-group/sg-1", False),
        ("ec2:RunInstances", "arn:aws:ec2:eu-west-1:444455556666:security-group/*", True),
        ("ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-1", False),
        ("ec2:CreateTags", "arn:aws:ec2:eu-west-1:444455556666:instance/*", True),
    ]


def test_each_block_device_makes_a_request_with_its_own_values() -> None:
    devices = [{"encrypted": True, "volumeSize": 8}, {"volumeSize": Unknown()}]
    found = requests("aws:ec2/instance:Instance", {"ebsBlockDevices": devices})

    _, first, second = [each.request for each in found if each.kind == "volume"]
    assert (first.context["ec2:Encrypted"], first.context["ec2:VolumeSize"]) == ("true", "8")
    assert "ec2:Encrypted" not in second.context
    assert second.context["ec2:VolumeSize"] == Unknown()


def test_what_the_data_does_not_fill_is_unknown_and_what_it_fills_with_nothing_is_absent() -> None:
    request = only("ec2:RunInstances", requests("aws:ec2/instance:Instance", {}), "instance").request

    assert request.lookup("ec2:metadatahttptokens") is None
    assert request.lookup("ec2:islaunchtemplateresource") == Unknown(optional=True)
    assert request.lookup("ec2:owner") is None  # a key of images


def test_what_is_made_has_no_tags_before_and_what_is_there_may_have_some() -> None:
    volume = only("ec2:CreateVolume", requests("aws:ebs/volume:Volume", {}), "volume").request
    route = requests("aws:ec2/route:Route", {"routeTableId": "rtb-1"})[0].request

    assert volume.lookup("aws:resourcetag/owner") is None
    assert route.lookup("aws:resourcetag/owner") == Unknown(optional=True)


def test_a_launch_template_may_fill_what_the_instance_leaves_out() -> None:
    found = requests("aws:ec2/instance:Instance", {"launchTemplate": {"id": "lt-1"}, "tags": {"a": "b"}})
    one = only("ec2:RunInstances", found, "instance")

    assert one.request.lookup("ec2:metadatahttptokens") == Unknown(optional=True)
    assert one.request.lookup("aws:requesttag/a") == ("b",)
    assert one.request.lookup("aws:requesttag/owner") == Unknown(optional=True)
    assert one.paths["ec2:metadatahttptokens"] == "launchTemplate"


def test_an_unknown_list_makes_one_request_that_may_not_be_made() -> None:
    found = requests("aws:ec2/instance:Instance", {"vpcSecurityGroupIds": Unknown()})
    one = only("ec2:RunInstances", found, "security-group")

    assert (one.made, one.place) == (None, "vpcSecurityGroupIds")


@pytest.mark.parametrize(
    ("own", "default", "everything", "expected"),
    [
        ({"a": "1"}, {"a": "0", "b": "2"}, None, {"a": ("1",), "b": ("2",)}),
        ({"a": "1"}, {"b": "2"}, {"a": "1", "b": "3"}, {"a": ("1",), "b": ("3",)}),
        (None, {"b": "2"}, Unknown(), {"a": None, "b": ("2",)}),
        ({"a": Unknown()}, None, None, {"a": (Unknown(),), "b": None}),
        (None, None, None, {"a": None, "b": None}),
        (Unknown(), {"b": "2"}, None, {"a": Unknown(optional=True), "b": Unknown(optional=True)}),
        ({"a": "1"}, Unknown(), None, {"a": Unknown(optional=True), "b": Unknown(optional=True)}),
    ],
)
def test_tags_come_from_the_resource_and_from_its_provider(
    own: Any, default: Any, everything: Any, expected: dict[str, Any]
) -> None:
    properties = {"bucket": "b", "tags": own, "tagsAll": everything}
    request = only("s3:CreateBucket", requests("aws:s3/bucket:Bucket", properties, default)).request

    found = {key: request.lookup(f"aws:requesttag/{key}") for key in ("a", "b")}
    assert {key: value if value != Unknown() else (value,) for key, value in found.items()} == expected


def test_the_tags_of_an_auto_scaling_group_are_blocks() -> None:
    blocks = [{"key": "owner", "value": "platform", "propagateAtLaunch": True}]
    found = requests("aws:autoscaling/group:Group", {"name": "g", "tags": blocks}, {"other": "x"})
    request = only("autoscaling:CreateAutoScalingGroup", found).request

    assert request.lookup("aws:requesttag/owner") == ("platform",)
    assert request.lookup("aws:tagkeys") == ("owner",)


def test_every_request_says_who_calls_from_where() -> None:
    request = requests("aws:s3/bucket:Bucket", {"bucket": "b"})[0].request

    assert request.principal == "arn:aws:iam::444455556666:role/deploy"
    for key, value in {
        "aws:principalarn": "arn:aws:iam::444455556666:role/deploy",
        "aws:principalaccount": "444455556666",
        "aws:principalorgid": "o-a1b2c3d4e5",
        "aws:requestedregion": "eu-west-1",
        "aws:securetransport": "true",
        "aws:principalisawsservice": "false",
    }.items():
        assert request.lookup(key) == (value,)
    assert request.lookup("ec2:roledelivery") is None
    assert request.lookup("aws:sourceip") == Unknown(optional=True)


@pytest.mark.parametrize(
    ("token", "properties", "region", "expected"),
    [
        ("aws:iam/role:Role", {"name": "r"}, "eu-west-1", ("us-east-1",)),
        ("aws:route53/zone:Zone", {"name": "z"}, None, ("us-east-1",)),
        ("aws:s3/bucket:Bucket", {"bucket": "b"}, None, (Unknown(),)),
        ("aws:iam/role:Role", {"name": "r"}, "cn-north-1", ("cn-north-1",)),
    ],
)
def test_global_services_answer_in_one_region(
    token: str, properties: Any, region: str | None, expected: tuple[Any]
) -> None:
    request = requests(token, properties, region=region)[0].request

    found = request.lookup("aws:requestedregion")
    assert (found,) == expected if isinstance(found, Unknown) else found == expected


def test_a_load_balancer_has_the_arn_of_its_kind() -> None:
    for kind, expected in (("network", "net"), ("gateway", "gwy"), ("application", "app"), (None, "app")):
        found = requests("aws:lb/loadBalancer:LoadBalancer", {"name": "x", "loadBalancerType": kind})
        one = only("elasticloadbalancing:CreateLoadBalancer", found)
        assert one.request.resource.endswith(f":loadbalancer/{expected}/x/*")
        assert one.request.context["elasticloadbalancing:Scheme"] == "internet-facing"


def test_keys_have_defaults_where_the_service_documents_one() -> None:
    key = only("kms:CreateKey", requests("aws:kms/key:Key", {})).request
    other = only("kms:CreateKey", requests("aws:kms/key:Key", {"multiRegion": True})).request

    assert (key.resource, key.resource_is_pattern) == ("*", False)
    assert (key.context["kms:MultiRegion"], other.context["kms:MultiRegion"]) == ("false", "true")


def test_a_partition_follows_the_region() -> None:
    request = requests("aws:s3/bucket:Bucket", {"bucket": "b"}, region="us-gov-west-1")[0].request

    assert request.resource == "arn:aws-us-gov:s3:::b"
    assert request.principal.startswith("arn:aws-us-gov:iam::")

"""Regions and tags where more than the resource's own properties decides."""

import json
from typing import Any

import pytest
from pack.values import UNKNOWN, Secret

from tests.policies.cases.shapes import nested
from tests.policies.harness import judged

TOPIC = "aws:sns/topic:Topic"
APPROVED = {"approved": ["eu-west-1"]}
OWNER = {"required": {"owner": {"values": ["platform"]}}}


def _region(
    properties: dict[str, Any], region: Any = None, type: str = TOPIC, approved: Any = APPROVED
) -> list[tuple[str, str]]:
    verdicts = judged(
        "allowed-regions", properties, type=type, settings=approved, provider={"region": region}
    )
    return [(verdict.result, verdict.property) for verdict in verdicts]


def test_a_resource_without_a_region_is_where_its_provider_is() -> None:
    assert _region({}, "us-west-2") == [("fail", "provider.region")]
    assert _region({}, "eu-west-1") == []
    assert _region({}, UNKNOWN) == [("unknown", "provider.region")]
    assert _region({}, None) == []


def test_a_region_of_the_resource_goes_before_that_of_the_provider() -> None:
    assert _region({"region": "eu-west-1"}, "us-west-2") == []
    assert _region({"region": "us-west-2"}, "eu-west-1") == [("fail", "region")]


@pytest.mark.parametrize(
    ("type", "properties"),
    [
        ("aws:acm/certificate:Certificate", {}),
        ("aws:wafv2/webAcl:WebAcl", {"scope": "CLOUDFRONT"}),
        ("aws:cloudwatch/metricAlarm:MetricAlarm", {"namespace": "AWS/Billing"}),
        ("aws:cloudwatch/logGroup:LogGroup", {"name": "/aws/route53/example.com"}),
        (
            "aws:cloudwatch/logDeliverySource:LogDeliverySource",
            {"resourceArn": "arn:aws:cloudfront::123456789012:distribution/E1"},
        ),
        (
            "aws:kms/key:Key",
            {"customerMasterKeySpec": "ECC_NIST_P256", "keyUsage": "SIGN_VERIFY"},
        ),
    ],
)
def test_what_exists_only_in_us_east_1_may_be_there(type: str, properties: dict[str, Any]) -> None:
    assert _region(properties | {"region": "us-east-1"}, type=type) == []
    assert _region(properties | {"region": "us-east-2"}, type=type) == [("fail", "region")]


@pytest.mark.parametrize(
    ("type", "properties"),
    [
        ("aws:cloudwatch/metricAlarm:MetricAlarm", {"namespace": "AWS/EC2"}),
        ("aws:cloudwatch/logGroup:LogGroup", {"name": "/aws/lambda/orders"}),
        ("aws:kms/key:Key", {}),
    ],
)
def test_other_alarms_logs_and_keys_have_to_be_in_an_approved_region(
    type: str, properties: dict[str, Any]
) -> None:
    assert _region(properties | {"region": "us-east-1"}, type=type) == [("fail", "region")]


def test_global_services_name_what_is_in_us_east_1() -> None:
    key = {"keyManagementServiceArn": "arn:aws:kms:us-east-1:123456789012:key/1"}
    dnssec = "aws:route53/keySigningKey:KeySigningKey"

    assert judged("named-regions", key, type=dnssec, settings=APPROVED) == []
    assert len(judged("named-regions", key, type=TOPIC, settings=APPROVED)) == 1


@pytest.mark.parametrize(
    ("target", "found"), [("us-west-2", ["fail"]), ("eu-west-1", []), ("i-1234", []), (UNKNOWN, [])]
)
def test_a_target_may_be_a_region(target: Any, found: list[str]) -> None:
    copies = nested("policyDetails.schedules[].crossRegionCopyRules[].target", target)
    policy = "aws:dlm/lifecyclePolicy:LifecyclePolicy"

    verdicts = judged("named-regions", copies, type=policy, settings=APPROVED)

    assert [verdict.result for verdict in verdicts] == found


def test_a_region_may_be_named_to_switch_it_off() -> None:
    switch = "aws:account/region:Region"

    def judged_as(enabled: bool) -> list[str]:
        named = {"regionName": "ap-south-2", "enabled": enabled}
        return [verdict.result for verdict in judged("named-regions", named, type=switch, settings=APPROVED)]

    assert judged_as(False) == []
    assert judged_as(True) == ["fail"]


def test_a_variable_that_is_called_region_moves_nothing() -> None:
    variables = nested("environment.variables.region", "us-west-2")
    function = "aws:lambda/function:Function"

    assert judged("named-regions", variables, type=function, settings=APPROVED) == []


def test_a_regional_web_acl_has_to_be_in_an_approved_region() -> None:
    acl = {"scope": "REGIONAL", "region": "us-east-1"}

    assert _region(acl, type="aws:wafv2/webAcl:WebAcl") == [("fail", "region")]


def test_without_approved_regions_there_is_nothing_to_judge() -> None:
    assert _region({"region": "us-west-2"}, approved={}) == []


def _tags(properties: dict[str, Any], defaults: Any) -> list[tuple[str, str]]:
    verdicts = judged(
        "tag-required-keys",
        properties,
        type=TOPIC,
        settings=OWNER,
        provider={"defaultTags": defaults},
    )
    return [(verdict.result, verdict.message) for verdict in verdicts]


def test_default_tags_of_the_provider_count_as_the_resources_own() -> None:
    assert _tags({}, {"tags": {"owner": "platform"}}) == []
    assert _tags({"tagsAll": UNKNOWN, "tags": {"name": UNKNOWN}}, {"tags": {"owner": "platform"}}) == []
    assert _tags({"tags": {"owner": "x"}}, {"tags": {"owner": "platform"}}) == [
        ("fail", 'Tag owner is "x", not one of platform.')
    ]


def test_default_tags_that_are_not_known_may_hold_the_tag() -> None:
    assert _tags({}, UNKNOWN) == [("unknown", "")]
    assert _tags({}, {"tags": {"owner": UNKNOWN}}) == [("unknown", "")]


def test_tags_that_the_provider_has_summed_up_go_before_everything() -> None:
    assert _tags({"tagsAll": {"owner": "platform"}, "tags": {"owner": "x"}}, {}) == []


def test_a_secret_tag_is_judged_and_not_shown() -> None:
    (verdict,) = _tags({"tags": {"owner": Secret("hunter2")}}, {})

    assert verdict == ("fail", "Tag owner is a secret value, not one of platform.")


def test_keys_of_secret_tags_are_not_shown() -> None:
    verdicts = judged("tag-key-format", {"tags": Secret({"OWNER": "x"})}, type=TOPIC, settings=OWNER)

    assert [verdict.message for verdict in verdicts] == ["The key a secret value has to be spelled owner."]


def _messages(rule: str, properties: dict[str, Any], **more: Any) -> list[str]:
    return [verdict.message for verdict in judged(rule, properties, **more)]


def test_without_required_tags_those_of_a_group_reach_its_instances() -> None:
    name = {"key": "Name", "value": "x", "propagateAtLaunch": True}
    stays = {"key": "team", "value": "x", "propagateAtLaunch": False}
    autoscaler = stays | {"key": "k8s.io/cluster-autoscaler/enabled"}

    assert _messages("asg-tags-propagate", {"tags": [name, autoscaler]}) == []
    assert _messages("asg-tags-propagate", {}) == ["tags is not set, so instances start without any."]
    assert _messages("asg-tags-propagate", {"tags": [name, stays]}) == [
        "Tag team does not reach instances: propagateAtLaunch is false."
    ]


def test_tags_of_a_template_do_not_stand_for_those_of_what_it_launches() -> None:
    assert _messages("launchtemplate-tag-specifications", {"tags": {"a": "b"}}) == [
        "tagSpecifications is not set: what the template launches carries no tags."
    ]
    specified = {"tagSpecifications": [{"resourceType": "instance", "tags": {"a": "b"}}]}
    assert _messages("launchtemplate-tag-specifications", specified) == []


def test_without_required_tags_volumes_and_providers_have_some() -> None:
    default = {"defaultTags": {"tags": {"owner": "x"}}}
    instance = "aws:ec2/instance:Instance"

    assert _messages("provider-default-tags", default) == []
    assert _messages("provider-default-tags", {}) == [
        "defaultTags is not set: nothing carries tags unless it names them itself."
    ]
    assert _messages("ec2-volume-tags", {}, type=instance, provider=default) == []
    assert _messages("ec2-volume-tags", {"volumeTags": {"a": "b"}}, type=instance) == []
    assert _messages("ec2-volume-tags", {}, type=instance) == [
        "volumeTags is not set: the volumes carry no tags."
    ]


def test_an_earlier_denial_closes_the_port_of_a_network_acl() -> None:
    entry = {"protocol": "tcp", "cidrBlock": "0.0.0.0/0"}
    deny = entry | {"action": "deny", "ruleNo": 90, "fromPort": 22, "toPort": 22}
    allow = entry | {"action": "allow", "ruleNo": 100, "fromPort": 0, "toPort": 1000}
    acl = "aws:ec2/networkAcl:NetworkAcl"

    assert judged("nacl-open-admin", {"ingress": [allow, deny]}, type=acl) == []
    assert [v.message for v in judged("nacl-open-admin", {"ingress": [allow]}, type=acl)] == [
        'Port 22 is open to "0.0.0.0/0".'
    ]


def test_json_in_a_providers_inputs_is_read() -> None:
    from pack.values import decoded

    assert decoded(json.dumps({"tags": {"owner": "platform"}})) == {"tags": {"owner": "platform"}}
    assert decoded("eu-west-1") == "eu-west-1"
    assert decoded("{broken") == "{broken"

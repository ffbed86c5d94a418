"""What packs receive: the exact messages."""

from __future__ import annotations

from typing import Any

from google.protobuf import json_format
from pulumi.runtime.proto import analyzer_pb2

from preview.engine.model import Resource
from preview.policy.marshal import (
    analyze_request,
    is_analyzed,
    provider_message,
    provider_of,
    stack_resource,
)
from preview.values import UNKNOWN, Asset, Reference, Secret

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270"}
UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"
PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:aws::default_7_51_1"
QUEUE = "urn:pulumi:dev::shop::aws:sqs/queue:Queue::jobs"
TOPIC = "urn:pulumi:dev::shop::aws:sns/topic:Topic::news"


def a_queue(**changes: Any) -> Resource:
    fields: dict[str, Any] = {
        "urn": QUEUE,
        "type": "aws:sqs/queue:Queue",
        "name": "jobs",
        "custom": True,
        "parent": STACK,
        "provider": f"{PROVIDER}::0123",
        "inputs": {"name": "jobs-1234567"},
    }
    return Resource(**{**fields, **changes})


def a_provider() -> Resource:
    return Resource(
        urn=PROVIDER,
        type="pulumi:providers:aws",
        name="default_7_51_1",
        custom=True,
        inputs={"region": "eu-west-1", "token": Secret("t"), "__internal": {"a": 1}},
    )


def sent(message: Any) -> dict[str, Any]:
    return json_format.MessageToDict(message)


def test_a_resource_is_sent_with_its_inputs_its_options_and_its_provider() -> None:
    queue = a_queue(
        protect=True,
        ignore_changes=["tags"],
        delete_before_replace=False,
        additional_secret_outputs=["url"],
        custom_timeouts={"create": 90.5, "delete": 60},
        aliases=["urn:pulumi:dev::shop::aws:sqs/queue:Queue::old"],
    )

    assert sent(analyze_request(queue, provider_message(a_provider()))) == {
        "type": "aws:sqs/queue:Queue",
        "urn": QUEUE,
        "name": "jobs",
        "properties": {"name": "jobs-1234567"},
        "options": {
            "protect": True,
            "ignoreChanges": ["tags"],
            "deleteBeforeReplaceDefined": True,
            "additionalSecretOutputs": ["url"],
            "customTimeouts": {"create": 90.5, "delete": 60.0},
            "parent": STACK,
        },
        "provider": {
            "type": "pulumi:providers:aws",
            "urn": PROVIDER,
            "name": "default_7_51_1",
            "properties": {"region": "eu-west-1", "token": {**SECRET, "value": "t"}},
        },
    }


def test_options_that_nobody_set_are_empty_and_not_defined() -> None:
    options = analyze_request(a_queue(parent=""), None).options

    assert options == analyzer_pb2.AnalyzerResourceOptions(
        customTimeouts=analyzer_pb2.AnalyzerResourceOptions.CustomTimeouts()
    )
    assert not options.deleteBeforeReplaceDefined


def test_values_keep_what_is_unknown_and_secret_and_lose_references() -> None:
    queue = a_queue(
        inputs={
            "unknown": UNKNOWN,
            "secret": Secret({"a": ["b", UNKNOWN]}),
            "role": Reference(urn=TOPIC, id="role-1"),
            "component": Reference(urn=STACK),
            "made later": Reference(urn=TOPIC, id=UNKNOWN),
            "list": [1, 2.5, True, None, "x"],
            "code": Asset(kind="text", value="body", hash="ff"),
        }
    )

    assert sent(analyze_request(queue, None))["properties"] == {
        "unknown": UNKNOWN_TEXT,
        "secret": {**SECRET, "value": {"a": ["b", UNKNOWN_TEXT]}},
        "role": "role-1",
        "component": STACK,
        "made later": UNKNOWN_TEXT,
        "list": [1.0, 2.5, True, None, "x"],
        "code": {SIGNATURE: "c44067f5952c0a294b673a41bacd8c17", "text": "body", "hash": "ff"},
    }


def test_internal_properties_are_sent_for_remediation_only() -> None:
    queue = a_queue(
        inputs={"__defaults": ["name"], "a": [{"__inner": 1, "b": 2}], "s": Secret({"__x": 1, "y": 2})}
    )

    assert sent(analyze_request(queue, None))["properties"] == {
        "a": [{"b": 2.0}],
        "s": {**SECRET, "value": {"y": 2.0}},
    }
    assert "__defaults" in sent(analyze_request(queue, None, internal=True))["properties"]


def test_a_stack_rule_sees_outputs_and_the_place_in_the_graph() -> None:
    queue = a_queue(
        outputs={"url": "https://queue", "arn": UNKNOWN},
        dependencies=[TOPIC],
        property_dependencies={"tags": [TOPIC], "name": []},
    )

    assert sent(stack_resource(queue, None)) == {
        "type": "aws:sqs/queue:Queue",
        "urn": QUEUE,
        "name": "jobs",
        "properties": {"url": "https://queue", "arn": UNKNOWN_TEXT},
        "options": {"customTimeouts": {}, "parent": STACK},
        "parent": STACK,
        "dependencies": [TOPIC],
        "propertyDependencies": {"tags": {"urns": [TOPIC]}},
    }


def test_what_is_only_read_is_not_analyzed_and_components_and_providers_are() -> None:
    assert not is_analyzed(a_queue(external=True))
    assert is_analyzed(a_provider())
    assert is_analyzed(a_queue(custom=False, provider=""))


def test_the_provider_of_a_resource_is_found_by_its_reference() -> None:
    assert provider_of(a_queue()) == PROVIDER
    assert provider_of(a_queue(provider="")) == ""

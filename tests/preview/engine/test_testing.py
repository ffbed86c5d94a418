"""The fake cloud for tests of components."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import ComponentResource, CustomResource, Output, ResourceOptions

from preview.engine import EngineError, SourcePosition
from preview.testing import deploy
from preview.values import UNKNOWN, Secret

HERE = Path(__file__)


class Thing(CustomResource):
    arn: Output[str]

    def __init__(
        self, name: str, props: dict[str, object] | None = None, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("fake:index:Thing", name, {"arn": None, **(props or {})}, opts)


class Group(ComponentResource):
    def __init__(self, name: str, opts: ResourceOptions | None = None) -> None:
        super().__init__("shop:index:Group", name, None, opts)
        self.thing = Thing(f"{name}-thing", {"size": 1}, ResourceOptions(parent=self))
        self.register_outputs({"size": 1})


def test_what_a_program_registers_can_be_asked_for() -> None:
    cloud = deploy(lambda: (Group("b"), Group("a")))

    assert cloud.named("a").type == "shop:index:Group"
    assert cloud.one("fake:index:Thing", "a-thing").inputs == {"size": 1}
    assert [thing.name for thing in cloud.all("fake:index:Thing")] == ["a-thing", "b-thing"]
    assert cloud.urns() == [
        "urn:pulumi:test::test::pulumi:providers:fake::default",
        "urn:pulumi:test::test::pulumi:pulumi:Stack::test-test",
        "urn:pulumi:test::test::shop:index:Group::a",
        "urn:pulumi:test::test::shop:index:Group$fake:index:Thing::a-thing",
        "urn:pulumi:test::test::shop:index:Group::b",
        "urn:pulumi:test::test::shop:index:Group$fake:index:Thing::b-thing",
    ]
    assert cloud.named("a").outputs == {"size": 1}


@pytest.mark.parametrize(
    ("type", "name", "message"),
    [
        ("fake:index:Thing", None, "2 resources are fake:index:Thing; there are:"),
        ("fake:index:Thing", "c", "0 resources are fake:index:Thing named 'c'; there are:"),
        ("other:index:Thing", None, "0 resources are other:index:Thing; there are:"),
    ],
)
def test_a_lookup_that_finds_not_exactly_one_says_what_there_is(
    type: str, name: str | None, message: str
) -> None:
    cloud = deploy(lambda: (Thing("a"), Thing("b")))

    with pytest.raises(LookupError, match=f"^{message}") as raised:
        cloud.one(type, name)
    assert "\n  fake:index:Thing a\n  fake:index:Thing b" in str(raised.value)
    with pytest.raises(LookupError, match="0 resources are named 'c'"):
        cloud.named("c")


def test_a_resource_has_the_line_that_made_it() -> None:
    cloud = deploy(lambda: Thing("a"), project_directory=HERE.parent)

    line = next(n for n, text in enumerate(HERE.read_text().splitlines(), 1) if 'Thing("a"), p' in text)
    assert cloud.named("a").source == SourcePosition("test_testing.py", line)


def test_settings_may_be_structured_and_secret() -> None:
    def program() -> None:
        config = pulumi.Config()
        pulumi.export("size", config.require_int("size"))
        pulumi.export("list", config.require_object("list"))
        pulumi.export("key", config.require_secret("key"))
        pulumi.export("other", pulumi.Config("other").get("x"))
        pulumi.export("environment", sorted(pulumi.runtime.config.get_config_env()))

    cloud = deploy(program, config={"size": 3, "list": [1, {"a": 2}], "other:x": "y"}, secrets={"key": "k3y"})

    assert cloud.exports == {
        "size": 3,
        "list": [1, {"a": 2}],
        "key": Secret("k3y"),
        "other": "y",
        "environment": ["other:x", "test:key", "test:list", "test:size"],
    }


def test_nothing_of_one_run_reaches_the_next() -> None:
    def first() -> None:
        pulumi.runtime.register_resource_transform(
            lambda args: pulumi.ResourceTransformResult({**args.props, "size": 2}, args.opts)
        )
        pulumi.export("set", pulumi.Config().require("set"))
        Thing("a")

    def second() -> None:
        pulumi.export("set", pulumi.Config().get("set") or "unset")
        Thing("b", {"size": 1})

    before = dict(os.environ)
    assert deploy(first, config={"set": "yes"}).named("a").inputs == {"size": 2}
    cloud = deploy(second, stack="other", project="shop")

    assert cloud.exports == {"set": "unset"}
    assert cloud.named("b").inputs == {"size": 1}
    assert cloud.named("b").urn == "urn:pulumi:other::shop::fake:index:Thing::b"
    assert dict(os.environ) == before
    assert pulumi.runtime.get_root_resource() is None
    assert pulumi.Config("test").get("set") is None
    assert pulumi.get_stack() == "stack"


def test_a_failed_run_does_not_disturb_the_next() -> None:
    def fails() -> None:
        Thing("a", {"x": Output.from_input(1).apply(lambda _: 1 / 0)})

    with pytest.raises(ZeroDivisionError):
        deploy(fails)

    assert deploy(lambda: Thing("a")).named("a").id is UNKNOWN


def test_the_program_raises_its_own_exception() -> None:
    class OutOfTeaError(Exception):
        pass

    def program() -> None:
        raise OutOfTeaError

    with pytest.raises(OutOfTeaError):
        deploy(program)


def test_a_resource_that_cannot_be_registered_is_an_exception() -> None:
    with pytest.raises(
        EngineError, match="Duplicate resource URN 'urn:pulumi:test::test::fake:index:Thing::a'"
    ):
        deploy(lambda: (Thing("a"), Thing("a")))


def test_hooks_and_transforms_run() -> None:
    told: list[str] = []

    def hook(args: pulumi.ResourceHookArgs) -> None:
        told.append(f"{args.name} {args.new_outputs is not None}")

    def broken(args: pulumi.ResourceHookArgs) -> None:
        raise ValueError("not this one")

    def program() -> None:
        on_dry_run = pulumi.ResourceHookOptions(on_dry_run=True)
        dry = pulumi.ResourceHook("dry", hook, on_dry_run)
        real = pulumi.ResourceHook("real", broken)
        wrong = pulumi.ResourceHook("wrong", broken, on_dry_run)
        binding = pulumi.ResourceHookBinding
        Thing("a", {"n": 1}, ResourceOptions(hooks=binding(before_create=[dry, real], after_create=[dry])))
        Thing("b", opts=ResourceOptions(hooks=binding(after_create=[wrong])))

    cloud = deploy(program)

    assert told == ["a False", "a True"]
    assert [(note.severity, note.message) for note in cloud.diagnostics if note.urn] == [
        ("warning", "resource hook 'wrong' (after_create) failed: not this one")
    ]


def test_a_hook_that_fails_before_a_resource_is_made_stops_it() -> None:
    def broken(args: pulumi.ResourceHookArgs) -> None:
        raise ValueError("not this one")

    def program() -> None:
        wrong = pulumi.ResourceHook("wrong", broken, pulumi.ResourceHookOptions(on_dry_run=True))
        Thing("a", opts=ResourceOptions(hooks=pulumi.ResourceHookBinding(before_create=[wrong])))

    with pytest.raises(EngineError, match=r"resource hook 'wrong' \(before_create\) failed: not this one"):
        deploy(program)


def test_a_transform_that_answers_keeps_dependencies_but_not_by_property() -> None:
    def same(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult:
        return pulumi.ResourceTransformResult(args.props, args.opts)

    def program() -> None:
        first = Thing("first")
        Thing("kept", {"x": first.arn}, ResourceOptions(transforms=[lambda _: None]))
        Thing("lost", {"x": first.arn, "s": Output.secret("v")}, ResourceOptions(transforms=[same]))

    cloud = deploy(program)
    first = cloud.named("first").urn

    assert cloud.named("kept").property_dependencies == {"x": [first]}
    assert cloud.named("lost").property_dependencies == {"s": [], "x": []}
    assert cloud.named("kept").dependencies == cloud.named("lost").dependencies == [first]
    assert cloud.named("lost").inputs == {"x": UNKNOWN, "s": Secret("v")}


def test_other_stacks_outputs_are_those_the_test_gives() -> None:
    def program() -> None:
        network = pulumi.StackReference("organization/net/dev")
        pulumi.export("vpc", network.require_output("vpc"))
        pulumi.export("key", network.require_output("key"))

    references = {"organization/net/dev": {"vpc": "vpc-1", "key": Secret("k3y")}}

    assert deploy(program, references=references).exports == {"vpc": "vpc-1", "key": Secret("k3y")}
    with pytest.raises(Exception, match=r"there is no stack 'organization/net/dev'; the test gives none"):
        deploy(program)


def test_a_plain_call_of_a_function_that_is_known_in_part_goes_on() -> None:
    def program() -> None:
        table = aws.dynamodb.get_table(name="orders")
        pulumi.export("plain", [table.arn, table.hash_key])
        pulumi.export("output", aws.dynamodb.get_table_output(name="orders").arn)

    cloud = deploy(program, config={"aws:region": "eu-west-1"})

    assert cloud.exports == {
        "plain": ["arn:aws:dynamodb:eu-west-1:123456789012:table/orders", None],
        "output": UNKNOWN,
    }


def test_what_a_function_found_depends_on_what_it_was_asked_with() -> None:
    def program() -> None:
        role = "arn:aws:iam::123456789012:role/r"
        cluster = aws.eks.Cluster("c", role_arn=role, vpc_config={"subnet_ids": ["subnet-1", "subnet-2"]})
        found = aws.eks.get_addon_version_output(addon_name="coredns", kubernetes_version=cluster.version)
        Thing("a", {"version": found.version})

    cloud = deploy(program, config={"aws:region": "eu-west-1"})

    cluster = cloud.one("aws:eks/cluster:Cluster")
    assert cloud.named("a").property_dependencies == {"version": [cluster.urn]}
    assert re.fullmatch(r"v1\.36\.\d-eksbuild\.\d", cloud.named("a").inputs["version"])


def test_inputs_that_a_provider_would_refuse_are_an_exception() -> None:
    with pytest.raises(EngineError, match="which is not a CIDR block: the prefix length is missing"):
        deploy(lambda: aws.ec2.Vpc("wrong", cidr_block="10.0.0.0-16"))

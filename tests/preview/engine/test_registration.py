"""Registering resources: identity, inheritance, options."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from pulumi.runtime.proto import alias_pb2, resource_pb2, source_pb2

from preview.engine import Resource, SourcePosition
from preview.values import UNKNOWN, Reference
from tests.preview.engine.echo import STACK, Engine

KNOWN = "remote:index:Known"
THING = "fake:index:Thing"
GROUP = "shop:index:Group"


def group(engine: Engine, name: str, **options: Any) -> str:
    return engine.register(GROUP, name, custom=False, **options).urn


def test_a_resource_is_answered_with_its_urn_id_and_outputs() -> None:
    response = Engine().register(THING, "one", {"size": 3})

    assert response.urn == "urn:pulumi:dev::shop::fake:index:Thing::one"
    assert response.id == "one-id"
    assert dict(response.object.items()) == {"size": 3.0, "checked": True, "arn": "arn:one"}


def test_a_component_is_answered_without_outputs_until_it_registers_them() -> None:
    engine = Engine()
    urn = group(engine, "g")
    outputs = resource_pb2.RegisterResourceOutputsRequest(urn=urn)
    outputs.outputs.update({"arn": "arn:x", "nothing": None})
    engine.monitor.RegisterResourceOutputs(outputs)

    assert engine.deployment.resources[urn].outputs == {"arn": "arn:x"}
    assert engine.deployment.resources[urn].id is None


def test_what_the_stack_registers_are_its_exports() -> None:
    engine = Engine()
    outputs = resource_pb2.RegisterResourceOutputsRequest(urn=STACK)
    outputs.outputs.update({"url": "https://shop"})
    engine.monitor.RegisterResourceOutputs(outputs)

    assert engine.deployment.exports == {"url": "https://shop"}


def test_types_of_parents_are_part_of_the_urn_except_the_stacks() -> None:
    engine = Engine()
    outer = group(engine, "outer")
    inner = group(engine, "inner", parent=outer)
    thing = engine.made(THING, "leaf", parent=inner)

    assert outer == "urn:pulumi:dev::shop::shop:index:Group::outer"
    assert thing.urn == "urn:pulumi:dev::shop::shop:index:Group$shop:index:Group$fake:index:Thing::leaf"
    assert thing.parent == inner


def test_the_second_of_two_resources_with_one_urn_fails_and_the_first_stays() -> None:
    engine = Engine()
    first = engine.made(THING, "same", {"n": 1})
    response = engine.register(THING, "same", {"n": 2})

    assert response.result == resource_pb2.FAIL
    assert engine.deployment.resources[first.urn].inputs["n"] == 1
    assert engine.errors() == [f"Duplicate resource URN '{first.urn}'; try giving it a unique name"]
    assert engine.deployment.diagnostics[0].urn == first.urn
    assert engine.deployment.failed


def test_two_types_may_share_a_name() -> None:
    engine = Engine()
    engine.register(THING, "same")
    engine.register("fake:index:Other", "same")

    assert not engine.deployment.failed


@pytest.mark.parametrize("inherited", ["protect", "retain_on_delete"])
def test_protection_reaches_all_descendants_until_one_of_them_ends_it(inherited: str) -> None:
    field = {"protect": "protect", "retain_on_delete": "retainOnDelete"}[inherited]
    yes: dict[str, Any] = {field: True}
    no: dict[str, Any] = {field: False}
    engine = Engine()
    outer = group(engine, "outer", **yes)
    inner = group(engine, "inner", parent=outer)
    ended = group(engine, "ended", parent=outer, **no)
    kept = engine.made(THING, "kept", parent=inner)
    freed = engine.made(THING, "freed", parent=ended)
    again = engine.made(THING, "again", parent=ended, **yes)

    assert [getattr(resource, inherited) for resource in (kept, freed, again)] == [True, False, True]


def test_a_resource_goes_with_the_one_its_parent_goes_with() -> None:
    engine = Engine()
    first = engine.made(THING, "first").urn
    second = engine.made(THING, "second").urn
    outer = group(engine, "outer", deletedWith=first)

    assert engine.made(THING, "with-parent", parent=outer).deleted_with == first
    assert engine.made(THING, "with-other", parent=outer, deletedWith=second).deleted_with == second
    assert engine.made(THING, "alone").deleted_with == ""


def test_dependencies_are_sorted_and_named_once() -> None:
    dependencies = {"b": resource_pb2.RegisterResourceRequest.PropertyDependencies(urns=["urn:z", "urn:a"])}
    thing = Engine().made(
        THING, "t", {"b": 1}, dependencies=["urn:z", "urn:a", "urn:z"], propertyDependencies=dependencies
    )

    assert thing.dependencies == ["urn:a", "urn:z"]
    assert thing.property_dependencies == {"b": ["urn:a", "urn:z"]}


def test_inputs_that_are_null_are_not_there_but_null_inside_a_value_stays() -> None:
    thing = Engine().made(THING, "t", {"none": None, "nested": {"none": None, "list": [None]}})

    assert thing.inputs == {"nested": {"none": None, "list": [None]}, "checked": True}


def test_options_are_kept() -> None:
    timeouts = resource_pb2.RegisterResourceRequest.CustomTimeouts(create="1h30m", delete="500ms")
    thing = Engine().made(
        THING,
        "t",
        ignoreChanges=["tags"],
        replaceOnChanges=["name"],
        hideDiffs=["body"],
        replace_with=["urn:b", "urn:a"],
        additionalSecretOutputs=["noSuchOutput"],
        deleteBeforeReplace=False,
        deleteBeforeReplaceDefined=True,
        customTimeouts=timeouts,
    )

    assert thing.ignore_changes == ["tags"]
    assert thing.replace_on_changes == ["name"]
    assert thing.hide_diff == ["body"]
    assert thing.replace_with == ["urn:a", "urn:b"]
    assert thing.additional_secret_outputs == ["noSuchOutput"]
    assert thing.delete_before_replace is False
    assert thing.custom_timeouts == {"create": 5400.0, "delete": 0.5}


def test_what_is_not_said_is_not_made_up() -> None:
    thing = Engine().made(THING, "t")

    assert thing.delete_before_replace is None
    assert thing.custom_timeouts == {}
    assert (thing.op, thing.import_id, thing.external) == ("create", "", False)


def test_a_duration_that_is_none_fails_its_resource_alone() -> None:
    engine = Engine()
    timeouts = resource_pb2.RegisterResourceRequest.CustomTimeouts(update="soon")
    engine.register(THING, "t", customTimeouts=timeouts)
    engine.register(THING, "u")

    assert engine.errors() == [
        "custom_timeouts.update: 'soon' is not a duration; write it like 1h30m, 45m or 90s"
    ]
    assert "urn:pulumi:dev::shop::fake:index:Thing::u" in engine.deployment.resources


def test_aliases_say_only_what_was_different() -> None:
    engine = Engine()
    outer = group(engine, "outer")
    spec = alias_pb2.Alias.Spec
    thing = engine.made(
        THING,
        "now",
        parent=outer,
        aliases=[
            alias_pb2.Alias(urn="urn:pulumi:dev::shop::fake:index:Thing::written"),
            alias_pb2.Alias(spec=spec(name="before")),
            alias_pb2.Alias(spec=spec(type="fake:index:Old")),
            alias_pb2.Alias(spec=spec(noParent=True)),
            alias_pb2.Alias(spec=spec(stack="prod", project="older", noParent=True)),
            alias_pb2.Alias(spec=spec(name="now")),
            alias_pb2.Alias(spec=spec(name="before")),
        ],
    )

    assert thing.aliases == [
        "urn:pulumi:dev::shop::fake:index:Thing::now",
        "urn:pulumi:dev::shop::fake:index:Thing::written",
        "urn:pulumi:dev::shop::shop:index:Group$fake:index:Old::now",
        "urn:pulumi:dev::shop::shop:index:Group$fake:index:Thing::before",
        "urn:pulumi:prod::older::fake:index:Thing::now",
    ]


def test_an_imported_resource_is_read_under_its_id() -> None:
    thing = Engine().made(THING, "t", {"a": 1}, importId="i-123")

    assert (thing.op, thing.import_id, thing.id) == ("import", "i-123", "i-123")
    assert thing.outputs["read"] is True


def test_a_resource_knows_its_line_and_those_above_it() -> None:
    frames = [
        ("file:///work/.venv/lib/python3.11/site-packages/pulumi/resource.py", 5),
        ("file:///work/components/site.py", 7),
        ("file:///work/with%20space.py", 8),
        ("file:///elsewhere/tool.py", 9),
        ("file:///work/__main__.py", 10),
    ]
    trace = source_pb2.StackTrace(
        frames=[
            source_pb2.StackFrame(pc=source_pb2.SourcePosition(uri=uri, line=line)) for uri, line in frames
        ]
    )
    thing = Engine().made(THING, "t", stackTrace=trace)

    assert thing.source == SourcePosition("components/site.py", 7)
    assert thing.frames == (
        SourcePosition("components/site.py", 7),
        SourcePosition("with space.py", 8),
        SourcePosition("__main__.py", 10),
    )


def test_a_remote_component_is_nobodys_and_its_modelled_outputs_are_there() -> None:
    engine = Engine()
    thing = engine.made(KNOWN, "k", custom=False, remote=True)
    child = f"urn:pulumi:dev::shop::{KNOWN}$fake:index:Child::k-child"

    assert thing.provider == ""
    assert thing.outputs == {
        "endpoint": UNKNOWN,
        "child": Reference(child, "k-child-id"),
        "arn": "arn:k-child",
    }
    assert thing.output_dependencies == {"child": [child], "arn": [child]}
    assert engine.deployment.diagnostics == []


def test_the_children_of_a_remote_component_inherit_from_it_and_come_from_its_line() -> None:
    position = source_pb2.SourcePosition(uri="file:///work/__main__.py", line=7)
    dependency = resource_pb2.RegisterResourceRequest.PropertyDependencies(urns=["urn:other"])
    engine = Engine()
    component = engine.made(
        KNOWN,
        "k",
        {"amount": 3},
        custom=False,
        remote=True,
        protect=True,
        propertyDependencies={"amount": dependency},
        stackTrace=source_pb2.StackTrace(frames=[source_pb2.StackFrame(pc=position)]),
    )
    child = engine.deployment.resources[f"urn:pulumi:dev::shop::{KNOWN}$fake:index:Child::k-child"]

    assert (child.parent, child.protect) == (component.urn, True)
    assert child.inputs == {"amount": 3, "checked": True}
    assert (child.dependencies, child.property_dependencies) == (["urn:other"], {"amount": ["urn:other"]})
    assert child.provider.split("::")[-2] == "default_2_0_0"
    assert child.source == SourcePosition("__main__.py", 7)


def test_a_remote_component_that_its_plugin_would_refuse_is_an_error_and_not_there() -> None:
    engine = Engine()
    response = engine.register("remote:index:Refused", "r", custom=False, remote=True)

    assert engine.errors() == ["that cannot be built"]
    assert response.urn not in engine.deployment.resources


def test_a_remote_component_without_a_model_is_a_warning() -> None:
    engine = Engine()
    engine.register("remote:index:Mystery", "m", custom=False, remote=True)

    assert [(note.severity, note.message) for note in engine.deployment.diagnostics] == [
        (
            "warning",
            "remote:index:Mystery 'm' is made by a plugin that is not modelled here: its outputs are "
            "unknown, and its children are not previewed; "
            "once it is deployed, `python -m preview analyze` judges them from the state",
        )
    ]


def test_a_remediation_replaces_the_inputs_before_the_resource_is_made() -> None:
    engine = Engine(remediate=lambda resource: {"fixed": resource.name} if resource.name == "bad" else None)

    assert engine.made(THING, "bad", {"open": True}).outputs == {"fixed": "bad", "arn": "arn:bad"}
    assert engine.made(THING, "good", {"open": False}).inputs["open"] is False


def test_everything_that_comes_into_being_is_told() -> None:
    told: list[Resource] = []
    engine = Engine(on_registered=told.append)
    engine.register(THING, "t")

    assert [resource.type for resource in told] == ["pulumi:pulumi:Stack", "pulumi:providers:fake", THING]


@pytest.mark.parametrize("order", list(itertools.permutations(["a", "b", "c"])))
def test_the_order_of_resources_is_not_the_order_of_arrival(order: tuple[str, ...]) -> None:
    engine = Engine()
    outer = group(engine, "outer")
    for name in order:
        engine.register(THING, name, parent=outer if name == "b" else STACK)

    assert [resource.name for resource in engine.deployment.ordered()] == [
        "default",
        "shop-dev",
        "a",
        "c",
        "outer",
        "b",
    ]


def test_outputs_for_what_was_never_registered_are_refused() -> None:
    with pytest.raises(Exception, match="registered for a resource that is not: urn:x"):
        Engine().monitor.RegisterResourceOutputs(resource_pb2.RegisterResourceOutputsRequest(urn="urn:x"))


def test_a_parent_that_is_no_urn_is_refused() -> None:
    with pytest.raises(Exception, match="the parent of fake:index:Thing 't' is not a URN: 'nonsense'"):
        Engine().register(THING, "t", parent="nonsense")


def test_a_package_without_sdk_is_named_once_with_what_to_do() -> None:
    engine = Engine()
    engine.made("absent:index:Thing", "a")
    engine.made("absent:index:Other", "b")

    assert [(note.severity, note.message) for note in engine.deployment.diagnostics] == [
        (
            "warning",
            "the SDK of package 'absent' is not installed here: inputs of its resources are not checked and "
            "their outputs are unknown; install pulumi-absent beside the program's other packages",
        )
    ]

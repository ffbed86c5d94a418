"""What holds for every resource and whatever a program says."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from preview.synthesis import Created, InvokeError, ProviderConfig
from preview.values import UNKNOWN, Reference, Secret, contains_unknown

from .support import MEMBER, provider, synthesizer, urn

TYPES = [
    *synthesizer().schemas.resource_tokens("aws"),
    "kubernetes:core/v1:ConfigMap",
    "kubernetes:example.com/v1:Widget",
    "eks:index:Cluster",
    "unheard:of/thing:Thing",
    "nonsense",
]
FUNCTIONS = [*synthesizer().schemas.function_tokens("aws"), "unheard:of/getThing:getThing"]

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(UNKNOWN)
values = st.recursive(
    scalars | st.builds(Reference, st.just("urn"), st.sampled_from([None, "id", UNKNOWN])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        | st.builds(Secret, inner)
    ),
    max_leaves=6,
)
providers = st.sampled_from(
    [
        None,
        MEMBER,
        provider(region="cn-north-1", defaultTags={"tags": {"a": "b"}}),
        provider(region=7, assumeRoles="?", defaultTags=[1], ignoreTags={"keys": 3}),
        provider(region="nowhere-9"),
        provider(configured=False),
    ]
)


@st.composite
def resources(draw: st.DrawFn) -> tuple[str, str, dict[str, Any], ProviderConfig | None]:
    type = draw(st.sampled_from(TYPES))
    schema = synthesizer().schemas.resource(type)
    names = st.sampled_from(sorted(schema.inputs)) if schema and schema.inputs else st.text(max_size=5)
    inputs = draw(st.dictionaries(names | st.sampled_from(["tags", "name", "region"]), values, max_size=5))
    return type, urn(type, draw(st.text(max_size=12))), inputs, draw(providers)


def answer(
    resource: tuple[str, str, dict[str, Any], ProviderConfig | None],
) -> tuple[dict[str, Any], Created]:
    type, name, inputs, by = resource
    checked = synthesizer().check(type, name, inputs, by)
    return checked, synthesizer().create(type, name, checked, by)


@settings(max_examples=300, deadline=None)
@given(resources())
def test_any_resource_is_answered_and_always_the_same(
    resource: tuple[str, str, dict[str, Any], ProviderConfig | None],
) -> None:
    first, second = answer(resource), answer(resource)

    assert repr(first) == repr(second)
    checked, made = first
    assert set(resource[2]) <= set(checked)
    assert made.id is UNKNOWN or isinstance(made.id, str)
    assert {path.split(".")[0] for path in made.synthetic} <= set(made.outputs) | {"id"}
    for path in made.synthetic:
        assert path == "id" or made.outputs[path.split(".")[0]] is not UNKNOWN


@settings(max_examples=60, deadline=None)
@given(st.lists(resources(), max_size=6), st.randoms())
def test_the_order_of_resources_does_not_matter(
    asked: list[tuple[str, str, dict[str, Any], ProviderConfig | None]], random: Any
) -> None:
    in_order = {repr(resource): repr(answer(resource)) for resource in asked}
    shuffled = list(asked)
    random.shuffle(shuffled)

    assert {repr(resource): repr(answer(resource)) for resource in shuffled} == in_order


@settings(max_examples=100, deadline=None)
@given(resources(), st.text(max_size=20) | st.just(UNKNOWN))
def test_any_resource_can_be_read(
    resource: tuple[str, str, dict[str, Any], ProviderConfig | None], id: Any
) -> None:
    type, name, inputs, by = resource

    assert synthesizer().read(type, name, id, inputs, by).id == id


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(FUNCTIONS),
    st.dictionaries(
        st.sampled_from(["name", "id", "arn", "filters", "tags", "statements", "region", "state", "values"]),
        values,
        max_size=4,
    ),
    providers,
)
def test_any_function_is_answered_in_its_declared_shape_or_refused(
    token: str, arguments: dict[str, Any], by: ProviderConfig | None
) -> None:
    schema = synthesizer().schemas.function(token)
    try:
        found = synthesizer().invoke(token, arguments, by)
    except InvokeError:
        return
    if schema is not None:
        assert {name for name, result in schema.results.items() if result.required} <= set(found)
        assert set(found) <= set(schema.results)
    if contains_unknown(list(arguments.values())):
        assert all(value is UNKNOWN for value in found.values())


@given(st.text(), st.text())
def test_resources_of_different_names_never_share_an_id(one: str, other: str) -> None:
    queue, vpc = "aws:sqs/queue:Queue", "aws:ec2/vpc:Vpc"
    for type in (queue, vpc):
        ids = {answer((type, urn(type, name), {}, MEMBER))[1].id for name in (one, other)}
        assert len(ids) == len({one, other})

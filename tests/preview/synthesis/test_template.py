import re
from typing import Any

import pytest

from preview.synthesis.holes import Made
from preview.synthesis.models import Model
from preview.synthesis.outputs import ResourceSource
from preview.synthesis.places import Place
from preview.synthesis.template import compiled
from preview.values import UNKNOWN, Secret

PLACE = Place("eu-west-1", "222233334444")


def fill(written: Any, *, existing: bool = False, place: Place = PLACE, **inputs: Any) -> Made | None:
    model = Model(
        outputs={"made": compiled("{hex:4}"), "loop": compiled("{pool}"), "pool": compiled("{loop}")}
    )
    source = ResourceSource("urn::it", "it", place, inputs, model, "none", existing=existing)
    return compiled(written)(source, "here")


@pytest.mark.parametrize(
    ("written", "inputs", "expected"),
    [
        (
            "{partition}/{suffix}/{region}/{account}/{resource}",
            {},
            "aws/amazonaws.com/eu-west-1/222233334444/it",
        ),
        ("{zone:0} {zone:2} {zoneId:1}", {}, "eu-west-1a eu-west-1c euw1-az2"),
        ("{zone:9}", {}, UNKNOWN),
        ("{a}", {"a": [1, 2]}, [1, 2]),
        ("x{a}", {"a": 5.0}, "x5"),
        ("x{a}", {"a": False}, "xfalse"),
        ("x{a.b.1}", {"a": {"b": ["p", "q"]}}, "xq"),
        ("x{a}", {"a": Secret("s")}, "xs"),
        ("x{a}", {"a": UNKNOWN}, UNKNOWN),
        ("x{a|none}", {}, "xnone"),
        ("x{a|}", {}, "x"),
        ("{a~last}", {"a": "p/q/r"}, "r"),
        (["{a}", "{b}"], {"a": 1}, [1, UNKNOWN]),
        ({"k": "{a}", "n": 3}, {"a": 1}, {"k": 1, "n": 3}),
        ({"$case": "a", "of": {"1": "one"}, "else": "other"}, {"a": 1}, "one"),
        ({"$case": "a", "of": {"1": "one"}, "else": "other"}, {}, "other"),
        ({"$case": "a", "of": {"": "unset"}}, {}, "unset"),
        ({"$case": "a", "of": {"1": "one"}}, {"a": UNKNOWN}, UNKNOWN),
        ({"$each": ["a", "b"], "as": "<{item}>"}, {"a": "p", "b": ["q", "p"]}, ["<p>", "<q>"]),
        ({"$each": ["a"], "as": "{item.k}"}, {"a": [{"k": 1}, {}]}, [1, UNKNOWN]),
        ({"$each": ["a"], "as": "{item}"}, {"a": UNKNOWN}, UNKNOWN),
        ({"$unknown": True}, {}, UNKNOWN),
        ("{regional:loadBalancerZones}", {}, "Z32O12XQLNTSW2"),
    ],
)
def test_a_template_is_filled(written: Any, inputs: dict[str, Any], expected: Any) -> None:
    made = fill(written, **inputs)

    assert made is not None
    assert made.value == expected


@pytest.mark.parametrize("written", ["{a}", "x{a}", {"$case": "a", "of": {}}, "{loop}"])
def test_a_template_that_needs_what_is_not_set_gives_nothing(written: Any) -> None:
    assert fill(written) is None


def test_of_what_exists_a_choice_by_something_untold_is_unknown() -> None:
    made = fill({"$case": "a", "of": {"": "unset"}}, existing=True)

    assert made == Made(UNKNOWN)


@pytest.mark.parametrize(
    ("written", "synthetic"),
    [
        ("{hex:8}", True),
        ("{uuid}", True),
        ("x{made}", True),
        ("{zone:0}", True),
        ("{account}", False),
        ("{a}", False),
        ({"k": ["{hex:8}"]}, True),
    ],
)
def test_it_is_known_whether_anything_was_made_up(written: Any, synthetic: bool) -> None:
    made = fill(written, a=1)

    assert made is not None
    assert made.synthetic is synthetic


def test_an_assumed_account_counts_as_made_up() -> None:
    made = fill("{account}", place=Place("eu-west-1", "123456789012", account_assumed=True))

    assert made == Made("123456789012", synthetic=True)


def test_labels_share_made_up_text_within_a_resource_an_account_or_a_region() -> None:
    elsewhere = Place("eu-north-1", "222233334444")

    def text(written: str, place: Place = PLACE) -> Any:
        made = fill(written, place=place)
        return made.value if made is not None else None

    assert len({text("{hex:8@a}"), text("{hex:8@b}"), text("{hex:8}")}) == 3
    assert text("{hex:8@a}-{hex:8@a}") == "-".join([text("{hex:8@a}")] * 2)
    assert text("{hex:8@account/x}") == text("{hex:8@account/x}", elsewhere)
    assert text("{hex:8@region/x}") != text("{hex:8@region/x}", elsewhere)


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("hex:70", "[0-9a-f]{70}"),
        ("digits:12", "[1-9][0-9]{11}"),
        ("base36:10", "[0-9a-z]{10}"),
        ("upper:13", "[0-9A-Z]{13}"),
        ("letters:6", "[A-Za-z]{6}"),
        ("alnum:22", "[0-9A-Za-z]{22}"),
        ("lower:8", "[a-z]{8}"),
    ],
)
def test_made_up_text_has_its_alphabet_and_length(kind: str, pattern: str) -> None:
    made = fill("{" + kind + "}")

    assert made is not None
    assert re.fullmatch(pattern, made.value)

"""URNs, taken apart and put together."""

from __future__ import annotations

import pytest

from preview.urn import is_urn, make_urn, package_of, parse_urn, provider_urn, urn_name, urn_type

STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"


def test_a_child_carries_the_types_of_its_parents() -> None:
    site = make_urn("dev", "shop", STACK, "web:index:Site", "site")
    bucket = make_urn("dev", "shop", site, "aws:s3/bucket:Bucket", "content")

    assert site == "urn:pulumi:dev::shop::web:index:Site::site"
    assert bucket == "urn:pulumi:dev::shop::web:index:Site$aws:s3/bucket:Bucket::content"


def test_a_name_may_hold_what_separates_the_parts() -> None:
    urn = make_urn("dev", "shop", STACK, "aws:sqs/queue:Queue", "a::b$c")

    assert (urn_type(urn), urn_name(urn)) == ("aws:sqs/queue:Queue", "a::b$c")
    assert str(parse_urn(urn)) == urn


@pytest.mark.parametrize("text", ["", "urn:pulumi:dev::shop::type", "urn:other:dev::shop::type::name"])
def test_what_is_no_urn_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a URN"):
        parse_urn(text)
    assert not is_urn(text)


@pytest.mark.parametrize(
    ("token", "package"),
    [
        ("aws:s3/bucket:Bucket", "aws"),
        ("pulumi:providers:aws", "aws"),
        ("pulumi:pulumi:StackReference", "pulumi"),
        ("pulumi-python:dynamic:Resource", "pulumi-python"),
    ],
)
def test_a_token_names_its_package(token: str, package: str) -> None:
    assert package_of(token) == package


def test_a_provider_reference_holds_a_urn_and_an_id() -> None:
    urn = "urn:pulumi:dev::shop::pulumi:providers:aws::a::b"

    assert provider_urn(f"{urn}::some-id") == urn
    with pytest.raises(ValueError, match="is not a provider reference"):
        provider_urn("nonsense")

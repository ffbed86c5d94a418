"""The stack as layers."""

from __future__ import annotations

import pytest

from preview.report.tree import layers, short_type

from .support import a_resource, resources, urn


def test_resources_are_counted_by_type_within_their_component() -> None:
    root = layers(resources())

    assert root.total == 7
    assert root.counts == {"aws.sns.Topic": 1}
    workers, site = root.layers
    assert (workers.title, workers.type, workers.counts) == ("4 x", "shop:jobs:Worker", {"aws.sqs.Queue": 4})
    assert (site.title, site.counts) == ("site", {"aws.s3.Bucket": 1, "aws.s3.BucketPolicy": 1})


def test_a_component_below_a_resource_is_a_layer_of_the_component_around() -> None:
    bucket = urn("aws:s3/bucket:Bucket", "b")
    root = layers(
        [
            a_resource("aws:s3/bucket:Bucket", "b"),
            a_resource("shop:web:Site", "inner", bucket),
            a_resource("aws:sns/topic:Topic", "t", urn("shop:web:Site", "inner")),
        ]
    )

    assert root.counts == {"aws.s3.Bucket": 1}
    assert [(layer.title, layer.counts) for layer in root.layers] == [("inner", {"aws.sns.Topic": 1})]


def test_a_stack_without_anything_is_empty() -> None:
    assert layers([]).total == 0


@pytest.mark.parametrize(
    ("type", "expected"),
    [
        ("aws:ec2/vpc:Vpc", "aws.ec2.Vpc"),
        ("eks:index:Cluster", "eks.Cluster"),
        ("random:index/randomPet:RandomPet", "random.RandomPet"),
        ("kubernetes:core/v1:Namespace", "kubernetes.core.Namespace"),
        ("landfall:network:Spoke", "landfall.network.Spoke"),
        ("pulumi:providers:aws", "aws provider"),
    ],
)
def test_types_are_written_as_in_python(type: str, expected: str) -> None:
    assert short_type(type) == expected

import pytest

from preview.schema import Type
from preview.schema.annotation import parse_annotation

STRING = Type("string")


@pytest.mark.parametrize(
    ("text", "kind", "optional"),
    [
        ("pulumi.Input[_builtins.str]", STRING, False),
        ("pulumi.Input[Optional[_builtins.str]]", STRING, True),
        ("Optional[pulumi.Input[str]]", STRING, True),
        ("pulumi.Output[_builtins.int]", Type("integer"), False),
        ("pulumi.Output[Optional[_builtins.float]]", Type("number"), True),
        ("Sequence[pulumi.Input[_builtins.bool]]", Type("list", Type("boolean")), False),
        ("Mapping[str, pulumi.Input[_builtins.str]]", Type("map", STRING), False),
        ("Any", Type("any"), False),
        ("Literal['v1']", Type("string", name="v1"), False),
        (
            "pulumi.Input[Union[pulumi.Asset, pulumi.Archive]]",
            Type("union", options=(Type("asset"), Type("archive"))),
            False,
        ),
        ("pulumi.Input['RuleArgs']", Type("object", name="aws|s3|inputs|RuleArgs"), False),
        ("pulumi.Output['outputs.Rule']", Type("object", name="aws|s3|outputs|Rule"), False),
        ("'ProtocolType'", Type("enum", name="aws|s3|enums|ProtocolType"), False),
        ("Union['RuleArgs', 'RuleArgsDict']", Type("object", name="aws|s3|inputs|RuleArgs"), False),
        (
            "Union['RuleArgs', 'RuleArgsDict', 'outputs.RuleResult']",
            Type("object", name="aws|s3|inputs|RuleArgs"),
            False,
        ),
        ("'_meta.v1.ObjectMetaArgs'", Type("object", name="aws|meta.v1|inputs|ObjectMetaArgs"), False),
        ("'_meta.v1.outputs.ObjectMeta'", Type("object", name="aws|meta.v1|outputs|ObjectMeta"), False),
        ("'pulumi_eks.Cluster'", Type("resource", name="pulumi_eks.Cluster"), False),
        ("Callable[[int], str]", Type("any"), False),
        ("", Type("any"), False),
    ],
)
def test_an_annotation_is_read_as_the_type_it_declares(text: str, kind: Type, optional: bool) -> None:
    found = parse_annotation(text, "aws", "s3")

    assert found.type == kind
    assert found.optional is optional

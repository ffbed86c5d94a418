from preview.schema.scan import scan

RESOURCE = '''# coding=utf-8
__all__ = ['ThingArgs', 'Thing']

@pulumi.input_type
class ThingArgs:
    def __init__(__self__, *, size: pulumi.Input[_builtins.int]):
        pass

    @_builtins.property
    @pulumi.getter(name="maxSize")
    @_utilities.deprecated("""Too big.""")
    def max_size(self) -> pulumi.Input[Optional[_builtins.int]]:
        return pulumi.get(self, "max_size")


@pulumi.input_type
class _ThingState:
    @_builtins.property
    @pulumi.getter
    def ignored(self) -> pulumi.Input[Optional[_builtins.str]]:
        return pulumi.get(self, "ignored")


@pulumi.type_token("pkg:mod/thing:Thing")
class Thing(pulumi.CustomResource):
    def __init__(__self__, resource_name: str, *args, **kwargs):
        resource_args, opts = _utilities.get_resource_args_opts(ThingArgs, pulumi.ResourceOptions, *args)

    @_builtins.property
    @pulumi.getter
    def arn(self) -> pulumi.Output[_builtins.str]:
        return pulumi.get(self, "arn")
'''

FUNCTION = """# coding=utf-8

@pulumi.output_type
class GetThingResult:
    @_builtins.property
    @pulumi.getter
    def id(self) -> _builtins.str:
        return pulumi.get(self, "id")


def get_thing(name: _builtins.str,
              max_size: Optional[_builtins.int] = None,
              opts: Optional[pulumi.InvokeOptions] = None) -> AwaitableGetThingResult:
    __args__ = dict()
    __args__['name'] = name
    __args__['maxSize'] = max_size
    opts = pulumi.InvokeOptions.merge(_utilities.get_invoke_opts_defaults(), opts)
    __ret__ = pulumi.runtime.invoke('pkg:mod/getThing:getThing', __args__, opts=opts, typ=GetThingResult)
"""


def test_a_resource_has_the_inputs_of_its_arguments_and_its_own_outputs() -> None:
    (thing,) = scan(RESOURCE).resources

    assert (thing.token, thing.base) == ("pkg:mod/thing:Thing", "CustomResource")
    assert thing.inputs == [("maxSize", "max_size", "pulumi.Input[Optional[_builtins.int]]", False)]
    assert thing.outputs == [("arn", "arn", "pulumi.Output[_builtins.str]", False)]


def test_a_function_has_its_parameters_and_its_results() -> None:
    arguments, results = scan(FUNCTION).functions["pkg:mod/getThing:getThing"]

    assert arguments == [
        ("name", "name", "_builtins.str", False),
        ("maxSize", "max_size", "Optional[_builtins.int]", True),
    ]
    assert results == [("id", "id", "_builtins.str", False)]


def test_the_values_of_an_enumeration_keep_their_order_and_type() -> None:
    found = scan(
        '\nclass Size(_builtins.float, Enum):\n    SMALL = 1.5\n    """\n    S = no\n    """\n    BIG = 2\n'
    )

    assert found.enums == {"Size": [1.5, 2]}


def test_text_that_is_no_sdk_declares_nothing() -> None:
    found = scan("x = 1\nclass Broken(\n")

    assert (found.resources, found.functions, found.enums) == ([], {}, {})

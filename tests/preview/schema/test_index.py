import sysconfig
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from preview.schema import EnumSchema, FunctionSchema, Property, ResourceSchema, SchemaIndex, Type
from preview.schema.build import build_file, database_path

SITE_PACKAGES = Path(sysconfig.get_path("purelib"))
STRING = Type("string")

TOY = """# coding=utf-8

@pulumi.type_token("toy:index/box:Box")
class Box(pulumi.CustomResource):
    @_builtins.property
    @pulumi.getter
    def size(self) -> pulumi.Output[_builtins.int]:
        return pulumi.get(self, "size")
"""


def resource(schemas: SchemaIndex, token: str) -> ResourceSchema:
    found = schemas.resource(token)
    assert found is not None
    return found


def function(schemas: SchemaIndex, token: str) -> FunctionSchema:
    found = schemas.function(token)
    assert found is not None
    return found


def properties(schemas: SchemaIndex, type: Type) -> Mapping[str, Property]:
    found = schemas.object(type)
    assert found is not None
    return found.properties


@pytest.fixture(scope="module")
def schemas() -> SchemaIndex:
    return SchemaIndex.open(SITE_PACKAGES)


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A site-packages folder with one small SDK."""
    package = tmp_path / "site-packages" / "pulumi_toy"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("from .box import *\n")
    (package / "box.py").write_text(TOY)
    (package / "pulumi-plugin.json").write_text('{"resource": true, "name": "toy", "version": "1.2.3"}')
    return package.parent


def test_the_aws_sdk_declares_1749_resources_and_688_functions(schemas: SchemaIndex) -> None:
    assert len(schemas.resource_tokens("aws")) == 1749
    assert len(schemas.function_tokens("aws")) == 688


def test_a_topic_has_its_inputs_and_outputs_by_wire_name(schemas: SchemaIndex) -> None:
    topic = resource(schemas, "aws:sns/topic:Topic")

    assert topic.package == "aws"
    assert not topic.component
    assert topic.inputs["fifoTopic"].python_name == "fifo_topic"
    assert topic.inputs["fifoTopic"].type == Type("boolean")
    assert not topic.inputs["name"].required
    assert topic.inputs["tags"].type == Type("map", STRING)
    assert set(topic.outputs) - set(topic.inputs) == {"arn", "beginningArchiveTime", "owner", "tagsAll"}


def test_required_inputs_are_told_from_optional_ones(schemas: SchemaIndex) -> None:
    record = resource(schemas, "aws:route53/record:Record")

    assert sorted(name for name, prop in record.inputs.items() if prop.required) == ["name", "type", "zoneId"]


def test_nested_types_and_enumerations_are_found(schemas: SchemaIndex) -> None:
    rule = resource(schemas, "aws:ec2/securityGroupRule:SecurityGroupRule")
    text, protocol = rule.inputs["protocol"].type.options
    ingress = resource(schemas, "aws:ec2/securityGroup:SecurityGroup").inputs["ingress"].type

    assert text == STRING
    assert schemas.enum(protocol) == EnumSchema("aws|ec2|enums|ProtocolType", ("all", "tcp", "udp", "icmp"))
    assert ingress.element is not None
    assert properties(schemas, ingress.element)["cidrBlocks"].type == Type("list", STRING)


def test_types_of_other_modules_are_found(schemas: SchemaIndex) -> None:
    metadata = resource(schemas, "kubernetes:core/v1:ConfigMap").inputs["metadata"].type

    assert properties(schemas, metadata)["labels"].type == Type("map", STRING)


def test_a_function_has_typed_arguments_and_results(schemas: SchemaIndex) -> None:
    zones = function(schemas, "aws:index/getAvailabilityZones:getAvailabilityZones")

    assert not zones.arguments["state"].required
    assert zones.results["names"].type == Type("list", STRING)
    assert zones.results["names"].required


def test_components_and_providers_are_marked(schemas: SchemaIndex) -> None:
    assert resource(schemas, "eks:index:Cluster").component
    assert resource(schemas, "eks:index:Cluster").outputs["eksCluster"].type.kind == "resource"
    assert resource(schemas, "pulumi:providers:aws").provider


def test_what_nobody_declares_has_no_schema(schemas: SchemaIndex) -> None:
    assert schemas.resource("aws:sns/topic:Nothing") is None
    assert schemas.resource("nowhere:index/thing:Thing") is None
    assert schemas.resource("") is None
    assert schemas.function("aws:sns/getNothing:getNothing") is None
    assert schemas.object(Type("object", name="aws|sns|inputs|Nothing")) is None
    assert schemas.enum(Type("enum", name="nowhere||enums|Nothing")) is None


def test_opening_neither_reads_nor_builds_anything(toy: Path, tmp_path: Path) -> None:
    schemas = SchemaIndex.open(toy, tmp_path / "cache")

    assert [package.version for package in schemas.packages.values()] == ["1.2.3"]
    assert not (tmp_path / "cache").exists()


def test_a_package_is_built_once_and_read_from_the_cache_afterwards(toy: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = SchemaIndex.open(toy, cache)
    assert list(resource(first, "toy:index/box:Box").outputs) == ["size"]
    first.close()
    (toy / "pulumi_toy" / "box.py").unlink()  # a second build would find nothing

    second = SchemaIndex.open(toy, cache)

    assert list(resource(second, "toy:index/box:Box").outputs) == ["size"]
    assert len(list(cache.iterdir())) == 1
    second.close()


def test_another_version_is_another_index(toy: Path, tmp_path: Path) -> None:
    SchemaIndex.open(toy, tmp_path / "cache").prepare(["toy"])
    (toy / "pulumi_toy" / "pulumi-plugin.json").write_text('{"name": "toy", "version": "2.0.0"}')
    (toy / "pulumi_toy" / "box.py").write_text(TOY.replace("size", "weight"))

    schemas = SchemaIndex.open(toy, tmp_path / "cache")

    assert list(resource(schemas, "toy:index/box:Box").outputs) == ["weight"]


def test_a_damaged_index_is_built_anew(toy: Path, tmp_path: Path) -> None:
    schemas = SchemaIndex.open(toy, tmp_path / "cache")
    path = database_path(schemas.packages["toy"], tmp_path / "cache")
    path.parent.mkdir()
    path.write_bytes(b"not a database")

    assert schemas.resource("toy:index/box:Box") is not None
    schemas.close()


def test_a_cache_that_cannot_be_written_is_done_without(toy: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("a file, where a folder should be")
    schemas = SchemaIndex.open(toy, blocked)

    assert schemas.resource("toy:index/box:Box") is not None
    schemas.close()


def test_builders_at_the_same_time_leave_one_whole_index(toy: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    indexes = [SchemaIndex.open(toy, cache) for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda schemas: resource(schemas, "toy:index/box:Box"), indexes))

    assert [list(box.outputs) for box in found] == [["size"]] * 8
    assert len(list(cache.iterdir())) == 1
    for schemas in indexes:
        schemas.close()


def test_a_build_that_fails_leaves_nothing_behind(toy: Path, tmp_path: Path) -> None:
    schemas = SchemaIndex.open(toy, tmp_path / "cache")
    (toy / "pulumi_toy" / "box.py").unlink()
    (toy / "pulumi_toy" / "box.py").symlink_to(toy / "nowhere")

    with pytest.raises(OSError, match="box"):
        build_file(schemas.packages["toy"], tmp_path / "cache" / "toy.sqlite")

    assert list((tmp_path / "cache").iterdir()) == []


def test_folders_without_provider_sdks_have_no_packages(tmp_path: Path) -> None:
    assert SchemaIndex.open(tmp_path / "missing").packages == {}
    (tmp_path / "pulumi_policy").mkdir()
    (tmp_path / "pulumi_policy" / "pulumi-plugin.json").write_text('{"resource": false}')

    assert SchemaIndex.open(tmp_path).packages == {}

"""Nodes of eks by a launch configuration, the network add-on, and the role that creates clusters."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_eks as eks
import pytest

from preview.engine import EngineError
from preview.synthesis.components.eks.auth_map import mapping_text, node_mapping
from preview.values import UNKNOWN, OutputValue

from .support import below, preview

CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration"
STACK = "aws:cloudformation/stack:Stack"
ADDON = "aws:eks/addon:Addon"
TRUST = '{"Version":"2012-10-17","Statement":[]}'
SUBNETS = ["subnet-1", "subnet-2"]
DEFAULTS = {
    "AWS_VPC_ENI_MTU": "9001",
    "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "false",
    "AWS_VPC_K8S_CNI_EXTERNALSNAT": "false",
    "AWS_VPC_K8S_CNI_LOGLEVEL": "DEBUG",
    "AWS_VPC_K8S_CNI_LOG_FILE": "/host/var/log/aws-routed-eni/ipamd.log",
    "AWS_VPC_K8S_CNI_VETHPREFIX": "eni",
    "AWS_VPC_K8S_PLUGIN_LOG_FILE": "/var/log/aws-routed-eni/plugin.log",
    "AWS_VPC_K8S_PLUGIN_LOG_LEVEL": "DEBUG",
    "ENABLE_POD_ENI": "false",
    "WARM_ENI_TARGET": "1",
}


def a_cluster() -> eks.Cluster:
    return eks.Cluster(
        "main",
        private_subnet_ids=SUBNETS,
        vpc_id="vpc-1",
        skip_default_node_group=True,
        tags={"team": "shop"},
    )


def nodes(**settings: Any) -> Callable[[], Any]:
    return lambda: eks.NodeGroup("pool", cluster=a_cluster(), instance_profile_name="profile", **settings)


def test_a_node_group_of_the_first_kind_is_a_stack_with_a_launch_configuration() -> None:
    def program() -> None:
        group = nodes(key_name="ssh", cloud_formation_tags={"by": "ops"})()
        pulumi.export("stack", group.cfn_stack.name)
        pulumi.export("group", group.node_security_group_id)

    cloud = preview(program)
    configuration, stack = cloud.one(CONFIGURATION), cloud.one(STACK)

    assert below(cloud, "eks:index:NodeGroup") == [
        "LaunchConfiguration pool-nodeLaunchConfiguration",
        "RandomSuffix pool-cfnStackName",
        "SecurityGroup pool-nodeSecurityGroup",
        "SecurityGroupRule pool-eksClusterIngressRule",
        "SecurityGroupRule pool-eksExtApiServerClusterIngressRule",
        "SecurityGroupRule pool-eksNodeClusterIngressRule",
        "SecurityGroupRule pool-eksNodeIngressRule",
        "SecurityGroupRule pool-eksNodeInternetEgressRule",
        "Stack pool-nodes",
    ]
    assert {
        name: configuration.inputs[name]
        for name in ("associatePublicIpAddress", "instanceType", "iamInstanceProfile", "keyName", "userData")
    } == {
        "associatePublicIpAddress": True,
        "instanceType": "t3.medium",
        "iamInstanceProfile": "profile",
        "keyName": "ssh",
        "userData": UNKNOWN,
    }
    assert configuration.inputs["rootBlockDevice"] == {}
    assert configuration.inputs["securityGroups"] == [cloud.named("pool-nodeSecurityGroup").id]
    assert cloud.named("pool-eksClusterIngressRule").urn in configuration.dependencies
    assert stack.inputs["tags"] == {"Name": "pool-nodes", "by": "ops", "team": "shop"}
    assert str(stack.inputs["name"]).startswith("pool-")
    assert cloud.named("main-nodeAccess").urn in stack.dependencies
    assert cloud.exports == {
        "stack": stack.inputs["name"],
        "group": cloud.named("pool-nodeSecurityGroup").id,
    }


@pytest.mark.parametrize(
    ("settings", "root", "extra"),
    [
        ({"node_root_volume_size": 50}, {"volumeSize": 50}, []),
        (
            {"operating_system": "AL2", "node_root_volume_size": 50},
            {"encrypted": False, "volumeSize": 50, "volumeType": "gp2", "deleteOnTermination": True},
            [],
        ),
        (
            {"ami_type": "BOTTLEROCKET_x86_64", "node_root_volume_size": 50},
            {},
            [{"deviceName": UNKNOWN, "volumeSize": 50}],
        ),
        ({"ami_type": "BOTTLEROCKET_x86_64"}, {}, []),
    ],
)
def test_the_disks_of_nodes_follow_their_system(
    settings: dict[str, Any], root: dict[str, Any], extra: list[Any]
) -> None:
    configuration = preview(nodes(**settings)).one(CONFIGURATION)

    assert (configuration.inputs["rootBlockDevice"], configuration.inputs["ebsBlockDevices"]) == (root, extra)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"key_name": "a", "node_public_key": "b"}, "nodePublicKey and keyName exclude each other"),
        ({"ami_id": "ami-1", "gpu": True}, "amiId and gpu exclude each other"),
        ({"node_security_group_id": "sg-1"}, "give clusterIngressRule or clusterIngressRuleId"),
    ],
)
def test_settings_of_nodes_that_contradict_each_other_are_refused(
    settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(EngineError) as error:
        preview(nodes(**settings))

    assert message in str(error.value)


def test_the_network_add_on_stands_alone_with_its_configuration() -> None:
    def program() -> None:
        eks.VpcCniAddon(
            "cni",
            cluster_name="prod",
            addon_version="v1.20.0-eksbuild.1",
            enable_network_policy=True,
            warm_ip_target=4,
            enable_prefix_delegation=True,
            configuration_values={"env": {"WARM_ENI_TARGET": "2"}, "resources": {}},
        )

    cloud = preview(program)
    addon = cloud.one(ADDON)
    configuration = json.loads(str(addon.inputs["configurationValues"]))

    assert (addon.name, addon.parent) == ("cni", cloud.one("eks:index:VpcCniAddon").urn)
    assert addon.inputs["addonVersion"] == "v1.20.0-eksbuild.1"
    assert configuration == {
        "enableNetworkPolicy": "true",
        "env": {
            **DEFAULTS, "ENABLE_PREFIX_DELEGATION": "true", "WARM_ENI_TARGET": "2", "WARM_IP_TARGET": "4",
        },
        "init": {"env": {"DISABLE_TCP_EARLY_DEMUX": "false"}},
        "resources": {},
    }  # fmt: skip
    assert list(configuration) == sorted(configuration)


def test_a_privileged_network_add_on_patches_its_daemon() -> None:
    patch = preview(
        lambda: eks.VpcCniAddon(
            "cni", cluster_name="prod", cluster_version="1.34", security_context_privileged=True
        )
    ).one("kubernetes:apps/v1:DaemonSetPatch")

    assert patch.name == "cni"
    assert patch.retain_on_delete is True
    assert patch.inputs["spec"]["template"]["spec"]["containers"] == [
        {"name": "aws-node", "securityContext": {"privileged": True}}
    ]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "give addonVersion, or clusterVersion"),
        (
            {"cluster_version": "1.34", "external_snat": True, "cni_external_snat": True},
            "externalSnat and cniExternalSnat say the same",
        ),
    ],
)
def test_the_network_add_on_refuses_what_makes_no_sense(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(EngineError) as error:
        preview(lambda: eks.VpcCniAddon("cni", cluster_name="prod", **settings))

    assert message in str(error.value)


def test_a_role_that_creates_clusters_comes_with_a_provider_that_assumes_it() -> None:
    cloud = preview(lambda: eks.ClusterCreationRoleProvider("admin", region="eu-west-1"))
    role = cloud.one("aws:iam/role:Role")
    provider = cloud.one("pulumi:providers:aws", "admin-eksClusterCreatorEntity")

    assert below(cloud, "eks:index:ClusterCreationRoleProvider") == [
        "Role admin-eksClusterCreatorRole",
        "RolePolicy admin-eksClusterCreatorPolicy",
        "aws admin-eksClusterCreatorEntity",
    ]
    account = str(role.outputs["arn"]).split(":")[4]
    assert json.loads(str(role.inputs["assumeRolePolicy"]))["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
            "Action": "sts:AssumeRole",
        }
    ]
    assert json.loads(str(provider.inputs["assumeRoles"])) == [{"roleArn": role.outputs["arn"]}]
    assert provider.parent == role.urn


def test_the_map_of_a_cluster_names_its_roles_and_users() -> None:
    def program() -> None:
        role = aws.iam.Role("nodes", assume_role_policy=TRUST)
        eks.Cluster(
            "main",
            skip_default_node_group=True,
            instance_roles=[role],
            role_mappings=[{"role_arn": role.arn, "username": "admin", "groups": ["system:masters"]}],
            user_mappings=[
                {"user_arn": "arn:aws:iam::1:user/a", "username": "a", "groups": ["view", "edit"]}
            ],
        )

    cloud = preview(program)
    arn = cloud.named("nodes").outputs["arn"]
    map = cloud.one("kubernetes:core/v1:ConfigMap")

    assert map.inputs["data"] == {
        "mapRoles": f"- rolearn: {arn}\n  username: admin\n  groups:\n    - system:masters\n"
        f"- rolearn: {arn}\n  username: system:node:{{{{EC2PrivateDNSName}}}}\n  groups:\n"
        "    - system:bootstrappers\n    - system:nodes\n",
        "mapUsers": "- userarn: arn:aws:iam::1:user/a\n  username: a\n  groups:\n    - view\n    - edit\n",
    }


@pytest.mark.parametrize("arn", [UNKNOWN, "x" * 77, "no", "a: b", "1"])
def test_a_map_that_is_written_in_a_special_way_is_not_guessed(arn: Any) -> None:
    assert mapping_text([node_mapping(OutputValue(arn, frozenset({"role"})))], "roleArn") == OutputValue(
        UNKNOWN, frozenset({"role"})
    )


def test_a_map_of_nobody_is_an_empty_list() -> None:
    assert mapping_text([], "roleArn").value == "[]\n"

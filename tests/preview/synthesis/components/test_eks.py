"""The components of eks: the children that the real plugin makes, as rules and programs see them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_eks as eks
import pytest

from preview.engine import EngineError
from preview.values import UNKNOWN

from .support import below, preview

CLUSTER = "aws:eks/cluster:Cluster"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
ADDON = "aws:eks/addon:Addon"
NODES = "aws:eks/nodeGroup:NodeGroup"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
SCALING = "aws:autoscaling/group:Group"
TRUST = '{"Version":"2012-10-17","Statement":[]}'
SUBNETS = ["subnet-1", "subnet-2"]
ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"


def a_role(name: str = "nodes") -> aws.iam.Role:
    return aws.iam.Role(name, assume_role_policy=TRUST)


def test_a_cluster_with_its_defaults_has_the_children_that_the_plugin_makes() -> None:
    cloud = preview(lambda: eks.Cluster("main"))

    assert below(cloud, "eks:index:Cluster") == [
        "Addon main-coredns",
        "Addon main-kube-proxy",
        "Addon main-vpc-cni",
        "Cluster main-eksCluster",
        "ConfigMap main-nodeAccess",
        "Group main",
        "InstanceProfile main-instanceProfile",
        "LaunchTemplate main-launchTemplate",
        "Role main-eksRole-role",
        "Role main-instanceRole-role",
        "RolePolicyAttachment main-eksRole-4b490823",
        "RolePolicyAttachment main-instanceRole-03516f97",
        "RolePolicyAttachment main-instanceRole-3eb088f2",
        "RolePolicyAttachment main-instanceRole-e1b295bd",
        "SecurityGroup main-eksClusterSecurityGroup",
        "SecurityGroup main-nodeSecurityGroup",
        "SecurityGroupRule main-eksClusterIngressRule",
        "SecurityGroupRule main-eksClusterInternetEgressRule",
        "SecurityGroupRule main-eksExtApiServerClusterIngressRule",
        "SecurityGroupRule main-eksNodeClusterIngressRule",
        "SecurityGroupRule main-eksNodeIngressRule",
        "SecurityGroupRule main-eksNodeInternetEgressRule",
        "ServiceRole main-eksRole",
        "ServiceRole main-instanceRole",
        "VpcCniAddon main-vpc-cni",
        "kubernetes main-eks-k8s",
    ]
    assert cloud.diagnostics == []


def test_the_settings_of_a_cluster_reach_what_rules_judge() -> None:
    cloud = preview(
        lambda: eks.Cluster(
            "main",
            private_subnet_ids=SUBNETS,
            vpc_id="vpc-1",
            skip_default_node_group=True,
            instance_roles=[a_role()],
            endpoint_public_access=False,
            endpoint_private_access=True,
            encryption_config_key_arn="arn:aws:kms:eu-west-1:111122223333:key/a",
            enabled_cluster_log_types=["audit"],
            authentication_mode=eks.AuthenticationMode.API_AND_CONFIG_MAP,
            version="1.33",
            tags={"team": "shop"},
        )
    )
    cluster = cloud.one(CLUSTER)

    assert cluster.inputs["vpcConfig"] == {
        "securityGroupIds": [cloud.named("main-eksClusterSecurityGroup").id],
        "subnetIds": SUBNETS,
        "endpointPrivateAccess": True,
        "endpointPublicAccess": False,
    }
    assert cluster.inputs["encryptionConfig"] == {
        "provider": {"keyArn": "arn:aws:kms:eu-west-1:111122223333:key/a"},
        "resources": ["secrets"],
    }
    assert cluster.inputs["accessConfig"] == {
        "authenticationMode": "API_AND_CONFIG_MAP",
        "bootstrapClusterCreatorAdminPermissions": True,
    }
    assert cluster.inputs["tags"] == {"Name": "main-eksCluster", "team": "shop"}
    assert cluster.inputs["roleArn"] == cloud.named("main-eksRole-role").outputs["arn"]
    assert cluster.dependencies == sorted(
        cloud.named(name).urn
        for name in ("main-eksRole-role", "main-eksRole-4b490823", "main-eksClusterSecurityGroup")
    )
    assert cloud.all(SCALING) == []


def test_a_cluster_gives_out_its_resources_and_a_kubeconfig() -> None:
    def program() -> None:
        cluster = eks.Cluster("main", skip_default_node_group=True, create_oidc_provider=True)
        pulumi.export("name", cluster.eks_cluster.name)
        pulumi.export("issuer", cluster.core.oidc_provider.url)
        pulumi.export("text", cluster.kubeconfig_json)
        pulumi.export("as-role", cluster.get_kubeconfig(role_arn="arn:aws:iam::111122223333:role/x"))
        pulumi.export("group", cluster.node_security_group.id)

    cloud = preview(program)
    cluster = cloud.one(CLUSTER)
    name = cluster.outputs["name"]
    config = json.loads(cloud.exports["text"])
    command = ["--region", "eu-west-1", "eks", "get-token", "--cluster-name", name, "--output", "json"]

    assert cloud.exports["name"] == name
    assert cloud.exports["issuer"] == cluster.outputs["identities"][0]["oidcs"][0]["issuer"]
    assert config["clusters"][0]["cluster"]["server"] == cluster.outputs["endpoint"]
    assert config["users"][0]["user"]["exec"]["args"] == command
    as_role = json.loads(cloud.exports["as-role"])["users"][0]["user"]["exec"]["args"]
    assert as_role == [*command, "--role", "arn:aws:iam::111122223333:role/x"]
    assert cloud.exports["group"] == cloud.named("main-nodeSecurityGroup").id
    assert cloud.diagnostics == []


def test_auto_mode_leaves_nodes_and_their_groups_to_eks() -> None:
    cloud = preview(
        lambda: eks.Cluster(
            "main", auto_mode={"enabled": True}, authentication_mode=eks.AuthenticationMode.API
        )
    )
    cluster = cloud.one(CLUSTER)

    assert cluster.inputs["computeConfig"] == {
        "enabled": True,
        "nodePools": ["general-purpose", "system"],
        "nodeRoleArn": cloud.named("main-nodeRole-role").outputs["arn"],
    }
    assert cluster.inputs["bootstrapSelfManagedAddons"] is False
    assert [cloud.all(type) for type in (GROUP, RULE, SCALING)] == [[], [], []]
    assert [addon.name for addon in cloud.all(ADDON)] == ["main-coredns"]


def test_fargate_brings_a_profile_and_no_machines() -> None:
    cloud = preview(lambda: eks.Cluster("main", fargate=True))
    profile = cloud.one("aws:eks/fargateProfile:FargateProfile")

    assert profile.name == "main-fargateProfile"
    assert profile.inputs["selectors"] == [{"namespace": "default"}, {"namespace": "kube-system"}]
    assert profile.inputs["podExecutionRoleArn"] == cloud.named("main-podExecutionRole-role").outputs["arn"]
    assert json.loads(cloud.named("main-coredns").inputs["configurationValues"]) == {"computeType": "Fargate"}
    assert cloud.all(SCALING) == []


def test_access_entries_and_their_policies_are_children() -> None:
    cloud = preview(
        lambda: eks.Cluster(
            "main",
            authentication_mode=eks.AuthenticationMode.API,
            skip_default_node_group=True,
            access_entries={
                "admin": {
                    "principal_arn": "arn:aws:iam::111122223333:role/admin",
                    "access_policies": {
                        "all": {
                            "policy_arn": ADMIN,
                            "access_scope": {"type": "cluster"},
                        }
                    },
                }
            },
        )
    )
    policy = cloud.one("aws:eks/accessPolicyAssociation:AccessPolicyAssociation")

    assert cloud.one("aws:eks/accessEntry:AccessEntry").name == "main-admin"
    assert (policy.name, policy.parent) == ("main-admin-all", cloud.named("main-admin").urn)
    assert policy.inputs["accessScope"] == {"type": "cluster"}
    assert cloud.all("kubernetes:core/v1:ConfigMap") == []


def test_a_managed_node_group_knows_its_cluster() -> None:
    def program() -> None:
        role = a_role()
        cluster = eks.Cluster(
            "main",
            private_subnet_ids=SUBNETS,
            vpc_id="vpc-1",
            skip_default_node_group=True,
            instance_roles=[role],
        )
        group = eks.ManagedNodeGroup(
            "pool",
            cluster=cluster,
            node_role=role,
            instance_types=["m7g.large"],
            enable_imd_sv2=True,
            disk_size=50,
        )
        pulumi.export("arn", group.node_group.arn)

    cloud = preview(program)
    nodes, template = cloud.one(NODES), cloud.one(TEMPLATE)

    assert nodes.name == "pool"
    assert nodes.inputs["clusterName"] == cloud.one(CLUSTER).outputs["name"]
    assert nodes.inputs["nodeRoleArn"] == cloud.named("nodes").outputs["arn"]
    assert nodes.inputs["scalingConfig"] == {"desiredSize": 2, "maxSize": 2, "minSize": 1}
    assert nodes.inputs["subnetIds"] == SUBNETS
    assert nodes.inputs["instanceTypes"] == ["m7g.large"]
    assert nodes.inputs["launchTemplate"]["id"] == template.id
    assert "diskSize" not in nodes.inputs
    assert template.inputs["metadataOptions"] == {
        "httpTokens": "required", "httpPutResponseHopLimit": 2, "httpEndpoint": "enabled",
    }  # fmt: skip
    assert template.inputs["blockDeviceMappings"] == [{"deviceName": UNKNOWN, "ebs": {"volumeSize": 50}}]
    assert cloud.exports["arn"] == nodes.outputs["arn"]
    assert cloud.named("main-nodeAccess").urn in nodes.dependencies


def test_a_node_group_of_ones_own_has_its_groups_and_template() -> None:
    def program() -> None:
        cluster = eks.Cluster(
            "main", private_subnet_ids=SUBNETS, vpc_id="vpc-1", skip_default_node_group=True
        )
        eks.NodeGroupV2(
            "pool", cluster=cluster, instance_profile_name="profile", min_size=0, max_size=5, spot_price="1",
            node_associate_public_ip_address=False, node_root_volume_encrypted=True,
        )  # fmt: skip

    cloud = preview(program)
    template, scaling = cloud.one(TEMPLATE), cloud.one(SCALING)

    assert below(cloud, "eks:index:NodeGroupV2") == [
        "Group pool",
        "LaunchTemplate pool-launchTemplate",
        "SecurityGroup pool-nodeSecurityGroup",
        "SecurityGroupRule pool-eksClusterIngressRule",
        "SecurityGroupRule pool-eksExtApiServerClusterIngressRule",
        "SecurityGroupRule pool-eksNodeClusterIngressRule",
        "SecurityGroupRule pool-eksNodeIngressRule",
        "SecurityGroupRule pool-eksNodeInternetEgressRule",
    ]
    assert template.inputs["networkInterfaces"] == [
        {"associatePublicIpAddress": "false", "securityGroups": [cloud.named("pool-nodeSecurityGroup").id]}
    ]
    assert template.inputs["blockDeviceMappings"][0]["ebs"] == {"encrypted": "true"}
    assert template.inputs["instanceMarketOptions"] == {
        "marketType": "spot",
        "spotOptions": {"maxPrice": "1"},
    }
    assert (scaling.inputs["minSize"], scaling.inputs["maxSize"], scaling.inputs["desiredCapacity"]) == (
        0,
        5,
        2,
    )
    assert scaling.inputs["vpcZoneIdentifiers"] == SUBNETS
    assert scaling.inputs["launchTemplate"] == {"name": template.outputs["name"], "version": "1"}


def test_the_security_group_of_nodes_stands_alone() -> None:
    def program() -> None:
        cluster = eks.Cluster("main", skip_default_node_group=True)
        made = eks.NodeGroupSecurityGroup(
            "own",
            eks_cluster=cluster.eks_cluster,
            cluster_security_group=cluster.cluster_security_group,
            vpc_id="vpc-1",
            tags={"team": "shop"},
        )
        pulumi.export("group", made.security_group.id)

    cloud = preview(program)
    group = cloud.named("own-nodeSecurityGroup")

    assert len(below(cloud, "eks:index:NodeGroupSecurityGroup")) == 6
    assert group.inputs["tags"] == {
        "Name": "own-nodeSecurityGroup",
        f"kubernetes.io/cluster/{cloud.one(CLUSTER).outputs['name']}": "owned",
        "team": "shop",
    }
    assert cloud.exports["group"] == group.id


def test_an_addon_is_one_child_of_its_own_name() -> None:
    cloud = preview(
        lambda: eks.Addon(
            "dns",
            cluster=eks.Cluster("main", skip_default_node_group=True),
            addon_name="coredns",
            configuration_values={"replicaCount": 3},
        )
    )
    addon = cloud.one(ADDON, "dns")

    assert addon.inputs["clusterName"] == cloud.one(CLUSTER).outputs["name"]
    assert json.loads(addon.inputs["configurationValues"]) == {"replicaCount": 3}


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (
            lambda: eks.Cluster("main", subnet_ids=SUBNETS, public_subnet_ids=SUBNETS),
            "subnetIds excludes publicSubnetIds and privateSubnetIds: give one or the others",
        ),
        (
            lambda: eks.ManagedNodeGroup("pool", cluster=eks.Cluster("main")),
            "a managed node group needs nodeRole or nodeRoleArn",
        ),
    ],
)
def test_what_the_plugin_refuses_is_an_error(program: Callable[[], Any], message: str) -> None:
    with pytest.raises(EngineError, match=message):
        preview(program)

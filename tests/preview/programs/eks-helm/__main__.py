import json

import pulumi
import pulumi_aws as aws
import pulumi_eks as eks
import pulumi_kubernetes as k8s

config = pulumi.Config()
vpc = aws.ec2.Vpc("cluster", cidr_block="10.40.0.0/16", enable_dns_hostnames=True)
zones = aws.get_availability_zones(state="available")
subnets = [
    aws.ec2.Subnet(
        f"private-{zone}",
        vpc_id=vpc.id,
        availability_zone=zone,
        cidr_block=f"10.40.{16 * index}.0/20",
        tags={"kubernetes.io/role/internal-elb": "1"},
    )
    for index, zone in enumerate(zones.names[:2])
]

cluster = eks.Cluster(
    "apps",
    vpc_id=vpc.id,
    private_subnet_ids=[subnet.id for subnet in subnets],
    instance_type=config.get("instanceType") or "t3.large",
    desired_capacity=2,
    min_size=1,
    max_size=4,
    endpoint_private_access=True,
    endpoint_public_access=False,
    create_oidc_provider=True,
)

provider = k8s.Provider("apps", kubeconfig=cluster.kubeconfig_json, enable_server_side_apply=True)
on_cluster = pulumi.ResourceOptions(provider=provider)
namespace = k8s.core.v1.Namespace("ingress", metadata={"labels": {"team": "platform"}}, opts=on_cluster)
release = k8s.helm.v3.Release(
    "nginx",
    chart="ingress-nginx",
    version="4.11.3",
    namespace=namespace.metadata["name"],
    repository_opts={"repo": "https://kubernetes.github.io/ingress-nginx"},
    values={"controller": {"replicaCount": 2, "service": {"type": "NodePort"}}},
    opts=on_cluster,
)

pulumi.export("kubeconfig", pulumi.Output.secret(cluster.kubeconfig))
pulumi.export("server", cluster.kubeconfig_json.apply(lambda text: json.loads(text)["clusters"][0]["name"]))
pulumi.export("namespace", namespace.metadata["name"])
pulumi.export("release", release.status.apply(lambda status: status.name))

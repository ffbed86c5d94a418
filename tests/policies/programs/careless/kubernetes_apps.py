"""A worker on Kubernetes."""

import pulumi_kubernetes as k8s

namespace = k8s.core.v1.Namespace(
    "worker",
    metadata={"name": "worker", "labels": {"pod-security.kubernetes.io/enforce": "privileged"}},
)
k8s.networking.v1.NetworkPolicy(
    "worker",
    metadata={"namespace": namespace.metadata["name"]},
    spec={"pod_selector": {}, "policy_types": ["Ingress"], "ingress": [{}]},
)
k8s.core.v1.ServiceAccount(
    "worker",
    metadata={"name": "worker", "namespace": namespace.metadata["name"]},
    automount_service_account_token=True,
)
k8s.apps.v1.Deployment(
    "worker",
    metadata={"namespace": namespace.metadata["name"]},
    spec={
        "replicas": 1,
        "selector": {"match_labels": {"app": "worker"}},
        "template": {
            "metadata": {"labels": {"app": "worker"}},
            "spec": {
                "service_account_name": "worker",
                "automount_service_account_token": True,
                "host_network": True,
                "security_context": {
                    "run_as_non_root": False,
                    "run_as_user": 0,
                    "seccomp_profile": {"type": "Unconfined"},
                },
                "containers": [
                    {
                        "name": "worker",
                        "image": "ghcr.io/example/worker:latest",
                        "security_context": {
                            "privileged": True,
                            "allow_privilege_escalation": True,
                            "read_only_root_filesystem": False,
                            "capabilities": {"add": ["SYS_ADMIN"]},
                        },
                    }
                ],
            },
        },
    },
)
k8s.core.v1.Service(
    "worker",
    metadata={"namespace": namespace.metadata["name"]},
    spec={"type": "LoadBalancer", "selector": {"app": "worker"}, "ports": [{"port": 8080}]},
)

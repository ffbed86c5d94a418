"""A worker on Kubernetes."""

import pulumi_kubernetes as k8s

namespace = k8s.core.v1.Namespace(
    "worker",
    metadata={"name": "worker", "labels": {"pod-security.kubernetes.io/enforce": "restricted"}},
)
k8s.networking.v1.NetworkPolicy(
    "worker",
    metadata={"namespace": namespace.metadata["name"]},
    spec={"pod_selector": {}, "policy_types": ["Ingress", "Egress"]},
)
k8s.core.v1.ServiceAccount(
    "worker",
    metadata={"name": "worker", "namespace": namespace.metadata["name"]},
    automount_service_account_token=False,
)
k8s.apps.v1.Deployment(
    "worker",
    metadata={"namespace": namespace.metadata["name"]},
    spec={
        "replicas": 2,
        "selector": {"match_labels": {"app": "worker"}},
        "template": {
            "metadata": {"labels": {"app": "worker"}},
            "spec": {
                "service_account_name": "worker",
                "automount_service_account_token": False,
                "host_network": False,
                "security_context": {
                    "run_as_non_root": True,
                    "run_as_user": 10001,
                    "seccomp_profile": {"type": "RuntimeDefault"},
                },
                "containers": [
                    {
                        "name": "worker",
                        "image": "ghcr.io/example/worker:1.4.2@sha256:" + "4f" * 32,
                        "security_context": {
                            "privileged": False,
                            "allow_privilege_escalation": False,
                            "read_only_root_filesystem": True,
                            "capabilities": {"drop": ["ALL"]},
                        },
                        "resources": {
                            "requests": {"cpu": "100m", "memory": "128Mi"},
                            "limits": {"cpu": "500m", "memory": "256Mi"},
                        },
                        "liveness_probe": {"http_get": {"path": "/livez", "port": 8080}},
                        "readiness_probe": {"http_get": {"path": "/readyz", "port": 8080}},
                    }
                ],
            },
        },
    },
)
k8s.core.v1.Service(
    "worker",
    metadata={"namespace": namespace.metadata["name"]},
    spec={"type": "ClusterIP", "selector": {"app": "worker"}, "ports": [{"port": 8080}]},
)

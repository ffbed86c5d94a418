"""Kubernetes: services, bindings, values of Helm charts and namespaces."""

from tests.policies.harness import UNKNOWN, Case, Properties

_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"


def _balancer(**annotations: str) -> Properties:
    return {"spec": {"type": "LoadBalancer"}, "metadata": {"annotations": annotations}}


CASES = {
    "k8s-public-service": Case(
        bad=[
            (
                {"spec": {"type": "LoadBalancer"}},
                "spec.type is LoadBalancer, and nothing keeps the internet off it.",
            ),
            (
                {"spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["0.0.0.0/0"]}},
                "spec.type is LoadBalancer, and nothing keeps the internet off it.",
            ),
            (
                _balancer(**{_RANGES: "10.0.0.0/8, 0.0.0.0/0"}),
                "spec.type is LoadBalancer, and nothing keeps the internet off it.",
            ),
        ],
        good=[
            {},
            _balancer(**{_RANGES: "10.0.0.0/8, 203.0.113.0/24"}),
            _balancer(**{"networking.gke.io/load-balancer-type": "Internal"}),
            _balancer(**{"service.beta.kubernetes.io/azure-load-balancer-internal": "true"}),
            {"spec": {"type": "ClusterIP"}},
            {"spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["203.0.113.0/24"]}},
            _balancer(**{"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"}),
        ],
        unknown=[
            {"spec": {"type": UNKNOWN}},
            {"spec": {"type": "LoadBalancer"}, "metadata": {"annotations": UNKNOWN}},
        ],
    ),
    "k8s-cluster-admin": Case(
        bad=[
            ({"roleRef": {"kind": "ClusterRole", "name": "cluster-admin"}}, "roleRef.name is cluster-admin.")
        ],
        good=[{"roleRef": {"name": "view"}}],
        unknown=[{"roleRef": UNKNOWN}],
    ),
    "k8s-anonymous-binding": Case(
        bad=[
            (
                {
                    "subjects": [
                        {"kind": "User", "name": "bob"},
                        {"kind": "Group", "name": "system:unauthenticated"},
                    ]
                },
                'subjects[1].name is "system:unauthenticated": everybody who reaches the Kubernetes API.',
            )
        ],
        good=[{}, {"subjects": [{"kind": "Group", "name": "system:authenticated"}]}],
        unknown=[{"subjects": [{"kind": "User", "name": UNKNOWN}]}],
    ),
    "k8s-role-everything": Case(
        bad=[
            (
                {"rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]},
                "rules[0] allows every verb on every resource.",
            )
        ],
        good=[{}, {"rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["*"]}]}],
        unknown=[{"rules": UNKNOWN}, {"rules": [{"resources": [UNKNOWN], "verbs": ["*"]}]}],
    ),
    "k8s-helm-values": Case(
        bad=[
            (
                {"values": {"web": {"securityContext": {"privileged": True}}}},
                "values.web.securityContext.privileged is true.",
            ),
            (
                {"values": {"image": {"tag": "latest"}}},
                "values.image.tag is latest: whatever was pushed last.",
            ),
            ({"values": {"pods": [{"runAsUser": 0}]}}, "values.pods[0].runAsUser is 0: root."),
            (
                {"values": {"capabilities": {"add": ["SYS_ADMIN", "NET_BIND_SERVICE"]}}},
                'values.capabilities.add adds "SYS_ADMIN".',
            ),
        ],
        good=[
            {},
            {"values": {"image": {"tag": "1.2.3"}, "hostNetwork": False}},
            {"values": {"capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}}},
            {"values": UNKNOWN},
        ],
    ),
    "k8s-default-namespace": Case(
        type="kubernetes:apps/v1:Deployment",
        bad=[
            ({}, "metadata.namespace is not set."),
            ({"metadata": {"namespace": "default"}}, 'metadata.namespace is "default".'),
        ],
        good=[{"metadata": {"namespace": "web"}}],
        unknown=[{"metadata": {"namespace": UNKNOWN}}, {"metadata": UNKNOWN}],
    ),
}

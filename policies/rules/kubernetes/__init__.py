"""Kubernetes: pods in every kind of workload, services, bindings, namespaces, values of Helm charts."""

from rules.kubernetes.cluster import CLUSTER
from rules.kubernetes.containers import CONTAINERS
from rules.kubernetes.helm import HELM
from rules.kubernetes.namespaces import NAMESPACES
from rules.kubernetes.pods import PODS

RULES = (*CONTAINERS, *PODS, *CLUSTER, HELM, *NAMESPACES)

"""A serverless API, a service on ECS and a worker on Kubernetes, as a team in a hurry ships them."""

import importlib

for subject in (
    "identity",
    "storage",
    "serverless",
    "network",
    "edge",
    "containers",
    "databases",
    "kubernetes_apps",
):
    importlib.import_module(subject)

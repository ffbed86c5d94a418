"""Evaluation of service and resource control policies, as IAM does it."""

from .decision import Decision
from .errors import PolicyError
from .evaluate import evaluate
from .policy import Policy
from .request import Request, Unknown

__all__ = ["Decision", "Policy", "PolicyError", "Request", "Unknown", "evaluate"]

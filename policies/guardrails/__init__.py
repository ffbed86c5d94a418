"""Guardrails of an AWS organization, the typed shape of what they attach to, and their evaluation.

evaluate(levels, Request("ec2:RunInstances", "*", role, {"ec2:MetadataHttpTokens": Unknown()}))
"""

from .evaluation import Decision, Policy, PolicyError, Request, Unknown, evaluate

__all__ = ["Decision", "Policy", "PolicyError", "Request", "Unknown", "evaluate"]

"""Guardrails of an AWS organization, and the typed shape of what they attach to."""

"""Logs and resilience: what is needed after something went wrong."""

from rules.operations.logging import LOGGING
from rules.operations.resilience import RESILIENCE

RULES = (*LOGGING, *RESILIENCE)

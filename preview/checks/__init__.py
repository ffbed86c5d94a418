"""Inputs checked as a provider's Check would, from what the SDKs declare."""

from preview.checks.checker import InputChecker
from preview.checks.problem import MISSING_FILE, REFUSED, InputProblem, Level

__all__ = ["MISSING_FILE", "REFUSED", "InputChecker", "InputProblem", "Level"]

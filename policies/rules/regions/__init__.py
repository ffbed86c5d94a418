"""Regions: resources, and what they refer to, stay where the company has approved it."""

from rules.regions.allowed import ALLOWED, PROVIDER_REGION
from rules.regions.named import NAMED
from rules.regions.providers import PROVIDERS

RULES = (ALLOWED, NAMED, PROVIDER_REGION, *PROVIDERS)

"""What has ended, or is no longer supported, as of the day of the run."""

from rules.lifecycle.ended import SERVICES
from rules.lifecycle.versions import EKS, RUNTIMES

RULES = (SERVICES, RUNTIMES, EKS)

"""What runs: containers, functions, builds, notebooks, and the images that they are made of."""

from rules.workloads.containers import CONTAINERS
from rules.workloads.table import TABLE

RULES = (*CONTAINERS, *TABLE)

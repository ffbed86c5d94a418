"""What runs: containers, functions, builds, notebooks, and the images that they are made of."""

from rules.workloads.containers import CONTAINERS
from rules.workloads.delivery import DELIVERY
from rules.workloads.signing import CODE_SIGNING
from rules.workloads.table import TABLE

RULES = (*CONTAINERS, *DELIVERY, CODE_SIGNING, *TABLE)

"""The instance metadata service: version 2 everywhere, and not reachable from containers by accident."""

from rules.metadata.compute import BATCH, BEANSTALK, EMR, SPOT_FLEET
from rules.metadata.hop_limit import HOP_LIMIT
from rules.metadata.tokens import TOKENS

RULES = (*TOKENS, HOP_LIMIT, SPOT_FLEET, BATCH, EMR, BEANSTALK)

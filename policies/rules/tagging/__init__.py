"""Tags: the ones that the company requires, on everything that can carry them."""

from rules.tagging.keys import KEYS
from rules.tagging.launched import GROUP, TEMPLATE, VOLUMES
from rules.tagging.provider import PROVIDER
from rules.tagging.required import REQUIRED
from rules.tagging.table import TABLE

RULES = (REQUIRED, KEYS, PROVIDER, GROUP, TEMPLATE, VOLUMES, *TABLE)

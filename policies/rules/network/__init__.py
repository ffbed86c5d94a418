"""Networks: what security groups and access-control lists let in."""

from rules.network.default_group import DEFAULT_GROUP
from rules.network.endpoints import ENDPOINT_POLICY
from rules.network.gateways import GATEWAYS
from rules.network.groups import GROUPS
from rules.network.lists import LISTS
from rules.network.ports import PORTS
from rules.network.table import TABLE

RULES = (*PORTS, DEFAULT_GROUP, LISTS, *GROUPS, GATEWAYS, ENDPOINT_POLICY, *TABLE)

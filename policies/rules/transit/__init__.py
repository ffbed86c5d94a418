"""Encryption in transit."""

from rules.transit.balancers import BALANCERS
from rules.transit.databases import DATABASES
from rules.transit.parameters import PARAMETERS
from rules.transit.services import SERVICES
from rules.transit.web import WEB

RULES = (*BALANCERS, *WEB, *DATABASES, *SERVICES, *PARAMETERS)

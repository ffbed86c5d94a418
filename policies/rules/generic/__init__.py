"""Rules over every type that has a property, from the provider's schema, where no rule by name judges it."""

from rules.generic.keys import KEYS
from rules.generic.properties import PROPERTIES

RULES = (*PROPERTIES, KEYS)

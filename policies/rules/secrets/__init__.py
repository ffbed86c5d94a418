"""Secrets: nothing in a configuration that everybody can read."""

from rules.secrets.literals import LITERALS
from rules.secrets.passwords import PASSWORDS
from rules.secrets.rotation import ROTATION

RULES = (*PASSWORDS, *LITERALS, ROTATION)

"""Exposure: what anybody on the internet could reach or read."""

from rules.exposure.companions import BUCKET_HAS_BLOCK
from rules.exposure.public_access import ACL, BLOCK, POINTS
from rules.exposure.table import TABLE

RULES = (BLOCK, BUCKET_HAS_BLOCK, ACL, POINTS, *TABLE)

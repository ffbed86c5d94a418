"""Encryption at rest."""

from rules.encryption.analytics import ANALYTICS
from rules.encryption.copies import COPIES
from rules.encryption.databases import DATABASES
from rules.encryption.disks import DISKS
from rules.encryption.keys import KEYS
from rules.encryption.messages import MESSAGES
from rules.encryption.parameters import PARAMETER
from rules.encryption.s3 import CLASSIFIED, CONFIGURED
from rules.encryption.storage import STORAGE

RULES = (
    *DISKS,
    CONFIGURED,
    CLASSIFIED,
    *DATABASES,
    *MESSAGES,
    *STORAGE,
    *KEYS,
    PARAMETER,
    *ANALYTICS,
    *COPIES,
)

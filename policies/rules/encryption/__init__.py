"""Encryption at rest."""

from rules.encryption.databases import DATABASES
from rules.encryption.disks import DISKS
from rules.encryption.messages import MESSAGES
from rules.encryption.s3 import CLASSIFIED, CONFIGURED
from rules.encryption.storage import STORAGE

RULES = (*DISKS, CONFIGURED, CLASSIFIED, *DATABASES, *MESSAGES, *STORAGE)

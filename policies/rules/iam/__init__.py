"""Who may do what: identity policies, trust, and policies on resources."""

from rules.iam.attachments import ATTACHMENTS
from rules.iam.identity import IDENTITY
from rules.iam.resources import RESOURCES
from rules.iam.trust import TRUST

RULES = (*IDENTITY, *ATTACHMENTS, *TRUST, RESOURCES)

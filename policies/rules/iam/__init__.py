"""Who may do what: identity policies, trust, and policies on resources, all through one reader."""

from rules.iam.attachments import ATTACHMENTS
from rules.iam.boundaries import PERMISSIONS_BOUNDARY
from rules.iam.escalation import BOUNDARY, ESCALATION
from rules.iam.identity import IDENTITY
from rules.iam.public import PUBLIC
from rules.iam.resources import RESOURCES
from rules.iam.trust import TRUST
from rules.iam.users import USERS
from rules.iam.wellformed import WELL_FORMED

RULES = (
    *IDENTITY,
    ESCALATION,
    BOUNDARY,
    PERMISSIONS_BOUNDARY,
    *ATTACHMENTS,
    *USERS,
    *TRUST,
    PUBLIC,
    *RESOURCES,
    WELL_FORMED,
)

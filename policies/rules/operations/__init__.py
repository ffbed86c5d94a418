"""Logs and resilience: what is needed after something went wrong."""

from rules.operations.companions import COMPANIONS
from rules.operations.documents import DOCUMENTS
from rules.operations.governed import GOVERNED
from rules.operations.logging import LOGGING
from rules.operations.monitoring import MONITORING
from rules.operations.protection import PROTECTION
from rules.operations.recovery import RECOVERY
from rules.operations.resilience import RESILIENCE
from rules.operations.service_logs import SERVICE_LOGS

RULES = (
    *LOGGING,
    *SERVICE_LOGS,
    *MONITORING,
    *RESILIENCE,
    *RECOVERY,
    *PROTECTION,
    GOVERNED,
    *COMPANIONS,
    *DOCUMENTS,
)

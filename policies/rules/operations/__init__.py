"""Logs and resilience: what is needed after something went wrong."""

from rules.operations.companions import COMPANIONS
from rules.operations.documents import DOCUMENTS
from rules.operations.logging import LOGGING
from rules.operations.recovery import RECOVERY
from rules.operations.resilience import RESILIENCE
from rules.operations.service_logs import SERVICE_LOGS

RULES = (*LOGGING, *SERVICE_LOGS, *RESILIENCE, *RECOVERY, *COMPANIONS, *DOCUMENTS)

"""What a stack file says of the log archive."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from .base import Refused, Section

# S3 bills an object in Glacier Instant Retrieval for this long, however soon it is deleted.
# https://aws.amazon.com/s3/pricing/ (2026-09)
GLACIER_MINIMUM_DAYS = 90


class LockMode(StrEnum):
    """Who may delete a log before its retention ends."""

    GOVERNANCE = "GOVERNANCE"
    """Nobody, unless a principal is given s3:BypassGovernanceRetention and uses it."""

    COMPLIANCE = "COMPLIANCE"
    """Nobody at all, root and AWS included. There is no way back, not even by closing the account early."""


class FlowLogArchiveSettings(Section):
    """How long flow logs of the organization's networks are kept, and how firmly."""

    retention_days: int = Field(
        default=400, ge=1, le=36500, description="days until a log is deleted; until then it is locked"
    )
    lock: LockMode = Field(
        default=LockMode.GOVERNANCE,
        description="GOVERNANCE, or COMPLIANCE where nobody may ever take the lock off",
    )
    # Athena reads Glacier Instant Retrieval as it reads Standard; colder classes have to be restored first.
    glacier_after_days: int | None = Field(
        default=90, ge=1, description="days until a log moves to Glacier Instant Retrieval, or null for never"
    )

    @model_validator(mode="after")
    def _moving_to_glacier_pays(self) -> Self:
        if self.glacier_after_days is None:
            return self
        latest = self.retention_days - GLACIER_MINIMUM_DAYS
        if self.glacier_after_days > latest:
            raise Refused(
                f"A log would lie in Glacier for {self.retention_days - self.glacier_after_days} days, "
                f"and be billed for {GLACIER_MINIMUM_DAYS}",
                given=str(self.glacier_after_days),
                allowed=f"1 to {latest} days, or null" if latest > 0 else "null",
                fix="Move logs sooner, keep them longer, or set glacier_after_days: null.",
                at=("glacier_after_days",),
            )
        return self


class AuditSettings(Section):
    """The log archive: one locked bucket per source of logs."""

    flow_logs: FlowLogArchiveSettings = Field(description="the archive of VPC and transit gateway flow logs")

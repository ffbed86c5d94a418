"""The day as of which something has ended."""

import datetime
import os

from pack.rule import RuleSettings
from pydantic import Field


def _today() -> datetime.date:
    """The run's date, as everywhere in the pack: what the preview says, or else the clock's."""
    try:
        return datetime.date.fromisoformat(os.environ.get("PREVIEW_DATE", ""))
    except ValueError:  # not given; a wrong one is a problem of the pack's configuration, told there
        return datetime.datetime.now(datetime.UTC).date()


class AsOf(RuleSettings):
    """Since when something has to have ended for a finding."""

    as_of: datetime.date = Field(
        default_factory=_today, description="The day to judge by; by default the day of the run."
    )

"""Which stack plays which part for the others."""

from __future__ import annotations

from pydantic import Field

from .base import Section


class StackRoles(Section):
    """Names of stacks of this project. Other stacks take their outputs through these parts."""

    organization: str = Field(description="the stack that builds the organization", examples=["management"])
    archive: str = Field(description="the stack that builds the log archive", examples=["security"])
    hub: str = Field(description="the stack that builds the transit gateway", examples=["network"])


SECTION_OF_ROLE = {"organization": "organization", "archive": "audit", "hub": "transit"}
"""The section that the stack of each part must have."""

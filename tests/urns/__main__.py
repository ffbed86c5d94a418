"""Record the URNs of all stacks anew: `python -m tests.urns`.

A URN that goes or changes is a resource that AWS deletes, unless an alias says what it was. So look at the
difference, and give it an alias or a line in the changelog.
"""

from __future__ import annotations

from .previews import STACKS
from .records import current, file_of

for stack in STACKS:
    file_of(stack).write_text("".join(f"{urn}\n" for urn in current(stack)), encoding="utf-8")

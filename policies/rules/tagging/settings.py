"""Which tags are required, and what they may say: shared by every rule about tags."""

import json
import re
from typing import Any

from pack.facts import Facts, TagFact
from pack.reader import Reader
from pack.rule import RuleSettings
from pydantic import Field, field_validator


class TagSettings(RuleSettings):
    """The required tags; by default those that the project states."""

    required: dict[str, TagFact] = Field(
        default_factory=dict,
        description="Required keys, each with the values allowed or a pattern for them; {} allows any.",
    )

    @field_validator("required")
    @classmethod
    def _with_valid_patterns(cls, required: dict[str, TagFact]) -> dict[str, TagFact]:
        for key, tag in required.items():
            try:
                re.compile(tag.pattern)
            except re.error as error:
                raise ValueError(f"{key}: the pattern is no regular expression ({error})") from error
        return required

    @classmethod
    def from_facts(cls, facts: Facts) -> dict[str, Any]:
        """The tags that the project states."""
        return {"required": facts.tags} if facts.tags else {}


def wrong_value(key: str, tag: TagFact, value: Reader) -> str:
    """What is wrong with a known value of a tag, in words; "" if nothing."""
    text = value.text
    if text is None:  # the provider writes numbers and booleans as text
        text = json.dumps(value.value) if isinstance(value.value, bool | int | float) else ""
    if not text.strip():
        return f"tag {key} is empty"
    if tag.values and text not in tag.values:
        return f"tag {key} is {value.shown}, not one of {', '.join(tag.values)}"
    if tag.pattern and not re.search(tag.pattern, text):
        return f"tag {key} is {value.shown}, which does not match {tag.pattern}"
    return ""

"""Physical names and tags."""

from __future__ import annotations

import pytest

from components.shared.names import key_alias, role_arn, role_name


def test_physical_names_start_with_the_companys_prefix() -> None:
    assert role_name("meridian", "transit-attachment") == "meridian-transit-attachment"
    assert key_alias("meridian", "flow-logs") == "alias/meridian-flow-logs"
    assert role_arn("111122223333", "Deploy") == "arn:aws:iam::111122223333:role/Deploy"


def test_a_role_name_that_iam_refuses_is_refused() -> None:
    with pytest.raises(ValueError, match=r"has 65 characters; IAM allows 64: shorten company\.prefix"):
        role_name("m" * 46, "transit-attachment")

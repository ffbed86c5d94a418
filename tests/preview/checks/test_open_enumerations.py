"""Enumerations of an SDK that AWS is ahead of."""

import pytest

from preview.checks.formats import is_open


@pytest.mark.parametrize(
    "enumeration", ["aws|rds|enums|InstanceType", "aws|ec2|enums|InstanceType", "aws|lambda_|enums|Runtime"]
)
def test_what_aws_adds_to_all_the_time_is_no_closed_list(enumeration: str) -> None:
    assert is_open(enumeration)

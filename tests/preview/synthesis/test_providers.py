from typing import Any

import pytest

from preview.synthesis import is_provider
from preview.values import UNKNOWN, Secret

from .support import synthesizer

ROLE = {"roleArn": "arn:aws:iam::222233334444:role/deploy", "sessionName": "s"}


@pytest.mark.parametrize(
    ("key", "given", "decoded"),
    [
        ("region", "eu-west-1", "eu-west-1"),
        ("skipRegionValidation", "true", True),
        ("allowedAccountIds", '["222233334444"]', ["222233334444"]),
        ("defaultTags", '{"tags": {"cost_center": "7"}}', {"tags": {"cost_center": "7"}}),
        (
            "assumeRoles",
            '[{"role_arn": "arn:aws:iam::222233334444:role/deploy", "session_name": "s"}]',
            [ROLE],
        ),
        ("assumeRoles", '[{"roleArn": "arn:aws:iam::222233334444:role/deploy", "sessionName": "s"}]', [ROLE]),
        ("assumeRoles", Secret('[{"role_arn": "a"}]'), Secret([{"roleArn": "a"}])),
        ("assumeRoles", [{"role_arn": Secret("a")}], [{"roleArn": Secret("a")}]),
        ("ignoreTags", '{"key_prefixes": ["aws:"]}', {"keyPrefixes": ["aws:"]}),
        ("assumeRoles", UNKNOWN, UNKNOWN),
        ("assumeRoles", "no json", "no json"),
        ("version", "7.51.1", "7.51.1"),
        ("unheardOf", "[1]", "[1]"),
    ],
)
def test_the_json_text_of_a_provider_input_is_data_again(key: str, given: Any, decoded: Any) -> None:
    assert synthesizer().decode_provider_inputs("pulumi:providers:aws", {key: given}) == {key: decoded}


def test_inputs_of_a_provider_without_schema_stay_as_they_are() -> None:
    assert synthesizer().decode_provider_inputs("pulumi:providers:unheard", {"a": "[1]"}) == {"a": "[1]"}


def test_providers_are_told_by_their_type() -> None:
    assert is_provider("pulumi:providers:aws")
    assert not is_provider("pulumi:pulumi:Stack")

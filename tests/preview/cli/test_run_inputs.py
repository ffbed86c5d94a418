"""What `run` reports of inputs that a provider would refuse."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

import preview

from .support import Workspace, shop

__all__ = ["shop"]

SCHEMA = json.loads((Path(preview.__file__).parent / "report.schema.json").read_text())
WHY = "The provider refuses this before it deploys anything."


def test_mistakes_in_inputs_are_findings_at_their_lines(shop: Workspace) -> None:
    shop.program(
        """
        import pulumi
        import pulumi_aws as aws

        aws.ec2.Vpc("wrong", cidr_block="10.0.0.0-16")
        aws.s3.BucketVersioning("kept", bucket="b", versioning_configuration={"status": "Enabled", "mf": 1})
        archive = pulumi.FileArchive("dist")
        role = "arn:aws:iam::111122223333:role/x"
        aws.lambda_.Function("job", role=role, code=archive, handler="job.run", runtime="python3.13")
        aws.s3.Bucket("open", acl="publik-read")
        """
    )
    shop.stacks("dev")
    done = shop.preview("run", "dev")

    assert done.code == 1, done.err
    jsonschema.Draft202012Validator(SCHEMA).validate(done.report)
    found = [
        (each["rule"], each["level"], each["severity"], each["property"], each["source"]["line"], each["why"])
        for each in done.stack("dev")["findings"]
    ]
    hinted = "The SDK declares something else; the provider may take it nevertheless."
    assert found == [
        ("input-malformed-cidr", "mandatory", "high", "cidrBlock", 5, WHY),
        ("input-missing-file", "mandatory", "high", "code", 9, WHY),
        ("input-unknown-property", "mandatory", "high", "versioningConfiguration.mf", 6, WHY),
        ("input-invalid-value", "advisory", "low", "acl", 10, hinted),
    ]
    assert done.stack("dev")["findings"][1]["message"] == (
        "code: the path of an archive is missing: 'dist'; not built yet?"
    )


def test_a_secret_that_is_wrong_is_not_shown(shop: Workspace) -> None:
    shop.program(
        """
        import pulumi
        import pulumi_aws as aws

        aws.ec2.Vpc("wrong", cidr_block=pulumi.Output.secret("hunter2-is-no-network"))
        """
    )
    shop.stacks("dev")
    done = shop.preview("run", "dev")

    (finding,) = done.stack("dev")["findings"]
    assert finding["message"] == "cidrBlock is a secret value, which is not a CIDR block"
    assert "hunter2" not in json.dumps(done.report) + done.out + done.err


def test_a_project_without_stack_files_is_previewed_under_any_name_with_its_own_configuration(
    shop: Workspace,
) -> None:
    shop.write("Pulumi.yaml", "name: shop\nruntime: python\nconfig: {size: {type: integer, default: 3}}\n")
    shop.program("import pulumi\npulumi.export('size', pulumi.Config().require_int('size'))\n")
    done = shop.preview("run", "dev")

    assert (done.code, done.stack("dev")["exports"]) == (0, {"size": 3})
    assert done.report["notes"] == [
        "dev has no file Pulumi.dev.yaml, so it is previewed with the project's own configuration alone",
        "no policy pack judged the resources; name one: --policy-pack FOLDER, or policy-packs in "
        "[tool.preview] of the project's pyproject.toml",
    ]


def test_a_name_that_no_stack_can_have_is_refused_in_a_project_without_stack_files(shop: Workspace) -> None:
    done = shop.preview("run", "../dev")

    (problem,) = done.report["configuration_errors"]
    assert (done.code, problem["message"]) == (2, "There is no stack ../dev")
    assert problem["allowed"] == "letters, digits, ., _ and -, at most 100"


def test_a_program_that_fails_over_a_placeholder_is_told_how_to_give_a_stand_in(shop: Workspace) -> None:
    shop.write(
        "Pulumi.dev.yaml", "config:\n  shop:login: {secure: v1:a:b}\n  shop:other: {key: {secure: v1:c:d}}\n"
    )
    shop.program("import pulumi\npulumi.export('user', pulumi.Config().require_secret_object('login'))\n")
    failed = shop.preview("run", "dev")
    shop.write("secrets.json", '{"login": {"user": "me"}}')
    done = shop.preview("run", "dev", "--secrets", shop.folder / "secrets.json")

    assert (failed.code, done.code) == (3, 0)
    assert failed.stack("dev")["notes"] == [
        "encrypted values read as a placeholder here: shop:login, shop:other.key; "
        "where the program takes one apart, give a stand-in for it: --secrets FILE"
    ]
    assert done.stack("dev")["notes"] == []


def test_what_holds_a_placeholder_is_not_taken_for_a_mistake(shop: Workspace) -> None:
    shop.write("Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n  shop:role: {secure: v1:a:b}\n")
    shop.program(
        """
        import pulumi
        import pulumi_aws as aws
        role = pulumi.Config().require_secret("role")
        aws.ecs.TaskDefinition("task", family="task", container_definitions=role, execution_role_arn=role)
        aws.ec2.Vpc("net", cidr_block="10.0.0.0-16")
        """
    )
    done = shop.preview("run", "dev")
    shop.write("secrets.json", '{"role": "no ARN and no JSON"}')
    given = shop.preview("run", "dev", "--secrets", shop.folder / "secrets.json")

    assert [each["property"] for each in done.stack("dev")["findings"]] == ["cidrBlock"]
    assert sorted(each["property"] for each in given.stack("dev")["findings"]) == [
        "cidrBlock",
        "containerDefinitions",
        "executionRoleArn",
    ]

"""`analyze` judges a stack that exists, from its exported state, and says what is wrong with a file."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from preview.project.problems import ProblemsError
from preview.state import read_state
from preview.values import UNKNOWN, Reference, Secret
from tests.preview.cli.support import ROOT, Workspace, shop

__all__ = ["shop"]

MARK = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
QUEUE = "aws:sqs/queue:Queue"
PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:aws::default_7_51_1"
STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"

PACK = """
from pulumi_policy import *

def tagged(args, report):
    if args.resource_type == "aws:sqs/queue:Queue" and not args.props.get("tags"):
        report("has no tags.")

def named(args, report):
    if args.resource_type == "aws:sqs/queue:Queue" and args.props["policy"]:
        report(f"policy is {args.props['policy']}, provider region {args.provider.props['region']}.")

def alone(args, report):
    queues = [r for r in args.resources if r.resource_type == "aws:sqs/queue:Queue"]
    for queue in queues:
        report(f"{queue.name} {queue.props['arn']} of {len(queues)}", queue.urn)

PolicyPack("small", enforcement_level=EnforcementLevel.MANDATORY, policies=[
    ResourceValidationPolicy("tagged", "Queues carry tags.", tagged),
    ResourceValidationPolicy("named", "Queues say who may use them.", named),
    StackValidationPolicy("alone", "Queues are listed.", alone, enforcement_level=EnforcementLevel.ADVISORY),
])
"""


def queue(name: str, **more: Any) -> dict[str, Any]:
    return {
        "urn": f"urn:pulumi:dev::shop::{QUEUE}::{name}",
        "custom": True,
        "type": QUEUE,
        "id": f"https://{name}",
        "parent": STACK,
        "provider": f"{PROVIDER}::0123",
        "inputs": {"policy": "", "tags": {"owner": "x"}},
        "outputs": {"arn": f"arn:{name}"},
    } | more


def export(*resources: Any, **more: Any) -> dict[str, Any]:
    base = [
        {"urn": STACK, "custom": False, "type": "pulumi:pulumi:Stack", "outputs": {"url": "https://x"}},
        {
            "urn": PROVIDER,
            "custom": True,
            "type": "pulumi:providers:aws",
            "id": "0123",
            "inputs": {"region": "eu-west-1", "__internal": {}},
        },
    ]
    return {"version": 3, "deployment": {"manifest": {}, "resources": [*base, *resources]} | more}


def state_file(folder: Path, content: Any) -> Path:
    path = folder / "state.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_what_exists_is_judged_with_report_and_exit_code_of_a_preview(shop: Workspace) -> None:
    state = state_file(
        shop.folder,
        export(
            queue("good"),
            queue("bad", inputs={"policy": ""}),
            queue("gone", inputs={}, delete=True),
            queue("foreign", inputs={}, external=True),
        ),
    )

    done = shop.preview("analyze", state, "--policy-pack", shop.pack(PACK))

    (stack,) = done.report["stacks"]
    assert done.code == 1, done.err
    assert [(f["rule"], f["urn"].rpartition("::")[2], f["message"]) for f in stack["findings"]] == [
        ("tagged", "bad", "has no tags."),
        ("alone", "bad", "bad arn:bad of 2"),
        ("alone", "good", "good arn:good of 2"),
    ]
    assert (stack["stack"], done.report["project"], stack["exports"]) == ("dev", "shop", {"url": "https://x"})
    assert {r["name"]: r["operation"] for r in stack["resources"] if r["type"] == QUEUE} == {
        "good": "exists",
        "bad": "exists",
        "foreign": "read",
    }
    assert any("about to be deleted: 1 resources" in note for note in stack["notes"])
    jsonschema.validate(done.report, json.loads((ROOT / "preview" / "report.schema.json").read_text()))


def test_a_clean_state_ends_with_0_and_says_which_configuration_it_went_by(shop: Workspace) -> None:
    shop.write("__main__.py", "")
    state = state_file(shop.folder, export(queue("good", outputs={})))
    rules = PACK.replace("alone(args, report):", "alone(args, report):\n    return")
    pack = shop.pack(rules)

    without = shop.preview("analyze", state, "--policy-pack", pack)
    shop.stacks("dev")
    with_file = shop.preview("analyze", state, "--policy-pack", pack)

    assert (without.code, with_file.code) == (0, 0), without.err + with_file.err
    assert "judged with the packs' own defaults" in without.out
    assert "own defaults" not in with_file.out


def test_encrypted_secrets_are_not_known_and_plain_ones_are_never_shown(shop: Workspace) -> None:
    cipher = {MARK: SECRET, "ciphertext": "v1:sealed-text"}
    shown = {MARK: SECRET, "plaintext": '"hunter2-plain"'}
    state = state_file(
        shop.folder,
        export(
            queue("sealed", inputs={"policy": cipher, "tags": {"a": "b"}}, outputs={"arn": cipher}),
            queue("open", inputs={"policy": shown, "tags": {"a": "b"}}, outputs={"arn": shown}),
        ),
    )

    done = shop.preview("analyze", state, "--policy-pack", shop.pack(PACK))

    text = done.out + done.err + json.dumps(done.report)
    assert "hunter2" not in text
    assert "sealed-text" not in text
    (finding,) = [
        f for f in done.report["stacks"][0]["findings"] if f["rule"] == "named" and f["result"] == "fail"
    ]
    assert finding["urn"].endswith("::open")
    assert finding["message"] == "policy is [secret], provider region eu-west-1."
    (unknown,) = [
        f for f in done.report["stacks"][0]["findings"] if f["rule"] == "named" and f["result"] == "unknown"
    ]
    assert unknown["urn"].endswith("::sealed")


def test_marks_of_the_protocol_are_read(tmp_path: Path) -> None:
    reference = {MARK: "5cf8f73096256a8f31e491e813e4eb8e", "urn": STACK, "id": ""}
    inputs = {
        "secret": {MARK: SECRET, "ciphertext": "x"},
        "open": {MARK: SECRET, "plaintext": '{"a": [1]}'},
        "reference": reference,
        "number": 3,
    }

    state = read_state(state_file(tmp_path, export(queue("q", inputs=inputs))), name="state.json")

    resource = state.resources[f"urn:pulumi:dev::shop::{QUEUE}::q"]
    assert resource.inputs["secret"] == Secret(UNKNOWN)
    assert resource.inputs["open"] == Secret({"a": [1]})
    assert resource.inputs["reference"] == Reference(STACK, UNKNOWN)
    assert resource.inputs["number"] == 3
    assert resource.outputs["id"] == "https://q"


@pytest.mark.parametrize(
    ("content", "key", "message"),
    [
        ("{", "", "is not valid JSON"),
        ("[]", "", "is no JSON object"),
        ({"checkpoint": {}}, "checkpoint", "a backend's own file"),
        ({"version": 2, "deployment": {}}, "version", "is no deployment that can be read"),
        ({"deployment": {}}, "version", "is no deployment that can be read"),
        ({"version": 3}, "deployment", "is no object"),
        ({"version": 3, "deployment": {"resources": {}}}, "deployment.resources", "is no list"),
        (export("x"), "deployment.resources[2]", "is no object"),
        (export(queue("q", urn="q")), "deployment.resources[2].urn", "is no URN"),
        (export(queue("q", type=None)), "deployment.resources[2].type", "is no type token"),
        (export(queue("q", inputs=[])), "deployment.resources[2].inputs", "is not an object"),
        (
            export(queue("q", inputs={"a": {MARK: SECRET, "plaintext": "{"}})),
            "deployment.resources[2]",
            "has a value of no meaning",
        ),
        (export(queue("q", inputs={"a": {MARK: "nonsense"}})), "deployment.resources[2]", "of no meaning"),
        (
            export(queue("q", customTimeouts="x")),
            "deployment.resources[2].customTimeouts",
            "is not an object",
        ),
        (export(queue("q", dependencies=3)), "deployment.resources[2].dependencies", "is not a list"),
        (export(queue("q", propertyDependencies={"a": 3})), "deployment.resources[2]", "of no meaning"),
    ],
)
def test_a_file_of_another_shape_is_a_problem_with_a_remedy(
    tmp_path: Path, content: Any, key: str, message: str
) -> None:
    with pytest.raises(ProblemsError) as raised:
        read_state(state_file(tmp_path, content), name="state.json")

    (problem,) = raised.value.problems
    assert (problem.file, problem.key) == ("state.json", key)
    assert message in problem.message
    assert problem.fix


def test_all_problems_come_at_once_with_exit_code_2(shop: Workspace) -> None:
    state = state_file(shop.folder, export("x", queue("q", urn="q")))

    done = shop.preview("analyze", state, "--policy-pack", shop.folder / "nowhere")

    assert done.code == 2
    for text in ("resources[2]", "resources[3].urn", "nowhere"):
        assert text in done.err


def test_without_a_pack_there_is_nothing_to_do(shop: Workspace) -> None:
    done = shop.preview("analyze", state_file(shop.folder, export()))

    assert done.code == 2
    assert "--policy-pack DIR" in done.err

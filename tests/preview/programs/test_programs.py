"""Programs as people publish them, each through `run`: what the real engine made of them is asserted here."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
FOLDER = Path(__file__).parent
PROGRAMS = sorted(path.parent.name for path in FOLDER.glob("*/Pulumi.yaml"))
SECRET = "[secret]"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


class Preview:
    """The report of one program's stack `dev`."""

    def __init__(self, name: str) -> None:
        folder = FOLDER / name
        references = folder / "references.json"
        scrubbed = {
            key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_"))
        }
        with tempfile.TemporaryDirectory() as scratch:
            report = Path(scratch) / "report.json"
            options: list[str | Path] = ["-C", folder, "--json", report]
            options += ["--references", references] if references.exists() else []
            done = subprocess.run(
                [sys.executable, "-m", "preview", "run", "dev", *options],
                cwd=ROOT,
                env=scrubbed,
                capture_output=True,
                text=True,
                check=False,
            )
            self.code = done.returncode
            self.output = done.stdout + done.stderr
            (self.stack,) = json.loads(report.read_text())["stacks"] if report.exists() else ({},)

    @property
    def exports(self) -> dict[str, Any]:
        found: dict[str, Any] = self.stack["exports"]
        return found

    def one(self, type: str, name: str) -> dict[str, Any]:
        """The resource of a type, given without its module, and name."""
        (found,) = [
            each
            for each in self.stack["resources"]
            if each["urn"].endswith(f"::{name}") and each["type"].rpartition(":")[2] == type
        ]
        resource: dict[str, Any] = found
        return resource

    def named(self, urns: list[str]) -> list[str]:
        """The last part of URNs."""
        return [urn.rpartition("::")[2] for urn in urns]


@functools.cache
def preview(name: str) -> Preview:
    return Preview(name)


@pytest.mark.parametrize(
    ("name", "resources"),
    [
        ("database-password", 5),
        ("dynamic-provider", 3),
        ("fargate-service", 12),
        ("imports", 4),
        ("serverless-api", 13),
        ("several-regions", 17),
        ("stack-references", 3),
        ("static-site", 11),
        ("transforms", 4),
    ],
)
def test_a_program_runs_to_its_end_without_a_finding(name: str, resources: int) -> None:
    found = preview(name)
    managed = [
        each
        for each in found.stack["resources"]
        if each["custom"] and not each["type"].startswith(("pulumi:providers:", "pulumi:pulumi:"))
    ]

    assert found.code == 0, found.output
    assert found.stack["findings"] == []
    assert len(managed) == resources


def test_a_cluster_takes_a_chart_of_its_own_provider() -> None:
    found = preview("eks-helm")
    release = found.one("Release", "nginx")

    assert found.code == 0, found.output
    assert release["inputs"]["repositoryOpts"] == {"repo": "https://kubernetes.github.io/ingress-nginx"}
    assert release["inputs"]["values"]["controller"] == {"replicaCount": 2, "service": {"type": "NodePort"}}
    assert found.named([release["provider"].rpartition("::")[0]]) == ["apps"]
    assert release["inputs"]["namespace"] == found.exports["namespace"]
    assert found.exports["kubeconfig"] == SECRET
    assert found.one("Namespace", "ingress")["inputs"]["metadata"]["labels"] == {"team": "platform"}
    assert {each["type"] for each in found.stack["resources"]} >= {
        "eks:index:Cluster",
        "aws:eks/cluster:Cluster",
        "aws:iam/role:Role",
    }


def test_a_service_names_what_it_is_made_of() -> None:
    found = preview("fargate-service")
    (container,) = json.loads(found.one("TaskDefinition", "web")["inputs"]["containerDefinitions"])
    service = found.one("Service", "web")
    listener = found.one("Listener", "https")

    assert container["image"].endswith(
        ".dkr.ecr.eu-west-1.amazonaws.com/" + _name(found, "Repository") + ":latest"
    )
    assert container["logConfiguration"]["options"]["awslogs-region"] == "eu-west-1"
    assert service["inputs"]["desiredCount"] == 3
    assert service["inputs"]["tagsAll"] == {"team": "web"}
    assert listener["urn"] in service["dependencies"]
    assert found.exports["url"].startswith("https://web-")


def _name(found: Preview, type: str) -> str:
    name: str = found.one(type, "web")["inputs"]["name"]
    return name


def test_functions_carry_the_digest_of_their_code_and_what_they_need() -> None:
    found = preview("serverless-api")
    function = found.one("Function", "create")
    table = found.one("Table", "orders")

    assert function["inputs"]["code"]["hash"] == found.one("Function", "list")["inputs"]["code"]["hash"]
    assert function["inputs"]["environment"]["variables"] == {
        "TABLE": table["inputs"]["name"],
        "ROUTE": "POST /orders",
    }
    assert table["protect"]
    assert found.one("Permission", "list")["inputs"]["function"] == found.one("Function", "list")["id"]
    assert found.named(found.one("Route", "list")["dependencies"]) == ["orders", "list"]


def test_a_site_has_its_certificate_in_the_region_of_the_content_network() -> None:
    found = preview("static-site")
    page = found.one("BucketObjectv2", "index.html")
    policy = found.one("BucketPolicy", "site")["inputs"]["policy"]

    assert found.one("aws", "east")["inputs"]["region"] == "us-east-1"
    for type in ("Certificate", "CertificateValidation"):
        assert found.named([found.one(type, "site")["provider"].rpartition("::")[0]]) == ["east"]
    assert page["inputs"]["contentType"] == "text/html"
    assert page["inputs"]["source"]["path"] == "www/index.html"
    assert found.named([page["parent"]]) == ["site"]
    assert "cloudfront.amazonaws.com" in json.dumps(policy)
    assert found.exports["site"] == "https://www.example.com"


def test_a_dynamic_provider_completes_its_inputs_and_makes_nothing() -> None:
    found = preview("dynamic-provider")
    record = found.one("Resource", "www")
    token = found.one("Resource", "token")

    assert {key: record["inputs"][key] for key in ("name", "ttl", "endpoint", "__provider")} == {
        "name": "www",
        "ttl": 300,
        "endpoint": "https://dns.example.com",
        "__provider": SECRET,
    }
    assert token["inputs"]["value"] == SECRET
    assert token["parent"] == record["urn"]
    assert found.exports == {"serial": UNKNOWN, "id": UNKNOWN}


def test_every_region_has_its_own_store() -> None:
    found = preview("several-regions")
    replica = found.one("Bucket", "replica-us-east-1")
    rules = found.one("BucketReplicationConfig", "replication")["inputs"]["rules"]

    assert replica["inputs"]["tagsAll"] == {"replica": "us-east-1"}
    assert found.named([replica["provider"].rpartition("::")[0]]) == ["us-east-1"]
    assert found.one("Bucket", "primary")["provider"].rpartition("::")[0].endswith("::default_7_51_1")
    assert [rule["destination"]["bucket"] for rule in rules] == found.exports["buckets"][1:]
    assert {arn.split(":")[3] for arn in found.exports["keys"].values()} == {"eu-central-1", "us-east-1"}


def test_what_exists_is_adopted_or_read() -> None:
    found = preview("imports")
    logs = found.one("Bucket", "logs")
    group = found.one("SecurityGroup", "app")

    assert (logs["operation"], logs["id"]) == ("import", "acme-logs")
    assert (logs["protect"], logs["retain_on_delete"]) == (True, True)
    assert logs["ignore_changes"] == ["tags", "lifecycleRules"]
    assert found.one("Vpc", "shared")["operation"] == "read"
    assert group["inputs"]["vpcId"] == "vpc-0a1b2c3d4e5f60718"
    assert group["custom_timeouts"] == {"create": 600, "delete": 5400}
    assert found.one("SecurityGroupIngressRule", "https")["deleted_with"] == group["urn"]


def test_transforms_change_inputs_and_options_but_not_what_a_resource_depends_on() -> None:
    found = preview("transforms")
    queue, dead = found.one("Queue", "orders"), found.one("Queue", "orders-dead")

    assert queue["inputs"]["tags"] == {"stack": "dev", "purpose": "mail"}
    assert queue["inputs"]["messageRetentionSeconds"] == 1209600
    assert queue["protect"]
    assert queue["property_dependencies"]["redrivePolicy"] == [dead["urn"]]
    assert found.exports["zones"] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
    assert [note["message"] for note in found.stack["diagnostics"]] == ["about to make events"]


def test_outputs_of_another_stack_arrive_with_their_secrecy() -> None:
    found = preview("stack-references")

    assert found.one("SubnetGroup", "database")["inputs"]["subnetIds"] == [
        "subnet-0aaaaaaaaaaaaaaa1",
        "subnet-0aaaaaaaaaaaaaaa2",
    ]
    assert found.one("Cluster", "database")["inputs"]["masterPassword"] == SECRET
    assert found.exports == {"vpc": "vpc-0123456789abcdef0", "password": SECRET}


def test_passwords_stay_secret_on_all_their_ways() -> None:
    found = preview("database-password")
    database = found.one("Instance", "main")

    assert database["inputs"]["password"] == SECRET
    assert database["inputs"]["instanceClass"] == "db.t4g.medium"
    assert found.one("SecretVersion", "database")["inputs"]["secretString"] == SECRET
    assert found.one("Parameter", "key")["inputs"]["value"] == SECRET
    assert found.exports["endpoint"] == SECRET
    assert found.exports["key"] == SECRET
    assert found.exports["address"] != SECRET


def test_every_program_is_looked_at() -> None:
    assert len(PROGRAMS) == 10

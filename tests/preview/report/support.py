"""A report with one of everything, for every form of it."""

from __future__ import annotations

from typing import Any

from preview.exits import ExitCode
from preview.project.problems import Problem
from preview.report.model import (
    Analysis,
    Diagnostic,
    Failure,
    Finding,
    Frame,
    Pack,
    Report,
    Source,
    StackReport,
    Waiver,
)

ROOT = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"


def urn(type: str, name: str, *, stack: str = "dev") -> str:
    return f"urn:pulumi:{stack}::shop::{type}::{name}"


def a_resource(type: str, name: str, parent: str = ROOT, **changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "urn": urn(type, name),
        "type": type,
        "name": name,
        "custom": ":" in type and not type.startswith(("shop:", "pulumi:pulumi:Stack")),
        "remote": False,
        "operation": "create",
        "parent": parent,
        "provider": "",
        "id": None,
        "import_id": "",
        "inputs": {},
        "outputs": {},
        "dependencies": [],
        "property_dependencies": {},
        "aliases": [],
        "protect": False,
        "retain_on_delete": False,
        "deleted_with": "",
        "delete_before_replace": None,
        "ignore_changes": [],
        "replace_on_changes": [],
        "additional_secret_outputs": [],
        "custom_timeouts": {},
        "synthetic": [],
        "source": None,
    }
    return {**fields, **changes}


def a_finding(rule: str, resource: str, **changes: Any) -> Finding:
    fields: dict[str, Any] = {
        "rule": rule,
        "pack": "small",
        "severity": "high",
        "level": "mandatory",
        "urn": urn("aws:sqs/queue:Queue", resource) if resource else "",
        "message": "is not encrypted.",
        "why": "Messages hold customers' data.",
        "fix": "Set kms_master_key_id.",
        "frameworks": (("PCI DSS 4.0", ("3.5.1",)),),
        "source": Source(file="shop/queues.py", line=12),
    }
    return Finding(**{**fields, **changes})


def resources() -> tuple[dict[str, Any], ...]:
    site = urn("shop:web:Site", "site")
    found = [
        a_resource("pulumi:pulumi:Stack", "shop-dev", "", urn=ROOT),
        a_resource("pulumi:providers:aws", "default_7_51_1", ""),
        a_resource("shop:web:Site", "site"),
        a_resource("aws:s3/bucket:Bucket", "content", site),
        a_resource("aws:s3/bucketPolicy:BucketPolicy", "content", urn("aws:s3/bucket:Bucket", "content")),
        a_resource("aws:sns/topic:Topic", "loose"),
        a_resource("aws:ec2/vpc:Vpc", "shared", operation="read"),
    ]
    for name in ("a", "b", "c", "d"):
        found.append(a_resource("shop:jobs:Worker", name))
        found.append(a_resource("aws:sqs/queue:Queue", name, urn("shop:jobs:Worker", name)))
    return tuple(found)


def a_report() -> Report:
    waiver = Waiver(reason="moves next quarter", owner="billing", expires="2027-03-31")
    dev = StackReport(
        stack="dev",
        judged=True,
        resources=resources(),
        findings=(
            *(a_finding("encrypted", name) for name in ("a", "b")),
            a_finding(
                "tagged", "c", message="lacks owner.", severity="medium", level="advisory", why="", fix=""
            ),
            a_finding(
                "tagged", "d", message="lacks team.", severity="medium", level="advisory", why="", fix=""
            ),
            a_finding("regions", "", message="spans 2 regions.", source=None),
            a_finding("retention", "a", level="advisory", result="unknown", property_path="retention"),
            a_finding("public", "b", level="advisory", result="waived", waived=waiver),
            a_finding(
                "small", "c", result="error", message="a rule of this pack crashed: boom", why="", fix=""
            ),
        ),
        exports={"url": "https://shop"},
        diagnostics=(
            Diagnostic(
                severity="warning",
                message="be careful",
                urn=urn("aws:sqs/queue:Queue", "a"),
                source=Source(file="shop/queues.py", line=12),
            ),
            Diagnostic(severity="info", message="done"),
        ),
        notes=("the outputs of stack organization/other/dev are unknown",),
        packs=(Pack(name="small", version="1.2.3", rules=7),),
        exit_code=ExitCode.FINDINGS,
        output="hello\nworld",
    )
    prod = StackReport(
        stack="prod",
        judged=True,
        diagnostics=(Diagnostic(severity="error", message="no key x"),),
        failure=Failure(
            message="KeyError: no key x",
            resource=urn("aws:sqs/queue:Queue", "a", stack="prod"),
            frames=(Frame(file="__main__.py", line=3, function="<module>", text='jobs = Jobs("jobs")'),),
        ),
        pack_failures=("policy pack small ended during Analyze (exit status 9)",),
        exit_code=ExitCode.PROGRAM,
    )
    base = StackReport(stack="base", judged=False, resources=resources()[:2])
    return Report(
        project="shop",
        date="2026-11-21",
        configuration_errors=(
            Problem(
                file="Pulumi.qa.yaml",
                line=3,
                column=5,
                key="shop:size",
                message="Unknown key",
                given="siz",
                allowed="size",
                fix="Did you mean size?",
            ),
        ),
        stacks=(base, dev, prod),
        analyses=(
            Analysis(
                name="python -m checks",
                findings=(a_finding("paths", "a", stack="dev", pack="", message="reaches the internet."),),
                notes=("no route analysis: stack network is missing",),
            ),
        ),
        notes=("policy pack small runs with the packages of the preview",),
    )

"""A generated program: as many resources as wanted, of seven common kinds, in components of ten."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks.measure import python

NAME: Final = "bench"
STACK: Final = "dev"

_PROGRAM: Final = '''"""So many resources, in components of ten, most of them referring to another one."""

import pulumi
from pulumi_aws import cloudwatch, dynamodb, ec2, kms, s3, sns, sqs

INSIDE = "10.0.0.0/8"

class Cell(pulumi.ComponentResource):
    def __init__(self, name, size):
        super().__init__("bench:index:Cell", name)
        child = pulumi.ResourceOptions(parent=self)
        tags = {"owner": "platform", "cost-center": "CC-1000", "environment": "development"}
        key = kms.Key(name, description="k", enable_key_rotation=True, tags=tags, opts=child)
        makers = [
            lambda n: s3.Bucket(n, tags=tags, opts=child),
            lambda n: sns.Topic(n, kms_master_key_id=key.id, tags=tags, opts=child),
            lambda n: sqs.Queue(n, kms_master_key_id=key.id, tags=tags, opts=child),
            lambda n: cloudwatch.LogGroup(n, kms_key_id=key.arn, retention_in_days=30, tags=tags, opts=child),
            lambda n: dynamodb.Table(
                n, hash_key="id", attributes=[{"name": "id", "type": "S"}], billing_mode="PAY_PER_REQUEST",
                server_side_encryption={"enabled": True, "kms_key_arn": key.arn}, tags=tags, opts=child,
            ),
            lambda n: ec2.SecurityGroup(
                n, description="d", vpc_id="vpc-0123456789abcdef0", tags=tags, opts=child,
                ingress=[{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": [INSIDE]}],
            ),
        ]
        for number in range(size - 1):
            makers[number % len(makers)](f"{name}-{number}")
        self.register_outputs({"key": key.arn})


for start in range(0, SIZE, 10):
    Cell(f"cell-{start // 10:04}", min(10, SIZE - start))
'''

_REGISTRATION: Final = """
import asyncio, runpy, sys
import pulumi
from pulumi.runtime.stack import wait_for_rpcs

class Echo(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return args.name + "-id", dict(args.inputs)
    def call(self, args):
        return {}

async def program():
    runpy.run_path(sys.argv[1])
    await asyncio.sleep(0)
    await wait_for_rpcs()

asyncio.set_event_loop(asyncio.new_event_loop())
pulumi.runtime.set_mocks(Echo())
asyncio.get_event_loop().run_until_complete(program())
"""


def write(folder: Path, size: int) -> Path:
    """Write the program with so many resources; returns its project's folder."""
    project = folder / str(size)
    project.mkdir()
    (project / "Pulumi.yaml").write_text(f"name: {NAME}\nruntime: python\n")
    (project / f"Pulumi.{STACK}.yaml").write_text("config:\n  aws:region: eu-west-1\n")
    (project / "pyproject.toml").write_text("[tool.preview]\ntime-limit = 900\n")  # for a busy machine
    (project / "__main__.py").write_text(_PROGRAM.replace("SIZE", str(size)))
    (folder / "registration.py").write_text(_REGISTRATION)
    return project


def preview(project: Path, *arguments: object) -> None:
    """Preview it; findings are no failure, another number of resources is."""
    printed = python("-m", "preview", "run", STACK, "-C", project, *arguments, codes=(0, 1))
    size = int(project.name)
    if f"{size} resources" not in printed:
        raise SystemExit(f"the preview of {size} resources shows another number:\n{printed[:2000]}")


def register_only(project: Path) -> None:
    """What the SDK alone costs: every registration is answered at once, by an echo in the same process."""
    python(project.parent / "registration.py", project / "__main__.py", cwd=project)

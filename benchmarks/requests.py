"""Times the judgement of planned resources by the policies of an organization.

    python -m benchmarks.requests

A hundred service control policies over five levels, of the shapes that organizations write, against planned
resources of every kind that the data maps by hand and of some that it derives. Wanted: 1,000 resources under
1 s. Baselines: the same requests with no policy but one that allows everything, and building the requests.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import cycle, islice
from typing import Any

from guardrails import Policy
from guardrails.requests import Caller, Mapped, Place, Planned, bases, implied, judged, mapped

SIZES = (250, 500, 1000, 2000)
POLICIES, LEVELS = 100, 5
SERVICES = ("ec2", "s3", "rds", "kms", "iam", "lambda", "eks", "sqs", "sns", "dynamodb")
ALLOW = Policy(
    "FullAWSAccess",
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},
)
CALLER = Caller(role="OrganizationAccountAccessRole", account="444455556666", region="eu-west-1")
TAGS = {"owner": "platform", "cost-center": "CC-1000", "environment": "production"}
Work = list[tuple[Mapped, Planned]]


def policy(number: int) -> Policy:
    """One of five shapes: regions, tags, one service's options, protected roles, names."""
    service = SERVICES[number % len(SERVICES)]
    exempt = {"ArnNotLike": {"aws:PrincipalArn": [f"arn:aws:iam::*:role/exempt-{number}-*"]}}
    shapes: list[dict[str, Any]] = [
        {"NotAction": ["iam:*", "sts:*", f"{service}:*"], "Resource": "*",
         "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]}, **exempt}},
        {"Action": [f"{service}:Create*", f"{service}:Run*"], "Resource": "*",
         "Condition": {"Null": {f"aws:RequestTag/{list(TAGS)[number % 3]}": "true"}}},
        {"Action": f"{service}:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
        {"Action": ["ec2:RunInstances"], "Resource": "arn:aws:ec2:*:*:instance/*",
         "Condition": {"StringNotLike": {"ec2:InstanceType": ["t3.*", "m7g.*", f"c{number}.*"]}}},
        {"Action": [f"{service}:Delete*", f"{service}:Put*"],
         "Resource": f"arn:aws:{service}:*:*:*protected-{number}*", "Condition": exempt},
    ]  # fmt: skip
    statement = {"Sid": f"S{number}", "Effect": "Deny", **shapes[number % len(shapes)]}
    return Policy(f"policy-{number}", {"Version": "2012-10-17", "Statement": [statement]})


def place(policies: int) -> Place:
    """That many policies, spread over the levels."""
    spread = tuple((ALLOW, *map(policy, range(level, policies, LEVELS))) for level in range(LEVELS))
    return Place(levels=tuple(map(str, range(LEVELS))), service_policies=spread)


def work(size: int) -> Work:
    """That many planned resources: each type mapped by hand, and one derived one after each."""
    by_hand = [token for token, basis in bases().items() if basis == "hand"]
    derived = [token for token, basis in bases().items() if basis not in ("hand", "alias")]
    tokens = islice(cycle(token for pair in zip(by_hand, derived, strict=False) for token in pair), size)
    made: Work = []
    for number, token in enumerate(tokens):
        properties = {"name": f"resource-{number}", "instanceType": "t3.micro", "tags": TAGS}
        if found := mapped(token):
            made.append((found, Planned(type=token, name=f"resource-{number}", properties=properties)))
    return made


def timed(action: Callable[[], object]) -> float:
    """Seconds, the best of three runs."""
    runs = []
    for _ in range(3):
        start = time.perf_counter()
        action()
        runs.append(time.perf_counter() - start)
    return min(runs)


def main() -> None:
    """Print seconds by number of resources, and the baselines."""
    start = time.perf_counter()
    cold = work(1000)
    print(f"reading the data of 1,000 resources' types: {time.perf_counter() - start:6.3f} s, once")
    for size in SIZES:
        resources, here = work(size), place(POLICIES)
        seconds = timed(lambda: [judged(one, planned, CALLER, [here]) for one, planned in resources])  # noqa: B023
        print(f"{POLICIES} policies, {LEVELS} levels, {size:>5,} resources: {seconds:6.3f} s")
    bare = place(0)
    seconds = timed(lambda: [judged(one, planned, CALLER, [bare]) for one, planned in cold])
    print(f"baseline, no policy that denies, 1,000: {seconds:6.3f} s")
    seconds = timed(lambda: [list(implied(one, planned, CALLER)) for one, planned in cold])
    print(f"baseline, building the requests, 1,000: {seconds:6.3f} s")


if __name__ == "__main__":
    main()

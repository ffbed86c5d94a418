"""`awsx.ecr.Repository`: a repository of images that forgets the untagged ones."""

from __future__ import annotations

from preview.synthesis.components.builder import Builder, ComponentError
from preview.synthesis.components.eks.kubeconfig import as_text
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import bare, derived, items, parts, rest
from preview.values import UNKNOWN, Value


def build(builder: Builder) -> dict[str, Value]:
    """The repository, and its lifecycle policy unless the program skips it."""
    name = builder.name.lower()
    inputs = {each: builder.given(each) for each in builder.inputs if each != "lifecyclePolicy"}
    repository = builder.make(token("Repository"), name, inputs)
    settings = parts(builder.given("lifecyclePolicy"))
    policy = None
    if bare(settings.get("skip")) is not True:
        policy = builder.make(
            token("LifecyclePolicy"),
            name,
            {
                "repository": repository.output("name"),
                "policy": _document(settings.get("rules")),
                "region": builder.given("region"),
            },
        )
    return {
        "repository": repository.reference(),
        "lifecyclePolicy": policy.reference() if policy else None,
        "url": repository.output("repositoryUrl"),
    }


def _document(rules: Value) -> Value:
    if rules is None:
        rule = {"description": "remove untagged images", "tagStatus": "untagged", "maximumNumberOfImages": 1}
        return as_text({"rules": [_rule(rule, 1)]}, sort=True)
    given = [bare(each) for each in items(rules)]
    if bare(rules) is UNKNOWN or not all(isinstance(each, dict) for each in given):
        return rest(UNKNOWN, rules)
    for_any = [each for each in given if each.get("tagStatus") == "any"]
    if len(for_any) > 1:
        raise ComponentError('a lifecycle policy has at most one rule with tagStatus "any"')
    # That rule holds for what is left, so it comes last.
    ordered = [each for each in given if each.get("tagStatus") != "any"] + for_any
    text = as_text({"rules": [_rule(each, i) for i, each in enumerate(ordered, 1)]}, sort=True)
    return derived(text, rules)


def _rule(rule: dict[str, Value], priority: int) -> dict[str, Value]:
    status = rule.get("tagStatus")
    selection: dict[str, Value] = {"tagStatus": status}
    if status not in ("any", "untagged"):
        if not rule.get("tagPrefixList"):
            raise ComponentError("a lifecycle rule for tagged images needs tagPrefixList")
        selection = {"tagStatus": "tagged", "tagPrefixList": rule["tagPrefixList"]}
    if rule.get("maximumNumberOfImages") is not None:
        selection |= {"countType": "imageCountMoreThan", "countNumber": rule["maximumNumberOfImages"]}
    elif rule.get("maximumAgeLimit") is not None:
        selection |= {
            "countType": "sinceImagePushed",
            "countNumber": rule["maximumAgeLimit"],
            "countUnit": "days",
        }
    else:
        raise ComponentError("a lifecycle rule needs maximumNumberOfImages or maximumAgeLimit")
    made: dict[str, Value] = {"rulePriority": priority, "selection": selection, "action": {"type": "expire"}}
    if rule.get("description") is not None:
        made["description"] = rule["description"]
    return made

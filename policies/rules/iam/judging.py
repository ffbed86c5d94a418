"""From what is found in a document to verdicts: failures in words, and one unknown where a part decides."""

from collections.abc import Callable, Iterable, Iterator

from guardrails.evaluation.truth import Truth
from pack.resource import Resource
from pack.verdict import Verdict, fail, unknown

from rules.checks import Check
from rules.iam.document import Document, documents
from rules.iam.places import Kind

Found = tuple[Truth, str]
"""Whether something is wrong (None: nobody knows yet), and what, as a sentence."""


def over(*kinds: Kind) -> Callable[[Callable[[Document], Iterable[Found]]], Check]:
    """A check of every document of these kinds, from a function that says what is found in one."""

    def made(find: Callable[[Document], Iterable[Found]]) -> Check:
        def check(resource: Resource) -> Iterator[Verdict]:
            for document in documents(resource, *kinds):
                if document.unknown:
                    yield unknown(document.place)
                    continue
                found = list(find(document))
                wrong = [message for truth, message in found if truth]
                if wrong:
                    yield fail(_first(wrong), document.place)
                elif any(truth is None for truth, _ in found):
                    yield unknown(document.place)

        check.__doc__ = find.__doc__
        return check

    return made


def _first(messages: list[str]) -> str:
    """One finding for one document; how many it stands for does not depend on what may be shown."""
    more = len(messages) - 1
    return f"{messages[0]} There are {more + 1} such places in the document." if more else messages[0]


MOST_NAMED = 4


def named(items: Iterable[str]) -> str:
    """Some of the items by name, and how many more there are."""
    items = list(dict.fromkeys(items))
    more = len(items) - MOST_NAMED
    shown = ", ".join(items[:MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown

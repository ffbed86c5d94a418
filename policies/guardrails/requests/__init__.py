"""From a planned resource to the API requests that its creation makes, and what an organization says to them.

    mapped("aws:ec2/instance:Instance")            # which requests, and how that is known
    implied(mapped(...), Planned(...), caller)     # these requests, with known, unknown and absent values
    judged(mapped(...), Planned(...), caller, places)  # what the policies of an organization deny of them

Resources come as plain JSON values, with an `Unknown()` wherever nobody knows yet. Pure.
"""

from .caller import Caller
from .implied import Implied, Planned, implied
from .judgement import Judgement, judged
from .mapping import Mapped, bases, mapped
from .place import Place
from .words import denial

__all__ = [
    "Caller", "Implied", "Judgement", "Mapped", "Place", "Planned",
    "bases", "denial", "implied", "judged", "mapped",
]  # fmt: skip

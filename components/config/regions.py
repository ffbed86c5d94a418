"""In which regions the company works."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from preview.project import did_you_mean, nearest

from .base import Refused, Section, refuse

FILE = Path(__file__).parent / "data" / "regions.json"
ZONES = FILE.with_name("zones.json")
_ZONE = re.compile(r"(?P<region>.+-[0-9])[a-z]")


@cache
def known_regions() -> frozenset[str]:
    """Every region of AWS's commercial partition."""
    return frozenset(json.loads(FILE.read_text(encoding="utf-8"))["regions"])


@cache
def zone_letters(region: str) -> str:
    """The letters that the region's availability zones have, whichever account looks."""
    written = json.loads(ZONES.read_text(encoding="utf-8"))
    return str(written["zones"].get(region, written["others"]))


def refused_region(name: str, *at: str | int) -> Refused | None:
    """What is wrong with the name of a region, if anything; `at` is where it stands."""
    if name in known_regions():
        return None
    guess = region_of_zone(name) or nearest(name, sorted(known_regions()))
    return Refused(
        f"AWS has no region {name}" + did_you_mean(guess),
        given=name,
        allowed="a region of AWS, such as eu-west-1",
        fix=f"Write {guess}." if guess else "Correct the name.",
        at=at,
    )


def region_of_zone(zone: str) -> str | None:
    """The region that an availability zone's name starts with; None for what is no such name."""
    match = _ZONE.fullmatch(zone)
    return match["region"] if match and match["region"] in known_regions() else None


class Regions(Section):
    """Home, recovery, and everything else that is approved."""

    home: str = Field(description="the region that stacks are built in", examples=["eu-west-1"])
    recovery: str = Field(
        description="the region that takes over when home is lost", examples=["eu-central-1"]
    )
    approved: tuple[str, ...] = Field(
        min_length=1, description="every region that anybody may use", examples=["[eu-west-1, eu-central-1]"]
    )

    @model_validator(mode="after")
    def _real_and_consistent(self) -> Self:
        named = [
            (self.home, ("home",)),
            (self.recovery, ("recovery",)),
            *((name, ("approved", index)) for index, name in enumerate(self.approved)),
        ]
        refusals = [refusal for name, at in named if (refusal := refused_region(name, *at))]
        if self.home == self.recovery:
            refusals.append(
                Refused(
                    f"{self.recovery} is home and recovery region at once",
                    given=self.recovery,
                    allowed="two different regions",
                    fix="Choose another recovery region: a lost region takes its own copy with it.",
                    at=("recovery",),
                )
            )
        for part in ("home", "recovery"):
            if getattr(self, part) in known_regions() - set(self.approved):
                refusals.append(
                    Refused(
                        f"The {part} region {getattr(self, part)} is not approved",
                        given=getattr(self, part),
                        allowed=", ".join(self.approved),
                        fix=f"Add {getattr(self, part)} to approved.",
                        at=(part,),
                    )
                )
        refusals += [
            Refused(
                f"{name} is approved twice",
                given=name,
                allowed="each region once",
                fix="Remove the second one.",
                at=("approved", index),
            )
            for index, name in enumerate(self.approved)
            if name in self.approved[:index]
        ]
        refuse(refusals)
        return self

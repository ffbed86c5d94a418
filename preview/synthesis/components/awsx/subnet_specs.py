"""What a program asks of the subnets of a VPC: read, and checked as the awsx plugin does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from preview.synthesis.components.awsx.blocks import BITS, block
from preview.synthesis.components.builder import ComponentError
from preview.values import Value, contains_unknown

LARGEST_MASK: Final = 30
"""The longest prefix of a subnet that the plugin takes."""


@dataclass(frozen=True, kw_only=True)
class SubnetSpec:
    """One subnet that every zone gets; `blocks` are the addresses, one block for each zone, where given."""

    type: str
    name: str | None = None
    mask: int | None = None
    blocks: tuple[str, ...] | None = None
    ipv6: Value = None
    tags: Value = None

    @property
    def label(self) -> str:
        """What its name is made from."""
        return self.name or self.type.lower()

    def resolved(self) -> dict[str, Value]:
        """The layout that the VPC gives out for it."""
        found: dict[str, Value] = {"type": self.type}
        if self.name:
            found["name"] = self.name
        if self.blocks is not None:
            found["cidrBlocks"] = list(self.blocks)
        if self.mask:
            found |= (
                {"cidrMask": self.mask} if self.blocks else {"cidrMask": self.mask, "size": size(self.mask)}
            )
        return found


DEFAULT: Final = (SubnetSpec(type="Private"), SubnetSpec(type="Public"))


def size(mask: int) -> int:
    """Addresses of a subnet."""
    return 1 << BITS - mask


def subnet_specs(given: Value, zones: int) -> tuple[SubnetSpec, ...] | None:
    """The subnets that the program asks for in each zone; None if it leaves them to the plugin.

    Raises ComponentError where they contradict each other.
    """
    if given is None:
        return None
    settings = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else None
    if settings is None or any(contains_unknown(_deciding(each)) for each in settings):
        raise ComponentError("subnetSpecs decides which resources there are: it has to be known beforehand")
    _check_names(settings)
    explicit = any(each.get("cidrBlocks") is not None for each in settings)
    return tuple(_explicit(each, i, zones) if explicit else _spec(each) for i, each in enumerate(settings))


def _deciding(settings: Mapping[str, Value]) -> dict[str, Value]:
    return {
        key: value
        for key, value in settings.items()
        if key not in ("tags", "assignIpv6AddressOnCreation") and value is not None
    }


def _check_names(settings: Sequence[Mapping[str, Value]]) -> None:
    names = Counter((str(each.get("type")).lower(), each.get("name")) for each in settings)
    for (type, name), count in names.items():
        if count > 1:
            called = f"are called {name!r}" if name else "have no name"
            raise ComponentError(
                f"{count} subnetSpecs of type {type!r} {called}: give each a name of its own"
            )


def _spec(settings: Mapping[str, Value]) -> SubnetSpec:
    mask, wanted = settings.get("cidrMask"), settings.get("size")
    mask = None if mask is None else int(mask)
    if wanted is not None:
        of_size = BITS + 1 - int(wanted).bit_length()
        if of_size > LARGEST_MASK or of_size < 0 or size(of_size) != wanted:
            raise ComponentError(
                f"a subnet has a power of two of addresses, 4 or more, and not {int(wanted)}"
            )
        if mask and mask != of_size:
            raise ComponentError(f"a subnet of size {int(wanted)} is a /{of_size}, and not a /{mask}")
        mask = mask or of_size
    return _made(settings, mask=mask)


def _explicit(settings: Mapping[str, Value], index: int, zones: int) -> SubnetSpec:
    blocks = settings.get("cidrBlocks")
    where = f"subnetSpecs[{index}]"
    if blocks is None:
        raise ComponentError(f"{where} has no cidrBlocks: either all subnetSpecs have them or none")
    if len(blocks) != zones:
        raise ComponentError(
            f"{where} has {len(blocks)} cidrBlocks for {zones} availability zones: give one for each"
        )
    masks = {block(each).mask for each in blocks}
    mask = settings.get("cidrMask")
    for name, wanted in (("cidrMask", {mask}), ("size", {settings.get("size")})):
        found = masks if name == "cidrMask" else {size(each) for each in masks}
        if settings.get(name) is not None and found != wanted:
            raise ComponentError(
                f"{name} of {where} is not that of its cidrBlocks: correct it or leave it out"
            )
    return _made(settings, mask=None if mask is None else int(mask), blocks=tuple(blocks))


def _made(
    settings: Mapping[str, Value], *, mask: int | None, blocks: tuple[str, ...] | None = None
) -> SubnetSpec:
    return SubnetSpec(
        type=str(settings.get("type")),
        name=settings.get("name"),
        mask=mask,
        blocks=blocks,
        ipv6=settings.get("assignIpv6AddressOnCreation"),
        tags=settings.get("tags"),
    )

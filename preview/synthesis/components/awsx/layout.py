"""Which subnets a VPC gets, and which addresses: the strategies of the awsx plugin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from preview.synthesis.components.awsx.blocks import Block, bits_for, block, gap
from preview.synthesis.components.awsx.layout_legacy import legacy_default, legacy_zone
from preview.synthesis.components.awsx.planned_subnets import UNUSED, PlannedSubnet, Wanted
from preview.synthesis.components.awsx.subnet_checks import check_gaps, check_places
from preview.synthesis.components.awsx.subnet_specs import DEFAULT, SubnetSpec
from preview.synthesis.components.builder import ComponentError
from preview.values import UNKNOWN, Unknown, Value

SMALLEST_ZONE: Final = 26
"""The longest prefix of a zone that subnets are laid out in without a spec."""
WIDEST_DEFAULT: Final = 16
"""Of a larger zone the subnets laid out without a spec take this much only."""
_REGION: Final = re.compile(r"^[a-z]{2}(?:-[a-z]+)+-")


def plan(wanted: Wanted, vpc: Block | None) -> list[PlannedSubnet]:
    """The subnets, checked; `vpc` is None while its addresses are not known. Raises ComponentError."""
    planned = _planned(wanted, vpc)
    if vpc is not None:
        check_places(planned, vpc)
        if wanted.strategy == "Exact":
            check_gaps(planned, vpc)
    return planned


def layout(wanted: Wanted, planned: Sequence[PlannedSubnet]) -> list[dict[str, Value]] | None:
    """The layout that the VPC gives out; None while it is not known."""
    if wanted.specs is not None and wanted.strategy not in ("Legacy", "AutoMerge"):
        return [spec.resolved() for spec in wanted.specs]
    found: list[dict[str, Value]] = []
    previous: Block | None = None
    # The plugin takes the first of them for those of one zone, whatever their order.
    for subnet in planned[: len(planned) // len(wanted.zones) if wanted.zones else 0]:
        if subnet.block is None:
            return None
        for free in gap(previous, subnet.block) if previous else ():
            found.append({"type": UNUSED, "cidrMask": free.mask})
        found.append({"type": subnet.spec.type, "cidrMask": subnet.block.mask})
        previous = subnet.block
    return found


def zone_suffix(zone: str) -> str:
    """A zone without the words of its region: `1a` of `eu-west-1a`."""
    return _REGION.sub("", zone)


def _planned(wanted: Wanted, vpc: Block | None) -> list[PlannedSubnet]:
    specs, zones = wanted.specs, wanted.zones
    explicit = specs is not None and any(spec.blocks is not None for spec in specs)
    if wanted.strategy == "AutoMerge":
        if explicit:
            raise ComponentError('subnetStrategy "AutoMerge" takes no cidrBlocks: use "Auto" or "Exact"')
    elif wanted.strategy == "Legacy" or (specs is None and wanted.strategy == "Exact"):
        return _legacy(wanted, vpc)
    elif specs is not None and explicit:
        return [
            _subnet(wanted, spec, i, block(spec.blocks[i]) if spec.blocks else None)
            for i in range(len(zones))
            for spec in specs
        ]
    merged = _merged(specs) if wanted.strategy == "AutoMerge" else specs or DEFAULT
    if vpc is None:
        return [_subnet(wanted, spec, i, None) for i in range(len(zones)) for spec in merged]
    return _even(wanted, merged, vpc.aligned())


def _legacy(wanted: Wanted, vpc: Block | None) -> list[PlannedSubnet]:
    if vpc is None:
        raise ComponentError(
            "with addresses from an IPAM pool, set subnetStrategy to another one than Legacy, the default"
        )
    bits = bits_for(len(wanted.zones))
    zones = [vpc.part(vpc.mask + bits, i) for i in range(len(wanted.zones))]
    if wanted.specs is None:
        pairs = [legacy_default(zone) for zone in zones]
        return [
            _subnet(wanted, spec, i, pair[which])
            for which, spec in enumerate(DEFAULT)
            for i, pair in enumerate(pairs)
        ]
    return [
        _subnet(wanted, spec, i, found)
        for i, zone in enumerate(zones)
        for spec, found in legacy_zone(zone, wanted.specs)
    ]


def _merged(specs: Sequence[SubnetSpec] | None) -> tuple[SubnetSpec, ...]:
    """The default subnets, those of the program in place of the ones of their type, and its others."""
    own = {spec.type.lower(): spec for spec in specs or () if spec.name is None}
    standard = {spec.type.lower() for spec in DEFAULT}
    extra = [spec for spec in specs or () if spec.name is not None or spec.type.lower() not in standard]
    return (*(own.get(spec.type.lower(), spec) for spec in DEFAULT), *extra)


def _even(wanted: Wanted, specs: Sequence[SubnetSpec], vpc: Block) -> list[PlannedSubnet]:
    """The zones of the same size one after the other, and in each the subnets in the order of the specs."""
    if not specs:
        raise ComponentError("subnetSpecs is empty: leave it out for the default subnets")
    zone_mask = wanted.zone_mask or vpc.mask + bits_for(len(wanted.zones))
    zone = Block(vpc.address, zone_mask)
    masks = [_mask(spec, zone, specs) for spec in specs]
    needed = sum(Block(0, mask).size for mask in masks)
    if needed > zone.size:
        raise ComponentError(
            f"the subnets of a zone take {needed} addresses, and the zone has {zone.size}: "
            "make the VPC larger, the subnets smaller, or use fewer zones"
        )
    planned: list[PlannedSubnet] = []
    for i in range(len(wanted.zones)):
        found: Block | None = None
        for spec, mask in zip(specs, masks, strict=True):
            found = Block(zone.address, mask).aligned() if found is None else found.following(mask)
            planned.append(_subnet(wanted, spec, i, found))
        zone = zone.following(zone_mask)
    return planned


def _mask(spec: SubnetSpec, zone: Block, specs: Sequence[SubnetSpec]) -> int:
    if spec.mask is not None:
        return spec.mask
    for place, default in enumerate(DEFAULT):
        if spec is default:
            if zone.mask > SMALLEST_ZONE:
                raise ComponentError(
                    f"the default subnets need a /{SMALLEST_ZONE} in each zone, and there is a /{zone.mask}: "
                    "make the VPC larger or give subnetSpecs"
                )
            return max(zone.mask, WIDEST_DEFAULT) + place + 1
    return zone.mask + bits_for(len(specs))


def _subnet(wanted: Wanted, spec: SubnetSpec, index: int, found: Block | None) -> PlannedSubnet:
    zone = wanted.zones[index]
    name = f"{wanted.vpc}-{spec.label}-{index + 1}"
    tag: str | Unknown = name
    if wanted.tag_by_zone:
        tag = f"{wanted.vpc}-{spec.label}-{zone_suffix(zone)}" if isinstance(zone, str) else UNKNOWN
    return PlannedSubnet(spec, index, zone, name, tag, found)

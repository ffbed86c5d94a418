"""Partitions, regions and zones."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

from preview.synthesis.contract import InvokeError
from preview.synthesis.facts import facts
from preview.synthesis.functions.call import Call
from preview.synthesis.places import partition_of
from preview.values import UNKNOWN, Value

OPTED_IN = "opted-in"
NOT_REQUIRED = "opt-in-not-required"


def partition(call: Call) -> dict[str, Value]:
    """The partition of the provider."""
    suffix = call.place.suffix
    reverse = ".".join(reversed(suffix.split("."))) if isinstance(suffix, str) else UNKNOWN
    name = call.place.partition
    return {"id": name, "partition": name, "dnsSuffix": suffix, "reverseDnsPrefix": reverse}


def region(call: Call) -> dict[str, Value]:
    """The region asked for by name or endpoint, else the provider's."""
    name: Value = call.text("region") or call.text("name")
    endpoint = call.text("endpoint")
    if not name and endpoint:
        name = next((key for key in _regions() if endpoint == _endpoint(key)), "")
        if not name:
            raise InvokeError(f"no region has the endpoint {endpoint!r}")
    name = name or call.place.region
    if not isinstance(name, str):
        return {
            "id": UNKNOWN,
            "name": UNKNOWN,
            "region": UNKNOWN,
            "endpoint": UNKNOWN,
            "description": UNKNOWN,
        }
    known = _regions().get(name)
    return {
        "id": name,
        "name": name,
        "region": name,
        "endpoint": _endpoint(name),
        "description": known["description"] if known is not None else UNKNOWN,
    }


def regions(call: Call) -> dict[str, Value]:
    """The names of the regions of the provider's partition: those open to every account, or all."""
    everywhere = call.arguments.get("allRegions") is True
    allowed = call.filtered("opt-in-status")
    wanted = call.filtered("region-name")
    names = [
        name
        for name, known in _regions().items()
        if partition_of(name)["name"] == call.place.partition
        and (everywhere or not known.get("optIn"))
        and (allowed is None or ("not-opted-in" if known.get("optIn") else NOT_REQUIRED) in allowed)
        and (wanted is None or any(fnmatchcase(name, pattern) for pattern in wanted))
    ]
    return {"id": call.place.partition, "names": names}


def availability_zones(call: Call) -> dict[str, Value]:
    """The zones of the region that every account has; no local zones, as no account is opted in to one."""
    unknown = {"id": UNKNOWN, "names": UNKNOWN, "zoneIds": UNKNOWN, "groupNames": UNKNOWN}
    zones = _zones(call)
    if zones is None:
        return unknown
    excluded, excluded_ids = set(call.texts("excludeNames")), set(call.texts("excludeZoneIds"))
    zones = [zone for zone in zones if zone[0] not in excluded and zone[1] not in excluded_ids]
    return {
        "id": call.place.region,
        "names": [name for name, _ in zones],
        "zoneIds": [zone_id for _, zone_id in zones],
        "groupNames": [call.place.region] if zones else [],
    }


def availability_zone(call: Call) -> dict[str, Value]:
    """One zone, by name or id."""
    zones = _zones(call) or []
    name, zone_id = call.text("name"), call.text("zoneId")
    found = [zone for zone in zones if (not name or zone[0] == name) and (not zone_id or zone[1] == zone_id)]
    if len(found) != 1:
        if zones and (name or zone_id) and not found:
            raise InvokeError(f"no availability zone {name or zone_id!r} in {call.place.region}")
        return {}
    (zone, zone_id), region_name = found[0], call.place.region
    return {
        "id": zone,
        "name": zone,
        "zoneId": zone_id,
        "nameSuffix": zone.removeprefix(str(region_name)),
        "region": region_name,
        "groupName": region_name,
        "groupLongName": f"{_regions()[str(region_name)]['description']} 1",
        "networkBorderGroup": region_name,
        "optInStatus": NOT_REQUIRED,
        "parentZoneId": "",
        "parentZoneName": "",
        "state": "available",
        "zoneType": "availability-zone",
    }


def _zones(call: Call) -> list[tuple[str, str]] | None:
    """Name and id of each zone that the state and the filters let through; None if the region is unknown."""
    name = call.place.region
    known = _regions().get(name) if isinstance(name, str) else None
    if known is None:
        return None
    zones = [(f"{name}{letter}", f"{known['short']}-az{at}") for at, letter in enumerate(known["zones"], 1)]
    if call.text("state") not in ("", "available"):
        return []
    always = {
        "opt-in-status": NOT_REQUIRED,
        "state": "available",
        "region-name": name,
        "group-name": name,
        "zone-type": "availability-zone",
    }
    for key, value in always.items():
        allowed = call.filtered(key)
        if allowed is not None and not any(fnmatchcase(str(value), pattern) for pattern in allowed):
            return []
    for key, at in (("zone-name", 0), ("zone-id", 1)):
        allowed = call.filtered(key)
        if allowed is not None:
            zones = [zone for zone in zones if any(fnmatchcase(zone[at], pattern) for pattern in allowed)]
    return zones


def _regions() -> dict[str, Any]:
    known: dict[str, Any] = facts("places")["regions"]
    return known


def _endpoint(region_name: str) -> str:
    return f"ec2.{region_name}.{partition_of(region_name)['dnsSuffix']}"

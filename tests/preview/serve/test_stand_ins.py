"""What stands where a deployment may leave nothing open."""

from __future__ import annotations

from preview.schema import Property, SchemaIndex, Type
from preview.schema.model import Kind
from preview.serve.standins import StandIns, stand_in_id
from preview.values import UNKNOWN, Secret


def declared(name: str, kind: Kind, *, required: bool = True, element: Type | None = None) -> Property:
    return Property(name, name, Type(kind, element), required)


def test_every_kind_of_value_has_one(schemas: SchemaIndex) -> None:
    kinds: dict[str, Kind] = {
        "text": "string",
        "count": "integer",
        "share": "number",
        "on": "boolean",
        "names": "list",
        "labels": "map",
    }
    properties = {name: declared(name, kind) for name, kind in kinds.items()}
    settled = StandIns(schemas).settled(dict.fromkeys(properties, UNKNOWN), properties, "seed")
    text = settled.pop("text")
    assert text.startswith("text-")
    assert len(text) == len("text-") + 12
    assert settled == {"count": 0, "share": 0, "on": False, "names": [], "labels": {}}


def test_what_may_be_left_out_is_left_out(schemas: SchemaIndex) -> None:
    properties = {"a": declared("a", "string", required=False)}
    assert StandIns(schemas).settled({"a": UNKNOWN, "other": UNKNOWN}, properties, "seed") == {}


def test_what_a_cluster_reports_is_there_in_full(schemas: SchemaIndex) -> None:
    service = schemas.resource("kubernetes:core/v1:Service")
    assert service is not None
    status = StandIns(schemas).settled({"status": UNKNOWN}, service.outputs, "seed")["status"]
    (ingress,) = status["loadBalancer"]["ingress"]
    assert ingress.keys() == {"hostname", "ip", "ipMode", "ports"}
    assert ingress["hostname"].startswith("hostname-")
    assert ingress["ports"][0].keys() == {"error", "port", "protocol"}


def test_what_is_known_stays_also_beside_something_unknown(schemas: SchemaIndex) -> None:
    properties = {
        "a": declared("a", "list", element=Type("integer")),
        "b": declared("b", "map", element=Type("boolean")),
    }
    given = {"a": [1, UNKNOWN], "b": Secret({"x": UNKNOWN, "y": True})}
    settled = StandIns(schemas).settled(given, properties, "seed")
    assert settled == {"a": [1, 0], "b": Secret({"x": False, "y": True})}


def test_two_resources_have_different_ones() -> None:
    assert stand_in_id("urn:a") != stand_in_id("urn:b")
    assert stand_in_id("urn:a") == stand_in_id("urn:a")

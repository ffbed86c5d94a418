"""Limits and regions come from data files that name their source."""

from __future__ import annotations

import datetime
import importlib.util
import json
from dataclasses import asdict
from pathlib import Path

import components.config.limits
import components.config.regions
from components.config.limits import limits
from components.config.regions import known_regions, region_of_zone

DATA = Path(components.config.regions.FILE).parent


def test_every_limit_has_a_meaning_a_source_and_a_date() -> None:
    entries = json.loads(components.config.limits.FILE.read_text())

    assert {name: entry["value"] for name, entry in entries.items()} == asdict(limits())
    for entry in entries.values():
        assert entry.keys() == {"value", "means", "source", "date"}
        assert entry["source"].startswith("https://")
        assert datetime.date.fromisoformat(entry["date"]) >= datetime.date(2026, 1, 1)


def test_the_regions_are_those_of_the_installed_botocore() -> None:
    spec = importlib.util.spec_from_file_location("regions_script", DATA / "regions.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    written = (DATA / "regions.json").read_text()
    date = datetime.date.fromisoformat(json.loads(written)["date"])

    assert written == script.content(date)


def test_regions_are_regions_and_zones_are_zones_of_them() -> None:
    assert {"eu-west-1", "eu-central-1", "us-east-1"} <= known_regions()
    assert "aws-global" not in known_regions()
    assert region_of_zone("eu-west-1a") == "eu-west-1"
    assert region_of_zone("eu-west-1") is None
    assert region_of_zone("eu-west-9a") is None
    assert region_of_zone("eu-west-1ab") is None

"""Writes regions.json from what botocore knows of AWS's partitions.

python components/config/data/regions.py
"""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path

import botocore
from botocore.loaders import Loader

PARTITION = "aws"
FILE = Path(__file__).with_name("regions.json")


def content(date: datetime.date) -> str:
    """The file as botocore's installed version gives it on that day."""
    partitions = Loader().load_data("partitions")["partitions"]
    regions = next(entry["regions"] for entry in partitions if entry["id"] == PARTITION)
    data = {
        "source": f"botocore {botocore.__version__}, data/partitions.json, partition {PARTITION}",
        "date": date.isoformat(),
        "script": "python components/config/data/regions.py",
        "regions": {name: regions[name]["description"] for name in sorted(regions) if name != "aws-global"},
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(content(datetime.date.today()), encoding="utf-8")
    sys.stdout.write(f"wrote {FILE.name}\n")

"""The process of a program's dynamic providers: what Pulumi's own plugin for them starts."""

from __future__ import annotations

import os
import runpy
import sys
from typing import Any, NoReturn

from .run import folder_of


def provide(request: dict[str, Any], report: int) -> NoReturn:
    """Serve the program's dynamic providers until the process is killed.

    The SDK's own server writes its port on standard output before all else; that goes to `report`.
    """
    os.environ.update(request["environment"])
    folder = folder_of(request["program"])
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    sys.stdout = _Announcement(report)
    sys.argv = ["pulumi.dynamic"]
    runpy.run_module("pulumi.dynamic", run_name="__main__")
    os._exit(0)


class _Announcement:
    """Standard output for one write of bytes; later ones go where they would have gone."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.buffer = self

    def write(self, data: bytes) -> None:
        sys.stdout = sys.__stdout__
        os.write(self._descriptor, data)
        os.close(self._descriptor)

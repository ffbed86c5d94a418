"""A policy pack that keeps the requests to judge a resource, beside this file: `<stack>.requests`."""

import os
import threading
from pathlib import Path
from typing import Any

from pulumi_policy import PolicyPack, ResourceValidationPolicy
from pulumi_policy import policy as sdk

FILE = Path(__file__).with_name(f"{os.environ['PULUMI_STACK']}.requests")


class Recorder(sdk._PolicyAnalyzerServicer):
    """The stock servicer, which notes what it is asked: the length of each request, and its bytes."""

    _lock = threading.Lock()

    def Analyze(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        """Keep the request, and judge it as stock does."""
        encoded = request.SerializeToString()
        with self._lock, FILE.open("ab") as file:
            file.write(len(encoded).to_bytes(4, "big") + encoded)
        stock: Any = super()
        return stock.Analyze(request, context)


sdk._PolicyAnalyzerServicer = Recorder  # type: ignore[misc]
PolicyPack("recorder", [ResourceValidationPolicy("nothing", "Judges nothing.", lambda _args, _report: None)])

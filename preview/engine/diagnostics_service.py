"""Pulumi's Engine service: log messages of the program, and the root resource."""

from __future__ import annotations

import threading
from typing import Final

from google.protobuf import empty_pb2
from pulumi.runtime.proto import engine_pb2

from preview.engine.deployment import Deployment
from preview.engine.model import Severity

_SEVERITIES: Final[dict[int, Severity]] = {
    engine_pb2.INFO: "info",
    engine_pb2.WARNING: "warning",
    engine_pb2.ERROR: "error",
}


class DiagnosticsService:
    """Serves one deployment; the methods are named as in the protocol."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._root_urn = ""
        self._lock = threading.Lock()

    def Log(self, request: engine_pb2.LogRequest) -> empty_pb2.Empty:  # noqa: N802
        """Note a message; debug and passing ones are dropped."""
        severity = _SEVERITIES.get(request.severity)
        if severity is not None and not request.ephemeral:
            self._deployment.report(severity, request.message.rstrip("\n"), request.urn)
        return empty_pb2.Empty()

    def GetRootResource(  # noqa: N802
        self, _: engine_pb2.GetRootResourceRequest
    ) -> engine_pb2.GetRootResourceResponse:
        """The URN that was set last."""
        with self._lock:
            return engine_pb2.GetRootResourceResponse(urn=self._root_urn)

    def SetRootResource(  # noqa: N802
        self, request: engine_pb2.SetRootResourceRequest
    ) -> engine_pb2.SetRootResourceResponse:
        """Keep the URN of the root resource."""
        with self._lock:
            self._root_urn = request.urn
        return engine_pb2.SetRootResourceResponse()

    def StartDebugging(self, _: engine_pb2.StartDebuggingRequest) -> empty_pb2.Empty:  # noqa: N802
        """There is no debugger to attach."""
        return empty_pb2.Empty()

    def RequirePulumiVersion(  # noqa: N802
        self, _: engine_pb2.RequirePulumiVersionRequest
    ) -> engine_pb2.RequirePulumiVersionResponse:
        """A range concerns the CLI, which is not there; every range is accepted."""
        return engine_pb2.RequirePulumiVersionResponse()

"""The conversation with a running pack, call by call, in the order of Pulumi's engine."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

from preview.policy import levels
from preview.policy.config import RuleConfig
from preview.policy.errors import PackError, PackSetupError, RuleError
from preview.policy.process import ENGINE_ADDRESS, PackProcess, StackContext
from preview.policy.source import PackSource
from preview.project.problems import ProblemsError

_OPTIONS: Final = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


@dataclass(frozen=True, kw_only=True)
class PackInfo:
    """What a pack says of itself, and how its rules are settled for this stack."""

    name: str
    version: str
    policies: dict[str, analyzer_pb2.PolicyInfo]
    rules: dict[str, RuleConfig]

    @property
    def remediates(self) -> bool:
        """Is any rule at level remediate?"""
        return any(rule.level == "remediate" for rule in self.rules.values())


class Analyzer:
    """A configured pack. Every call raises PackError once the pack is gone or too slow."""

    def __init__(
        self, process: PackProcess, source: PackSource, context: StackContext, time_limit: float
    ) -> None:
        """Wait until the pack serves, greet and configure it; its process ends with `stop`."""
        self._source = source
        self._limit = time_limit
        self._process = process
        self._channel = grpc.insecure_channel(f"127.0.0.1:{process.port(time_limit)}", _OPTIONS)
        self._stub: Any = analyzer_pb2_grpc.AnalyzerStub(self._channel)
        try:
            self.info = self._set_up(context)
        except BaseException:
            self._channel.close()
            raise

    def _set_up(self, context: StackContext) -> PackInfo:
        greeting = analyzer_pb2.AnalyzerHandshakeRequest(
            engine_address=ENGINE_ADDRESS,
            root_directory=str(self._source.directory),
            program_directory=str(self._source.directory),
        )
        stack = analyzer_pb2.AnalyzerStackConfigureRequest(
            stack=context.stack,
            project=context.project,
            organization=context.organization,
            dry_run=True,
            config_secret_keys=sorted(context.secret_keys),
            config=context.config,
        )
        self._call("Handshake", greeting, may_lack=True)
        self._call("ConfigureStack", stack, may_lack=True)
        info = self._call("GetAnalyzerInfo", empty_pb2.Empty())
        policies = {policy.name: policy for policy in info.policies}
        config = self._source.config
        if config and (unknown := config.unknown_rules(list(policies))):
            raise PackSetupError(str(ProblemsError(unknown)))
        rules = levels.settled(info, config)
        if wrong := levels.mistakes(info, rules):
            lines = "".join(f"\n    {line}" for line in wrong)
            raise PackSetupError(f"policy pack {self._source.name} is not configured right:{lines}")
        self._call("Configure", levels.request(rules))
        version = self._source.version or info.version
        return PackInfo(name=info.name, version=version, policies=policies, rules=rules)

    def remediate(self, request: analyzer_pb2.AnalyzeRequest) -> analyzer_pb2.RemediateResponse:
        """What the pack would change about a resource. Raises RuleError if a rule crashes on it."""
        return cast(analyzer_pb2.RemediateResponse, self._judge("Remediate", request))

    def analyze(self, request: analyzer_pb2.AnalyzeRequest) -> analyzer_pb2.AnalyzeResponse:
        """What the pack finds about a resource. Raises RuleError if a rule crashes on it."""
        return cast(analyzer_pb2.AnalyzeResponse, self._judge("Analyze", request))

    def analyze_stack(
        self, resources: Sequence[analyzer_pb2.AnalyzerResource]
    ) -> analyzer_pb2.AnalyzeResponse:
        """What the pack finds about the whole stack. Raises RuleError if a rule crashes on it."""
        request = analyzer_pb2.AnalyzeStackRequest(resources=resources)
        return cast(analyzer_pb2.AnalyzeResponse, self._judge("AnalyzeStack", request))

    def say_goodbye(self) -> None:
        """Let the pack finish what it does, and end the conversation."""
        with contextlib.suppress(grpc.RpcError):  # a pack need not know the call, and ends all the same
            self._stub.Cancel(empty_pb2.Empty(), timeout=1)
        self._channel.close()

    def _judge(self, method: str, request: Any) -> Any:
        try:
            return self._rpc(method)(request, timeout=self._limit)
        except grpc.RpcError as error:
            if error.code() == grpc.StatusCode.UNKNOWN:  # an exception in the pack's code
                raise RuleError(_cause(error)) from None
            raise self._broken(method, error) from None

    def _call(self, method: str, request: Any, *, may_lack: bool = False) -> Any:
        try:
            return self._rpc(method)(request, timeout=self._limit)
        except grpc.RpcError as error:
            if may_lack and error.code() == grpc.StatusCode.UNIMPLEMENTED:
                return None
            raise self._broken(method, error) from None

    def _rpc(self, method: str) -> Callable[..., Any]:
        rpc: Callable[..., Any] = getattr(self._stub, method)
        return rpc

    def _broken(self, method: str, error: Any) -> PackError:
        name = self._source.name
        if error.code() == grpc.StatusCode.DEADLINE_EXCEEDED:
            return PackError(f"policy pack {name} gave no answer to {method} within {self._limit:g} seconds")
        if error.code() == grpc.StatusCode.UNAVAILABLE:
            words = self._process.last_words()
            what = "ended" if self._process.ended else "cannot be reached at the port that it named,"
            return PackError(f"policy pack {name} {what} during {method}{words}")
        return PackError(f"policy pack {name} failed in {method}: {_cause(error)}")


def _cause(error: Any) -> str:
    return str(error.details() or error.code().name).removeprefix("Exception calling application: ")

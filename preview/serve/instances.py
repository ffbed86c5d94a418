"""Provider instances: which configuration a call belongs to."""

from __future__ import annotations

import threading

from preview.synthesis import ProviderConfig


class NotConfiguredError(Exception):
    """A call arrived on a connection whose provider instance was never configured."""


class Instances:
    """The provider instances of one server, by connection.

    The engine dials the server once for each provider of a program, and says nothing about the provider in
    later calls: the connection alone tells instances of one package apart.
    """

    def __init__(self) -> None:
        self._by_peer: dict[str, ProviderConfig] = {}
        self._lock = threading.Lock()

    def configure(self, peer: str, config: ProviderConfig) -> None:
        """Take the configuration of the instance behind a connection; a new one replaces it."""
        with self._lock:
            self._by_peer[peer] = config

    def of(self, peer: str) -> ProviderConfig:
        """The instance behind a connection. Raises NotConfiguredError."""
        with self._lock:
            found = self._by_peer.get(peer)
        if found is None:
            raise NotConfiguredError(
                "this connection was not configured; a provider has to be configured on the connection "
                "that its resources use"
            )
        return found

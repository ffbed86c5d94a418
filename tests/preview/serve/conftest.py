"""The servers, started once: they keep nothing of one test for another."""

from __future__ import annotations

import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from preview.schema import SchemaIndex
from preview.serve import ProviderServers, serving
from tests.preview.serve.client import Connection


@pytest.fixture(scope="session")
def schemas() -> Iterator[SchemaIndex]:
    """The SDKs of this environment."""
    index = SchemaIndex.open(Path(sysconfig.get_path("purelib")))
    yield index
    index.close()


@pytest.fixture(scope="session")
def servers(schemas: SchemaIndex) -> Iterator[ProviderServers]:
    """All of them."""
    with serving(schemas, sorted(schemas.packages)) as running:
        yield running


@pytest.fixture
def dial(servers: ProviderServers) -> Iterator[Callable[[str], Connection]]:
    """Dial the server of a package."""
    connections = []

    def connect(package: str) -> Connection:
        connections.append(Connection(servers.ports[package]))
        return connections[-1]

    yield connect
    for connection in connections:
        connection.close()


@pytest.fixture
def aws(dial: Callable[[str], Connection]) -> Connection:
    """A provider for one account in Ireland, with two default tags."""
    connection = dial("aws")
    connection.load()
    connection.configure(
        "aws",
        region="eu-west-1",
        assumeRoles=[{"role_arn": "arn:aws:iam::111111111111:role/deploy"}],
        defaultTags={"tags": {"owner": "platform", "stack": "dev"}},
    )
    return connection

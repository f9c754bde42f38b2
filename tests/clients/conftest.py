"""The real server, with its tools and a contact."""

from collections.abc import Iterator

import pytest

from tests.loading.databases import migrated_sqlite

MORE = {"POLICYAPI_MCP": "1", "POLICYAPI_CONTACT": "mailto:security@example.org"}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server, over a database of its own with the real data."""
    database = migrated_sqlite(tmp_path_factory.mktemp("served"), **MORE)
    database.manage("load_data")
    with database.served() as port:
        yield f"http://127.0.0.1:{port}"

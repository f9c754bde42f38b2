"""The real server, with its tools and a contact."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.request import urlopen

import pytest

from tests.loading.databases import migrated_sqlite

MORE = {"POLICYAPI_MCP": "1", "POLICYAPI_CONTACT": "mailto:security@example.org"}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server, over a database of its own with the real data."""
    database = migrated_sqlite(tmp_path_factory.mktemp("served"), **MORE)
    database.manage("load_data")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    options += ["--no-ws", "policyapi.wsgi:application"]
    quiet = subprocess.DEVNULL
    with database.start("-m", "granian", *options, stdout=quiet, stderr=quiet) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(url: str) -> None:
    """Until the server answers, or 60 seconds."""
    for _ in range(600):
        try:
            with urlopen(url, timeout=5):  # noqa: S310 - the server that was started above
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)

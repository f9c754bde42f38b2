"""A PostgreSQL that is silent, and settings that name replicas."""

import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from policyapi.replicas import HERE, ReadRouter
from tests.loading.databases import ADDRESS, Database, postgresql_answers, postgresql_database

NO_POSTGRESQL = f"no PostgreSQL lets us in at {ADDRESS} (POLICYAPI_TEST_POSTGRESQL)"
WITHIN = 8.0
"""Seconds; two of silence and two for a new connection, and the machine may be busy."""


class Way:
    """A way to a server: while it is frozen everything is accepted and nothing comes through."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.frozen = False
        self._address = address
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]

    @contextmanager
    def open(self) -> Iterator["Way"]:
        """Lead on whoever comes."""
        thread = threading.Thread(target=self._accept)
        thread.start()
        try:
            yield self
        finally:
            self._door.shutdown(socket.SHUT_RDWR)
            self._door.close()
            thread.join()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                threading.Thread(target=self._lead, args=(client,), daemon=True).start()

    def _lead(self, client: socket.socket) -> None:
        with client, socket.create_connection(self._address) as server:
            other = {client: server, server: client}
            while True:
                for source in select.select([client, server], [], [], 0.05)[0]:
                    while self.frozen:
                        time.sleep(0.05)
                    data = b""
                    with suppress(OSError):
                        data = source.recv(65536)
                    if not data:
                        return
                    other[source].sendall(data)


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[Database]:
    """A PostgreSQL database with the real data."""
    if not postgresql_answers():
        pytest.skip(NO_POSTGRESQL)
    with postgresql_database(tmp_path) as database:
        database.manage("load_data")
        yield database


@pytest.mark.postgresql
def test_a_server_that_freezes_is_given_up_in_seconds_and_found_again(loaded: Database) -> None:
    url = urlsplit(loaded.url)
    with Way((url.hostname or "", url.port or 5432)).open() as way:
        address = f"{url.username or 'postgres'}@127.0.0.1:{way.port}"
        database = Database(
            url._replace(netloc=address).geturl(), loaded.folder, {"POLICYAPI_STORE_BYTES": "0"}
        )
        with database.server() as server:
            before = server.get("/api/slogans")
            assert before["status"] == 200
            way.frozen = True
            for _ in range(2):
                answer = server.get("/api/slogans")
                assert answer["status"] == 503
                assert answer["seconds"] < WITHIN
            assert server.get("/livez")["status"] == 200
            way.frozen = False
            assert server.get("/api/slogans")["body"] == before["body"]


@pytest.mark.postgresql
def test_a_statement_is_waited_for_while_its_server_lives_and_no_longer_than_it_may_take() -> None:
    if not postgresql_answers():
        pytest.skip(NO_POSTGRESQL)
    from policyapi.postgresql.base import QUIET, WatchedConnection  # it needs psycopg

    with WatchedConnection.connect(ADDRESS) as connection:
        slow = connection.execute("SELECT 'done' FROM pg_sleep(%s)", [QUIET + 0.5]).fetchone()
        assert slow == ("done",)
        HERE.longest = 0.5
        try:
            with pytest.raises(psycopg.OperationalError, match=r"no answer within 0\.5 s"):
                connection.execute("SELECT pg_sleep(20)")
        finally:
            HERE.longest = None
        assert connection.closed


def test_a_snapshot_is_of_one_server_and_everything_else_the_primarys() -> None:
    router = ReadRouter()
    assert router.db_for_read(None) == router.db_for_write(None) == "default"
    HERE.alias = "replica2"
    try:
        assert router.db_for_read(None) == router.db_for_write(None) == "replica2"
    finally:
        HERE.alias = None
    assert router.allow_migrate("replica2", "plans") is False
    assert router.allow_migrate("default", "plans") is None


@pytest.mark.parametrize("url", ["postgres://127.0.0.1/policyapi", "sqlite:///replica.sqlite3"])
def test_replicas_of_an_sqlite_database_are_refused(url: str, tmp_path: Path) -> None:
    more = {"POLICYAPI_REPLICA_URLS": url}
    done = Database(f"sqlite:///{tmp_path / 'db.sqlite3'}", tmp_path, more).run(
        "manage.py", "check"
    )
    assert done.returncode != 0
    assert "Replicas are PostgreSQL's" in done.stderr

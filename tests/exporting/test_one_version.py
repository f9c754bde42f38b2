"""A file is of one data version, on the real server, whatever is loaded or given up meanwhile."""

import http.client
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

from plans.models import Target
from plans.models.rows import first_place
from tests.loading.databases import Database, migrated_sqlite

pytestmark = pytest.mark.served
MORE_ROWS = 30_000
THREADS = 2


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The real data with many copies of a target: more than any buffer between us holds."""
    made = migrated_sqlite(tmp_path_factory.mktemp("exports"))
    made.more["POLICYAPI_STORE_BYTES"] = "0"  # an answer that is kept may be a second old
    made.manage("load_data")
    with closing(sqlite3.connect(made.path)) as connection, connection:
        connection.row_factory = sqlite3.Row
        target = connection.execute("SELECT * FROM plans_target ORDER BY number DESC").fetchone()
        place = first_place(Target) + target["number"]
        statement = "SELECT * FROM plans_servedrow WHERE place = ?"
        served = connection.execute(statement, [place]).fetchone()
        for more in range(1, MORE_ROWS + 1):
            name, number = f"~{more:06}", target["number"] + more
            insert(connection, "plans_target", {**target, "id": name, "number": number})
            insert(connection, "plans_servedrow", {**served, "key": name, "place": place + more})
    return made


def insert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    marks = ",".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} VALUES ({marks})", list(row.values()))  # noqa: S608


class Served:
    """The real server, with two threads, on a port of its own."""

    def __init__(self, port: int) -> None:
        self.port = port

    @contextmanager
    def asked(self, path: str) -> Iterator[http.client.HTTPResponse]:
        """The response to a GET, whose body may be left unread."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(connection):
            connection.request("GET", path)
            with connection.getresponse() as response:
                yield response

    def version(self) -> str:
        """The data version of an answer."""
        with self.asked("/api/districts?page_size=1") as response:
            version: str = orjson.loads(response.read())["data_version"]
        return version


@contextmanager
def serving(database: Database) -> Iterator[Served]:
    with database.served(THREADS) as port:
        yield Served(port)


def body_of(version: str) -> str:
    return orjson.dumps({"id": version, "statement": "市" * 300}).decode()


def change(path: Path, version: str) -> None:
    """Another data version, committed while readers read: every target says so."""
    with closing(sqlite3.connect(path, timeout=30)) as connection, connection:
        connection.execute("UPDATE plans_servedrow SET body = ?", (body_of(version),))
        connection.execute(
            "UPDATE plans_dataset SET data_version = ?, finished_version = ?", (version, version)
        )


def test_data_loaded_meanwhile_do_not_mix_into_a_file(database: Database) -> None:
    with serving(database) as served:
        change(database.path, "before")
        with served.asked("/api/targets?format=ndjson") as response:
            content = response.read(100_000)
            change(database.path, "after")
            assert served.version() == "after"
            content += response.read()
        assert response.headers["Data-Version"] == "before"
        assert set(content.decode().splitlines()) == {body_of("before")}
        assert content.count(b"\n") > MORE_ROWS
        with served.asked("/api/targets?format=ndjson") as response:
            assert response.headers["Data-Version"] == "after"
            assert set(response.read().decode().splitlines()) == {body_of("after")}


def test_downloads_that_are_given_up_hold_no_old_version(database: Database) -> None:
    with serving(database) as served:
        change(database.path, "first")
        for order in ("id", "-value") * THREADS * 2:
            with served.asked(f"/api/targets?format=ndjson&sort={order}") as response:
                assert response.headers["Data-Version"] == "first"
                assert len(response.read(1000)) == 1000
        change(database.path, "second")
        assert {served.version() for _ in range(20 * THREADS)} == {"second"}

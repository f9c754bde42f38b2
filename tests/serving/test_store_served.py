"""The store in the real server: what it sends, and how soon a worker has noticed a load."""

import gzip
import http.client
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from backports import zstd

from tests.loading.databases import Database, migrated_sqlite
from tests.loading.datasets import part_of, real_dataset, version_of, write_dataset
from tests.serving.wsgi import Answer

pytestmark = pytest.mark.served

URL = "/api/targets?page_size=5"
NOTICED = 1.0
"""Seconds after a load, by the contract."""


class Served:
    """The server, asked by one client that keeps its connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """What it sends; header names are in small letters."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, headers=named)
        with self.connection.getresponse() as response:
            sent = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, sent, response.read())


@contextmanager
def serving(database: Database) -> Iterator[Served]:
    """A worker on this database."""
    with database.served() as port:
        served = Served(port)
        try:
            yield served
        finally:
            served.connection.close()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two small data sets."""
    folders = [tmp_path_factory.mktemp("small") / str(most) for most in (6, 9)]
    for most, folder in zip((6, 9), folders, strict=True):
        write_dataset(part_of(real_dataset(), ("jinan", "jinan-shizhong"), most), folder)
    return folders


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, folders: list[Path]) -> Database:
    """With the first of them."""
    database = migrated_sqlite(tmp_path_factory.mktemp("database"))
    database.manage("load_data", str(folders[0]))
    return database


@pytest.mark.parametrize("bytes_of_store", ["33554432", "0"])
def test_the_server_sends_what_the_store_gives(database: Database, bytes_of_store: str) -> None:
    database.more["POLICYAPI_STORE_BYTES"] = bytes_of_store
    with serving(database) as served:
        answers = [served.ask(URL) for _ in range(4)]
        whole = answers[0]
        assert all((a.status, a.body) == (200, whole.body) for a in answers)
        assert len({a.headers["etag"] for a in answers}) == 1
        for _ in range(3):
            head = served.ask(URL, "HEAD")
            assert (head.status, head.body) == (200, b"")
            assert int(head.headers["content-length"]) == len(whole.body)
            had = served.ask(URL, if_none_match=whole.headers["etag"])
            assert (had.status, had.body) == (304, b"")
            for name in ("etag", "cache-control", "vary", "last-modified", "api-version"):
                assert had.headers[name] == whole.headers[name]
        packed = [served.ask(URL, accept_encoding=coding) for coding in ("gzip", "zstd")]
        if bytes_of_store == "0":
            assert [answer.body for answer in packed] == [whole.body] * 2
            return
        assert [answer.headers["content-encoding"] for answer in packed] == ["gzip", "zstd"]
        assert gzip.decompress(packed[0].body) == zstd.decompress(packed[1].body) == whole.body
        head = served.ask(URL, "HEAD", accept_encoding="gzip")
        assert (head.body, head.headers["content-length"]) == (b"", str(len(packed[0].body)))


def test_a_worker_has_noticed_a_load_within_a_second(
    database: Database, folders: list[Path]
) -> None:
    database.more["POLICYAPI_STORE_BYTES"] = "33554432"
    with serving(database) as served:
        for folder in (folders[1], folders[0], folders[1]):
            version = version_of(folder)
            committed: list[float] = []
            watching = threading.Thread(
                target=lambda v=version, c=committed: c.append(when_there(database, v))
            )
            watching.start()
            loading = threading.Thread(target=database.manage, args=("load_data", str(folder)))
            loading.start()
            noticed = when_answered(served, version)
            watching.join()
            loading.join()
            assert noticed - committed[0] < NOTICED


def when_there(database: Database, version: str) -> float:
    """When the database has a data version."""
    with closing(sqlite3.connect(database.path)) as connection:
        query = "SELECT data_version FROM plans_dataset WHERE finished_version = data_version"
        while connection.execute(query).fetchone() != (version,):
            time.sleep(0.005)
    return time.monotonic()


def when_answered(served: Served, version: str) -> float:
    """When the server answers from a data version; from another one only before."""
    while True:
        began = time.monotonic()
        answer = served.ask(URL)
        assert answer.status == 200
        if answer.headers["data-version"] == version:
            break
        time.sleep(0.005)
    assert all(served.ask(URL).headers["data-version"] == version for _ in range(50))
    return began

"""A real primary and a real replica: which of them is read from, whatever happens to either."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest

from bench.replicas.cluster import CannotRun, Postgres, cluster
from tests.loading.databases import Answer, Database, Server
from tests.loading.datasets import part_of, real_dataset, version_of, write_dataset

pytestmark = pytest.mark.postgresql

UNITS = ("jinan", "jinan-shizhong", "jinan-laiwu")
WITHIN = 10.0
"""Seconds in which everything must be as it should, on a machine that does much else."""


@pytest.fixture(scope="module")
def servers() -> Iterator[list[Postgres]]:
    """A primary and a replica of it."""
    try:
        with cluster(1) as running:
            yield running
    except CannotRun as error:
        pytest.skip(f"no PostgreSQL can be started here. {error}")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Data sets of two versions."""
    folder = tmp_path_factory.mktemp("versions")
    parts = (part_of(real_dataset(), UNITS, most) for most in (6, 9))
    return [write_dataset(part, folder / str(number)) for number, part in enumerate(parts)]


@pytest.fixture
def database(servers: list[Postgres], folders: list[Path], tmp_path: Path) -> Database:
    """Both servers, as the API is told of them, with the first version in both."""
    primary, replica = servers
    more = {"POLICYAPI_REPLICA_URLS": replica.url, "POLICYAPI_STORE_BYTES": "0"}
    database = Database(primary.url, tmp_path, more)
    database.manage("migrate", "--verbosity", "0")
    database.manage("load_data", str(folders[0]), "--force")
    settled(servers)
    return database


def settled(servers: list[Postgres]) -> None:
    """Wait until the replica shows all that the primary has."""
    primary, replica = servers
    written = primary.ask("SELECT pg_current_wal_lsn()")
    until(lambda: replica.ask(f"SELECT pg_last_wal_replay_lsn() >= '{written}'"))


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < end, "it did not come to hold"
        time.sleep(0.05)


def slogans(server: Server) -> Answer:
    return server.get("/api/slogans?page_size=3")


def version(answer: Answer) -> str:
    assert answer["status"] == 200, answer["body"]
    return str(orjson.loads(answer["body"])["data_version"])


def test_answers_go_on_while_the_primary_is_stopped(
    database: Database, servers: list[Postgres], folders: list[Path]
) -> None:
    with database.server() as server:
        before = slogans(server)
        servers[0].stop()
        try:
            for path in ("/api/slogans?page_size=3", "/readyz", "/", "/api/slogans?format=csv"):
                assert server.get(path)["status"] == 200, path
            assert slogans(server)["body"] == before["body"]
        finally:
            servers[0].start()
    assert version(before) == version_of(folders[0])


def test_a_replica_that_stops_is_not_missed_and_comes_back(
    database: Database, servers: list[Postgres]
) -> None:
    primary, replica = servers
    with database.server() as server:
        before = slogans(server)
        replica.stop()
        assert [slogans(server)["body"] for _ in range(5)] == [before["body"]] * 5
        replica.start()
        settled(servers)
        time.sleep(1)
        primary.stop()
        try:
            assert slogans(server)["body"] == before["body"]
        finally:
            primary.start()


def test_a_replica_that_was_started_anew_is_read_from_at_once(
    database: Database, servers: list[Postgres]
) -> None:
    primary, replica = servers
    with database.server() as server:
        before = slogans(server)
        replica.stop()
        replica.start()
        settled(servers)
        time.sleep(2)
        primary.stop()
        try:
            # The connection is one from before; nobody has asked since, and nobody else can answer.
            assert slogans(server)["body"] == before["body"]
        finally:
            primary.start()


def test_nothing_older_is_answered_than_the_newest_data_known(
    database: Database, servers: list[Postgres], folders: list[Path]
) -> None:
    primary, replica = servers
    with database.server() as server:
        assert version(slogans(server)) == version_of(folders[0])
        replica.pause()
        database.manage("load_data", str(folders[1]))
        time.sleep(1)
        try:
            assert version(slogans(server)) == version_of(folders[1])
            until(lambda: replica.ask(_RECEIVED_OF.format(_written(primary))))
            primary.stop()
            assert slogans(server)["status"] == 503
            assert server.get("/readyz")["status"] == 503
            replica.resume()
            until(lambda: slogans(server)["status"] == 200)
            assert version(slogans(server)) == version_of(folders[1])
        finally:
            primary.start()


def test_a_replica_that_freezes_holds_up_one_answer_for_seconds(
    database: Database, servers: list[Postgres]
) -> None:
    with database.server() as server:
        before = slogans(server)
        servers[1].freeze()
        try:
            held = slogans(server)
            assert held["body"] == before["body"]
            assert held["seconds"] < WITHIN
            after = slogans(server)
            assert after["body"] == before["body"]
            assert after["seconds"] < 1
        finally:
            servers[1].thaw()


def test_what_loaddata_has_filled_is_finished_on_the_primary(
    database: Database, servers: list[Postgres], folders: list[Path]
) -> None:
    database.manage("flush", "--no-input")
    # loaddata warns of a file without records.
    files = [str(f) for f in sorted(folders[1].glob("*.json")) if orjson.loads(f.read_bytes())]
    database.manage("loaddata", *files, "--verbosity", "0")
    settled(servers)
    with database.server() as server:
        assert version(slogans(server)) == version_of(folders[1])
        settled(servers)
        assert servers[1].ask("SELECT finished_version FROM plans_dataset") == version_of(
            folders[1]
        )


_RECEIVED_OF = "SELECT pg_last_wal_receive_lsn() >= '{}'::pg_lsn"


def _written(primary: Postgres) -> str:
    return str(primary.ask("SELECT pg_current_wal_lsn()"))

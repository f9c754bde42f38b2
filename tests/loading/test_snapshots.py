"""What a connection is set to, and what holds inside a snapshot."""

from typing import Any

import orjson
import pytest

from tests.loading.conftest import DataFolder
from tests.loading.databases import LONGEST, Database


def told_while_loading(database: Database, first: DataFolder, second: DataFolder) -> dict[str, Any]:
    """What a reader tells, between whose two reads another data set is loaded."""
    database.manage("load_data", str(first.folder))
    with database.start("-m", "tests.loading.reading") as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        assert reader.stdout.readline() == "between\n"
        database.manage("load_data", str(second.folder))
        out, _ = reader.communicate("go on\n", timeout=LONGEST)
    told: dict[str, Any] = orjson.loads(out)
    return told


def test_a_snapshot_shows_one_version_and_the_next_one_the_new(
    database: Database, small_pair: tuple[DataFolder, DataFolder]
) -> None:
    first, second = small_pair
    told = told_while_loading(database, first, second)
    assert told["first"] == told["second"] == told["nested"] == first.version
    assert told["after"] == second.version


def test_nothing_can_be_written_inside_a_snapshot_and_everything_behind_it(
    database: Database, small_pair: tuple[DataFolder, DataFolder]
) -> None:
    told = told_while_loading(database, *small_pair)
    reasons = ("attempt to write a readonly database", "read-only transaction")
    assert any(reason in told["write_inside"] for reason in reasons)
    assert told["write_after"] == ""


def test_sqlite_keeps_its_options(
    sqlite: Database, small_pair: tuple[DataFolder, DataFolder]
) -> None:
    told = told_while_loading(sqlite, *small_pair)
    kept = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "temp_store": 0}
    kept |= {"busy_timeout": 30_000}
    assert told["inside"] == kept | {"query_only": 1}
    assert told["outside"] == kept | {"query_only": 0}
    assert told["mode"] == "DEFERRED"


@pytest.mark.postgresql
def test_postgresql_reads_repeatably(
    postgresql: Database, small_pair: tuple[DataFolder, DataFolder]
) -> None:
    told = told_while_loading(postgresql, *small_pair)
    names = ("transaction_isolation", "transaction_read_only")
    assert told["inside"] == dict(zip(names, ("repeatable read", "on"), strict=True))
    assert told["outside"] == dict(zip(names, ("read committed", "off"), strict=True))

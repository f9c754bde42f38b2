"""A load that fails, is killed, or finds the disk full: the old data or the new, whole."""

import resource
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import orjson
from django.conf import settings

from tests.loading.conftest import DataFolder
from tests.loading.databases import Database
from tests.loading.datasets import counts_of

KILLS = 50
Rows = dict[str, list[tuple[Any, ...]]]


def test_an_exception_midway_leaves_what_was_there(
    sqlite: Database, first: DataFolder, second: DataFolder
) -> None:
    sqlite.manage("load_data", str(first.folder))
    before = sqlite.rows()
    done = sqlite.run("-m", "tests.loading.interrupted", "fail", str(second.folder))
    assert done.returncode != 0
    assert "RuntimeError: injected" in done.stderr
    assert sqlite.rows() == before
    assert "rows written" in sqlite.manage("load_data", str(second.folder))


def test_an_exception_in_the_first_load_leaves_an_empty_database(
    sqlite: Database, first: DataFolder
) -> None:
    before = sqlite.rows()
    assert sqlite.run("-m", "tests.loading.interrupted", "fail", str(first.folder)).returncode != 0
    assert sqlite.rows() == before


def test_a_full_disk_is_told_plainly_and_leaves_what_was_there(
    sqlite: Database, first: DataFolder
) -> None:
    sqlite.manage("load_data", str(first.folder))
    before = sqlite.rows()
    larger = str(settings.POLICYAPI_FIXTURES)
    done = sqlite.run("-m", "tests.loading.interrupted", "fill", larger)
    assert done.returncode != 0
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .endswith(
            "CommandError: The load failed and the data are as they were: database or disk is full."
        )
    )
    assert sqlite.rows() == before
    with sqlite.server() as server:
        assert server.get("/readyz")["status"] == 200


def test_a_disk_that_takes_no_more_bytes_leaves_what_was_there(
    sqlite: Database, first: DataFolder, second: DataFolder
) -> None:
    sqlite.manage("load_data", str(first.folder))
    before = sqlite.rows()
    limit = 64 * 1024  # bytes in a file; the write-ahead log of a load has more

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = sqlite.run("manage.py", "load_data", str(second.folder), preexec_fn=limited)
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: The load failed and the data are as they were: ")
    assert sqlite.rows() == before


def test_a_load_killed_at_any_moment_leaves_the_old_data_or_the_new(
    sqlite: Database, first: DataFolder, second: DataFolder
) -> None:
    whole = []
    for data in (first, second):
        sqlite.manage("load_data", str(data.folder))
        whole.append(_served(sqlite))
    folders = (str(first.folder), str(second.folder))
    ended = {"killed": 0, "ended": 0}
    with sqlite.start("-m", "tests.loading.interrupted", "kill", *folders) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        while ended["killed"] < KILLS:
            process.stdin.write("again\n")
            process.stdin.flush()
            ended[process.stdout.readline().strip()] += 1
            with closing(sqlite3.connect(sqlite.path)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert _served(sqlite) in whole
        process.stdin.close()


def _served(database: Database) -> Rows:
    """All that is served, and the version."""
    rows = database.rows()
    kept = {name: rows[name] for name in rows if name.startswith(("districts_", "plans_"))}
    for name in ("plans_release", "plans_change", "plans_download"):
        del kept[name]
    return {name: [row for row in kept[name] if isinstance(row[0], str)] for name in kept}


def test_loads_at_the_same_time_wait_for_each_other(
    database: Database, first: DataFolder, second: DataFolder
) -> None:
    folders = [str(data.folder) for data in (first, second, first, second)]
    with ThreadPoolExecutor() as pool:
        loads = list(
            pool.map(lambda folder: database.run("manage.py", "load_data", folder), folders)
        )
    assert [load.stderr for load in loads] == [""] * len(folders)
    with database.server() as server:
        answer = orjson.loads(server.get("/api/targets")["body"])
    loaded = {data.version: counts_of(data.dataset)["targets"] for data in (first, second)}
    assert answer["count"] == loaded[answer["data_version"]]

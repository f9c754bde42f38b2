"""The SQLite file: plain tables with foreign keys that hold, described, nothing internal."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from plans.publishing.sqlite_file import write_sqlite_file
from plans.publishing.tables import tables
from tests.conftest import Records

pytestmark = pytest.mark.django_db
VERSION = "0123456789abcdef"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data.sqlite"
    write_sqlite_file(path, VERSION)
    return path


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        yield connection


def test_the_file_is_whole_and_every_foreign_key_holds(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_table_links_to_those_that_it_names(database: sqlite3.Connection) -> None:
    for table in tables():
        found = {
            row[3]: row[2] for row in database.execute(f"PRAGMA foreign_key_list({table.name})")
        }
        assert found == {c.name: c.references for c in table.columns if c.references}
    links = {row[2] for row in database.execute("PRAGMA foreign_key_list(targets)")}
    assert links == {"districts", "plans", "plan_elements", "indicators"}


def test_a_promise_is_found_with_its_words_by_plain_sql(database: sqlite3.Connection) -> None:
    found = database.execute(
        "SELECT districts.name, targets.comparator, targets.base_value, citations.quote, line"
        " FROM targets JOIN districts ON districts.id = district_id"
        " JOIN target_citations ON target_id = targets.id"
        " JOIN citations ON citations.id = citation_id"
        " WHERE targets.id = 'shizhong-2019-budget-revenue' ORDER BY line"
    ).fetchall()
    assert found[0] == (
        "市中区",
        "gt",
        10_000_000_000,
        "2019年市中区要实现一般公共预算收入过百亿",
        22,
    )
    assert isinstance(found[0][2], int)


def test_the_rows_are_those_of_the_fixtures(database: sqlite3.Connection, records: Records) -> None:
    for name in ("citations", "targets", "projects", "slogans", "plan_elements", "ignored"):
        ids = {row[0] for row in database.execute(f"SELECT id FROM {name}")}  # noqa: S608
        assert ids == {row["id"] for row in records[name]}


def test_no_column_is_internal_and_every_one_is_described(database: sqlite3.Connection) -> None:
    described = {
        (table, column)
        for table, column in database.execute(
            "SELECT table_name, column_name FROM descriptions WHERE column_name != ''"
        )
    }
    names = [
        row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    columns = {
        (name, row[1])
        for name in set(names) - {"about", "descriptions"}
        for row in database.execute(f"PRAGMA table_info({name})")
    }
    assert columns == described
    assert not {column for _, column in columns} & {"body", "searched"}


def test_the_file_says_its_version_and_terms(database: sqlite3.Connection) -> None:
    about = dict(database.execute("SELECT name, value FROM about"))
    assert about["data_version"] == VERSION
    assert "creativecommons.org" in about["license_url"]


def test_empty_texts_are_null(database: sqlite3.Connection) -> None:
    for table in tables():
        for column in table.columns:
            query = f"SELECT count(*) FROM {table.name} WHERE \"{column.name}\" = ''"  # noqa: S608
            assert database.execute(query).fetchone() == (0,), (table.name, column.name)


def test_the_same_data_make_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.sqlite"
    write_sqlite_file(again, VERSION)
    assert again.read_bytes() == path.read_bytes()

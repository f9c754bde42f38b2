"""Loading: what is there afterwards, and that it is not done twice."""

from typing import Any

from django.conf import settings

from tests.loading.conftest import DataFolder
from tests.loading.databases import Database
from tests.loading.datasets import LISTS


def test_a_load_says_what_it_wrote_and_a_second_one_changes_nothing(
    sqlite: Database, first: DataFolder
) -> None:
    rows = sum(map(len, first.dataset.values()))
    printed = sqlite.manage("load_data", str(first.folder))
    assert printed.startswith(f"Data version {first.version}: {rows} rows written in ")
    before = sqlite.rows()
    assert sqlite.manage("load_data", str(first.folder)).startswith(
        f"Data version {first.version}: already there in "
    )
    assert sqlite.rows() == before


def test_force_loads_what_is_there_to_the_same_rows(sqlite: Database, first: DataFolder) -> None:
    sqlite.manage("load_data", str(first.folder))
    before = sqlite.rows()
    assert "rows written" in sqlite.manage("load_data", str(first.folder), "--force")
    after = sqlite.rows()
    assert _data(after) == _data(before)
    assert len(after["plans_release"]) == len(before["plans_release"]) + 1
    assert after["plans_change"] == before["plans_change"]


def test_a_load_leaves_nothing_of_what_was_there(
    sqlite: Database, first: DataFolder, second: DataFolder
) -> None:
    sqlite.manage("load_data", str(second.folder))
    expected = _data(sqlite.rows())
    sqlite.manage("load_data", str(first.folder))
    assert _data(sqlite.rows()) != expected
    sqlite.manage("load_data", str(second.folder))
    assert _data(sqlite.rows()) == expected


def test_a_load_mends_what_loaddata_left_behind(
    sqlite: Database, first: DataFolder, second: DataFolder
) -> None:
    sqlite.manage("load_data", str(second.folder))
    expected = _data(sqlite.rows())
    sqlite.manage("load_data", str(first.folder))
    # loaddata warns of a file without records.
    files = (name for name, rows in second.dataset.items() if rows)
    sqlite.manage("loaddata", *(str(second.folder / name) for name in [*files, "dataset.json"]))
    with sqlite.server() as server:
        assert server.get("/api/targets")["status"] == 200
    assert _data(sqlite.rows()) != expected
    assert "rows written" in sqlite.manage("load_data", str(second.folder))
    assert _data(sqlite.rows()) == expected


def test_loaddata_of_the_fixtures_answers_the_same_bytes_as_load_data(
    database: Database, loaded_database: Database
) -> None:
    paths = [f"/api/{name}?page_size=1000" for name in LISTS]
    paths += ["/api/targets/shizhong-2019-budget-revenue", "/api/targets?q=%E9%A1%B9%E7%9B%AE"]
    with loaded_database.server() as server:
        expected = [server.get(path) for path in paths]
    assert {answer["status"] for answer in expected} == {200}
    database.manage("loaddata", *map(str, sorted(settings.POLICYAPI_FIXTURES.glob("*.json"))))
    with database.server() as server:
        answers = [server.get(path) for path in paths]
    assert [answer["body"] for answer in answers] == [answer["body"] for answer in expected]
    assert "already there" in database.manage("load_data")


def _data(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """What the API answers from, without the record of loads and files and their numbers."""
    tables = [n for n in rows if n.startswith(("districts_", "plans_"))]
    kept = [n for n in tables if n not in {"plans_release", "plans_change", "plans_download"}]
    return {n: sorted((_without_number(n, row) for row in rows[n]), key=repr) for n in kept}


def _without_number(table: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row without the number that the database gives it: of links, and of what is counted by."""
    numbered = ("_citations", "_districts", "_citations_of_dates", "_columncodes", "_columnvalues")
    return row[1:] if table.endswith(numbered) else row

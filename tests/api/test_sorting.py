"""Sorting: every named column, both ways, null last, id last."""

from typing import Any

import pytest

from tests.api.asking import NAMES, ask, filters_of, refused

pytestmark = pytest.mark.django_db

PLACES = {
    "district": ("district", "id"),
    "plan": ("plan", "id"),
    "indicator": ("indicator", "id"),
    "target": ("target", "id"),
    "achievement": ("achievement", "id"),
    "period_start": ("period", "start"),
    "period_end": ("period", "end"),
    "deadline": ("deadline", "date"),
    "published_on": ("published_on", "date"),
}
"""Where a sorted column stands in a row, if not under its own name."""

COLUMNS = [(name, column) for name in NAMES for column in filters_of(name).sorts]


def value(row: dict[str, Any], column: str) -> Any:
    """What a row shows in a column."""
    found: Any = row
    for part in PLACES.get(column, (column,)):
        found = None if found is None else found[part]
    return found


def in_order(rows: list[dict[str, Any]], column: str, *, descending: bool) -> list[str]:
    """Ids in the order of a column, null last, then by id."""
    present = [row for row in rows if value(row, column) is not None]
    absent = [row for row in rows if value(row, column) is None]
    present.sort(key=lambda row: row["id"])
    present.sort(key=lambda row: value(row, column), reverse=descending)
    return [row["id"] for row in [*present, *sorted(absent, key=lambda row: row["id"])]]


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_a_column_sorts_both_ways_with_null_last_and_id_last(name: str, column: str) -> None:
    rows = ask(name, page_size=1000)["results"]
    for sort, descending in ((column, False), (f"-{column}", True)):
        answer = ask(name, page_size=1000, sort=sort)["results"]
        assert [row["id"] for row in answer] == in_order(rows, column, descending=descending), sort


def test_without_sort_rows_come_by_id() -> None:
    rows = [row["id"] for row in ask("targets", page_size=1000)["results"]]
    assert rows == sorted(rows)


def test_several_columns_sort_one_after_the_other() -> None:
    rows = ask("targets", page_size=1000, sort="district,-base_value,id")["results"]
    found = [(row["district"]["id"], row["base_value"], row["id"]) for row in rows]
    expected = sorted(
        found, key=lambda v: (v[0], v[1] is None, -(v[1] if v[1] is not None else 0), v[2])
    )
    assert found == expected


@pytest.mark.parametrize(
    ("sort", "nearest"),
    [("basevalue", ["base_value"]), ("-distrct", ["district"]), ("id,,domain", []), ("-", [])],
)
def test_a_column_that_is_none_is_refused_with_the_nearest(sort: str, nearest: list[str]) -> None:
    [error] = refused("/api/targets", f"sort={sort}")["errors"]
    assert error["parameter"] == "sort"
    assert error["nearest"] == nearest


def test_a_column_that_is_named_again_orders_nothing_more() -> None:
    again = ask("targets", sort="domain,-domain,domain", fields="id")["results"]
    assert again == ask("targets", sort="domain", fields="id")["results"]

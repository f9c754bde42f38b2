"""Pages: joined they are the whole, `next` walks to the end, and a wrong page is refused."""

from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from plans.models import Dataset
from tests.api.asking import NAMES, ask, filters_of, get, ids, query_of, refused

pytestmark = pytest.mark.django_db


def walk(name: str, **parameters: Any) -> list[dict[str, Any]]:
    """Every page, by `next`."""
    pages = [ask(name, **parameters)]
    while pages[-1]["next"]:
        link = urlsplit(pages[-1]["next"])
        response: Any = get(link.path, link.query)
        assert response.status_code == 200, response.content
        pages.append(response.json())
        assert len(pages) < 2000
    return pages


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [3, 10, 100])
def test_pages_by_next_joined_are_the_whole_without_a_duplicate(name: str, size: int) -> None:
    whole = ask(name, page_size=1000, fields="id")["results"]
    pages = walk(name, page_size=size, fields="id")
    assert [row for page in pages for row in page["results"]] == whole
    assert {page["count"] for page in pages} == {len(whole)}
    assert len(pages) == max(1, -(-len(whole) // size))


@pytest.mark.parametrize("name", NAMES)
def test_pages_of_every_order_joined_are_the_whole(name: str) -> None:
    for column in filters_of(name).sorts:
        for sort in (column, f"-{column}"):
            whole = ids(name, sort=sort)
            pages = walk(name, page_size=max(1, len(whole) // 5), sort=sort, fields="id")
            assert [row["id"] for page in pages for row in page["results"]] == whole, sort


def test_pages_by_number_are_the_pages_by_next() -> None:
    by_next = [page["results"] for page in walk("targets", page_size=40)]
    by_number = [
        ask("targets", page_size=40, page=number + 1)["results"] for number in range(len(by_next))
    ]
    assert by_number == by_next


def test_next_begins_behind_the_last_row_and_not_at_an_offset() -> None:
    link = parse_qs(urlsplit(ask("targets", page_size=10)["next"]).query)
    assert set(link) == {"page_size", "page", "after", "data_version"}
    later = get("/api/targets", query_of({"page_size": 10, "after": link["after"][0]}))
    assert later.json()["results"] == ask("targets", page_size=10, page=2)["results"]  # type: ignore[attr-defined]


def test_links_keep_the_question() -> None:
    asked = {
        "district": ["市中", "370181"],
        "sort": "-base_value",
        "page_size": 2,
        "q": "建设",
    }
    answer = ask("targets", **asked)
    link = parse_qs(urlsplit(answer["next"]).query)
    assert {name: link[name] for name in asked} == {
        "district": ["市中", "370181"],
        "sort": ["-base_value"],
        "page_size": ["2"],
        "q": ["建设"],
    }


def test_previous_leads_back_to_the_page_before() -> None:
    pages = walk("targets", page_size=50)
    assert pages[0]["previous"] is None
    for before, page in pairwise(pages):
        link = urlsplit(page["previous"])
        assert get(link.path, link.query).json()["results"] == before["results"]  # type: ignore[attr-defined]
    assert pages[-1]["next"] is None


def test_an_answer_without_rows_has_one_empty_page() -> None:
    answer = ask("targets", q="没有这个词")
    assert answer["count"] == 0
    assert answer["results"] == []
    assert answer["next"] is answer["previous"] is None


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ("page=0", "page", ["1"]),
        ("page=-1", "page", ["1"]),
        ("page=1.0", "page", []),
        ("page=two", "page", []),
        ("page=1000001", "page", ["1000000"]),
        ("page=99999999999999999999", "page", ["1000000"]),
        ("page_size=0", "page_size", ["1"]),
        ("page_size=1001", "page_size", ["1000"]),
        ("page_size=1e2", "page_size", []),
        ("page_size=%2B5", "page_size", []),
    ],
)
def test_a_page_out_of_bounds_is_refused_with_the_nearest(
    query: str, parameter: str, nearest: list[str]
) -> None:
    [error] = refused("/api/targets", query)["errors"]
    assert (error["parameter"], error["nearest"]) == (parameter, nearest)


@pytest.mark.parametrize(
    ("query", "last"), [("page=3&page_size=100", "2"), ("page=2&q=没有这个词", "1")]
)
def test_a_page_behind_the_last_is_not_there_and_the_last_is_named(query: str, last: str) -> None:
    problem = refused("/api/targets", query, 404)
    assert problem["code"] == "no-such-page"
    [error] = problem["errors"]
    assert (error["parameter"], error["nearest"]) == ("page", [last])


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "!!",
        "W10=!",
        "e30",
        "WzFd",
        "WyJhIiwiYiJd",
        "W1tdXQ",
        "WyJhAGIiXQ",
        "市中",
        "W10" * 900,
    ],
)
def test_a_cursor_that_no_link_gave_leads_nowhere(after: str) -> None:
    for sort in ("-base_value", "period_start"):
        problem = refused("/api/targets", query_of({"after": after, "sort": sort}), 404)
        assert problem["code"] == "no-such-place"
        assert [error["parameter"] for error in problem["errors"]] == ["after"]


def test_the_start_cursor_is_the_first_page_in_any_order() -> None:
    assert ids("targets", after="W10", sort="-value") == ids("targets", sort="-value")


def test_a_link_of_an_older_version_is_a_conflict_with_the_way_back() -> None:
    link = urlsplit(ask("targets", district="市中", page_size=10)["next"])
    before = parse_qs(link.query)["data_version"][0]
    Dataset.objects.update(data_version="f" * 16, finished_version="f" * 16)
    problem = refused(link.path, link.query, 409)
    assert problem["code"] == "data-changed"
    assert problem["data_version"] == "f" * 16
    assert before in problem["detail"]
    first = urlsplit(problem["first_page"])
    assert parse_qs(first.query) == {"district": ["市中"], "page_size": ["10"]}
    assert get(first.path, first.query).json()["data_version"] == "f" * 16  # type: ignore[attr-defined]


def test_a_link_of_the_present_version_answers() -> None:
    version = ask("targets", page_size=1)["data_version"]
    assert ask("targets", page_size=1, data_version=version)["data_version"] == version

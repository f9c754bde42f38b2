"""Thousands of random questions have the answers that plain Python finds in the fixtures."""

from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.api.asking import NAMES, ask, get, query_of
from tests.trust.questions import Oracle, Question

pytestmark = pytest.mark.django_db

ONE_PAGE = 300
"""Questions to a list of which one page is compared."""
WALKS = 40
"""Questions to a list of which every page is walked to."""
MOST_PAGES = 40


def whole(name: str) -> dict[str, dict[str, Any]]:
    """Every row of a list, by id."""
    return {row["id"]: row for row in ask(name, page_size=1000)["results"]}


def described(name: str, question: Question) -> str:
    """A question as a URL, for the message of a failure."""
    return f"/api/{name}?{query_of(question.parameters())}"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_any_question_is_the_page_that_plain_python_cuts(
    name: str, oracle: Oracle
) -> None:
    rows = whole(name)
    assert set(rows) == set(oracle.rows)
    columns = list(next(iter(rows.values())))
    dice = Random(f"pages of {name}")  # noqa: S311
    answered = 0
    for _ in range(ONE_PAGE):
        question = oracle.question(dice)
        if dice.random() < 0.3:
            question.fields = dice.sample(columns, k=dice.randint(1, len(columns)))
        answer = ask(name, **question.parameters())
        url = described(name, question)
        expected = oracle.ids(question)
        assert answer["count"] == len(expected), url
        first = (question.page - 1) * question.page_size
        page = expected[first : first + question.page_size]
        kept = question.fields or columns
        found = [list(row.items()) for row in answer["results"]]
        assert found == [[(key, rows[pk][key]) for key in kept] for pk in page], url
        assert (answer["previous"] is None) == (question.page == 1), url
        assert (answer["next"] is None) == (first + len(page) == len(expected)), url
        answered += bool(page)
    assert answered > ONE_PAGE // 2, "too few questions had an answer"


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_of_any_question_joined_are_the_whole_without_a_duplicate(
    name: str, oracle: Oracle
) -> None:
    dice = Random(f"walks of {name}")  # noqa: S311
    pages = 0
    for _ in range(WALKS):
        question = oracle.question(dice)
        expected = oracle.ids(question)
        question.page, question.fields = 1, ["id"]
        question.page_size = max(dice.choice((1, 2, 3, 7)), -(-len(expected) // MOST_PAGES))
        walked = list(walk(name, question))
        joined = [row["id"] for page in walked for row in page["results"]]
        assert joined == expected, described(name, question)
        assert len(joined) == len(set(joined)), described(name, question)
        assert {page["count"] for page in walked} == {len(expected)}, described(name, question)
        assert all(len(page["results"]) == question.page_size for page in walked[:-1])
        pages += len(walked)
    assert pages > WALKS


def walk(name: str, question: Question) -> Iterator[dict[str, Any]]:
    """The answer's pages, from the first by `next` to the last."""
    page = ask(name, **question.parameters())
    yield page
    while page["next"]:
        link = urlsplit(page["next"])
        response: Any = get(link.path, link.query)
        assert response.status_code == 200, response.content.decode()
        page = response.json()
        yield page

"""Every way to a page finds the same: the index, the index of a column, the ORM, and back again."""

from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest

from plans.loading.present import current_dataset
from policyapi.index import finding
from policyapi.index.finding import Found
from policyapi.query import read_query
from tests.api.asking import LISTS, NAMES, ask, get, query_of
from tests.trust.questions import Oracle, Question

pytestmark = pytest.mark.django_db

QUESTIONS = 60
"""Questions to each list."""


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than two rows are many: columns are walked, nothing is gathered."""
    monkeypatch.setattr(finding, "MOST_GATHERED", 2)


def page_of(link: str) -> dict[str, Any]:
    """The page that a link leads to."""
    parts = urlsplit(link)
    response: Any = get(parts.path, parts.query)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def rows_in(page: dict[str, Any]) -> list[str]:
    return [row["id"] for row in page["results"]]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("name", NAMES)
def test_of_many_rows_the_pages_forth_and_back_are_what_plain_python_cuts(
    name: str, oracle: Oracle
) -> None:
    dice = Random(f"ways of {name}")  # noqa: S311
    walked = 0
    for _ in range(QUESTIONS):
        question = oracle.question(dice)
        question.fields, question.page_size = ["id"], dice.choice((1, 2, 3, 5, 10, 40))
        question.page = 1
        expected = oracle.ids(question)
        url = query_of(question.parameters())
        forth = [ask(name, **question.parameters())]
        while forth[-1]["next"] and len(forth) < 6:
            forth.append(page_of(forth[-1]["next"]))
        read = [row for page in forth for row in rows_in(page)]
        assert read == expected[: len(read)], url
        assert forth[-1]["next"] or read == expected, url
        back = forth[-1]
        for page in reversed(forth[:-1]):
            back = page_of(back["previous"])
            assert rows_in(back) == rows_in(page), url
            assert back["next"], url
            assert back["count"] == len(expected), url
        walked += len(forth) > 2
    assert walked, "no question had several pages"


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("name", ["targets", "projects", "outcomes"])
def test_of_many_rows_a_page_by_its_number_is_the_same(name: str, oracle: Oracle) -> None:
    dice = Random(f"numbers of {name}")  # noqa: S311
    for _ in range(QUESTIONS):
        question = oracle.question(dice)
        question.fields = ["id"]
        first = (question.page - 1) * question.page_size
        expected = oracle.ids(question)[first : first + question.page_size]
        assert rows_in(ask(name, **question.parameters())) == expected, question


@pytest.mark.parametrize("name", NAMES)
def test_the_index_finds_what_the_orm_finds(name: str, oracle: Oracle) -> None:
    dice = Random(f"orm of {name}")  # noqa: S311
    model = LISTS[name].serializer_class.Meta.model
    for _ in range(QUESTIONS):
        chosen = chosen_by(name, oracle.question(dice))
        found = Found(model, chosen.wanted(), current_dataset())
        rows = chosen.rows(model.objects.all()).order_by("id")
        assert found.count == rows.count(), chosen.values
        batches = found.batches(finding.Order(model, (finding.BY_ID,)), 7, "key")
        assert [key for batch in batches for key in batch] == [row.pk for row in rows]


def chosen_by(name: str, question: Question) -> Any:
    """The filters of a question, read."""
    chosen = LISTS[name].filterset_class.read(read_query(query_of(question.filters)))
    assert not chosen.errors
    return chosen


@pytest.mark.parametrize("name", NAMES)
def test_a_facet_is_counted_by_the_index_as_by_the_orm(name: str) -> None:
    model = LISTS[name].serializer_class.Meta.model
    if "district" not in LISTS[name].filterset_class.parameters() or name == "districts":
        return
    found = Found(model, chosen_by(name, Question({"q": ["市"]})).wanted(), current_dataset())
    for unit, count in found.counts_by("district").items():
        assert count == ask(name, q="市", district=unit)["count"] > 0
    assert found.counts_by("district") or name == "documents"

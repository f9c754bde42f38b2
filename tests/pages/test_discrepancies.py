"""Where sources differ, as pages: both sides as the API has them, and what to make of it."""

import html
from typing import Any

import pytest
from django.test import Client

from pages.catalogue import compile_catalogue
from pages.claims_differing import naming
from tests.api.asking import ask
from tests.pages.reading import chinese

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def catalogue() -> None:
    """What pages read of the Chinese texts."""
    compile_catalogue()


def page(path: str, status: int = 200) -> str:
    """A page's source, entities resolved."""
    response: Any = Client(headers={"accept": "text/html"}).get(path)
    assert response.status_code == status
    return html.unescape(response.content.decode())


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_list_has_every_discrepancy_with_both_sides(prefix: str) -> None:
    source = page(f"{prefix}/discrepancies")
    for row in ask("discrepancies", page_size=1000)["results"]:
        assert f'href="{prefix}/discrepancies/{row["id"]}"' in source
        assert (row["reading"] if prefix else chinese(row["reading"])) in source
        for side in row["sides"]:
            assert side["claim"] in source
            assert all(citation["quote"] in source for citation in side["citations"])
            for fact in side["facts"]:
                assert f'href="{prefix}/{fact["type"]}s/{fact["id"]}"' in source


def test_the_list_is_filtered_as_the_api_filters() -> None:
    source = page("/discrepancies?kind=conflict")
    rows = ask("discrepancies", kind="conflict")["results"]
    assert source.count('class="differing fact"') == len(rows)
    assert all(row["subject"] in source for row in rows)
    assert '<option value="conflict" selected>' in source


def test_one_discrepancy_shows_the_quotes_of_each_side_on_their_documents() -> None:
    row = ask("discrepancies/shizhong-2020-schools")
    source = page("/en/discrepancies/shizhong-2020-schools")
    assert source.count("m-strip") == sum(len(side["citations"]) for side in row["sides"])
    assert row["reading"] in source
    assert 'href="/api/discrepancies/shizhong-2020-schools"' in source


def test_nothing_found_and_wrong_questions_are_pages_too() -> None:
    assert "Nothing in the data fits these filters." in page("/en/discrepancies?q=没有这句话")
    assert "conflict" in page("/discrepancies?kind=konflict", 400)
    assert "shizhong-2020-schools" in page("/discrepancies/shizhong-2020-school", 404)
    page("/discrepancies/shizhong-2020-schools?q=1", 400)


def test_a_fact_finds_the_discrepancies_that_name_it() -> None:
    for row in ask("discrepancies", page_size=1000)["results"]:
        for side in row["sides"]:
            for fact in side["facts"]:
                assert row["id"] in naming(fact["type"], fact["id"])
    assert naming("target", "changqing-2019-clearance-mechanism") == []
    assert naming("slogan", "shizhong-slogan-first-class-central-district").count(
        "shizhong-2019-goal-name"
    ) == 1  # fmt: skip

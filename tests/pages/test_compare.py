"""The comparison as a page: what it shows is what the API says, and silence is told apart."""

import re
from typing import Any

import pytest

from pages import comparing, comparing_silence
from pages.catalogue import compile_catalogue
from pages.comparing_silence import silent_of
from plans.models import Document
from tests.api.asking import ask
from tests.pages.reading import links, page, words

pytestmark = pytest.mark.django_db

GDP = "/compare?indicator=gdp&year=2019"
INVESTMENT = "/compare?indicator=fixed-asset-investment&year=2019"


@pytest.fixture(scope="module", autouse=True)
def catalogue() -> None:
    """What Django reads of the Chinese texts."""
    compile_catalogue()


def sections(source: str) -> list[str]:
    """The axes of a comparison, each with its rows."""
    return re.findall(r'<section><h2>(?:(?!</section>).)*class="cmp".*?</section>', source, re.S)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", [GDP, INVESTMENT])
def test_every_number_word_and_quote_is_the_apis(prefix: str, path: str) -> None:
    source = page(prefix + path)
    said = words(source)
    answer = ask("compare", indicator=re.findall(r"indicator=([\w-]+)", path)[0], year=2019)
    for row in answer["rows"]:
        assert prefix or row["district"]["short_name"] in said
        for cell in (cell for cells in row["cells"].values() for cell in cells):
            assert all(word in said for word in cell["wording"])
            assert all(citation["quote"] in said for citation in cell["citations"])
            number = cell["display"].lstrip("=><≥≤≈ ").rstrip("亿元")
            assert prefix or number in said.replace(",", "")
    assert len(sections(source)) == len(answer["columns"])


def test_rates_stand_before_levels_promises_before_results_and_the_greatest_first() -> None:
    titles = re.findall(r"<h2>([\w ]+) <small>([^<]*)</small>", page(f"/en{INVESTMENT}"))
    assert titles[:3] == [("Growth", "%"), ("Level", "¥ bn"), ("Level", "reported results · ¥ bn")]
    levels = sections(page(INVESTMENT))[1]
    named = re.findall(r'href="/districts/([\w-]+)"', levels)
    assert named == ["jinan-xianxing", "jinan-laiwu"]


def test_one_number_in_two_wordings_is_pointed_out() -> None:
    told = re.findall(r'<p class="alike">.*?</p>', page(f"/en{GDP}"), re.S)
    assert len(told) == 1
    said = words(told[0])
    assert "The same 8.2%:" in said
    assert "Gangcheng “确保GDP增长8.2%” (ensure)" in said
    assert "Laiwu “力争2019年地区生产总值增长8.2%左右” (strive)" in said
    assert 'class="alike"' not in page(INVESTMENT)


def test_a_reported_result_says_of_which_years_it_is() -> None:
    result = sections(page(f"/en{GDP}"))[-1]
    assert "2017–2021 inf." in words(result)
    assert "2019" not in words(sections(page(f"/en{GDP}"))[0]).replace("2019年", "")


def test_units_without_a_promise_are_named_by_why_they_have_none() -> None:
    source = page(f"/en{GDP}")
    read = source.index("No such target <small>13</small>")
    unread = source.index("No text of that year <small>1</small>")
    assert read < source.index(">Lixia<") < unread < source.index(">Shandong<")
    assert "Not yet annotated" not in source
    assert "reported results" in words(page(f"/en{INVESTMENT}").split("No such target")[1])


def test_a_document_whose_facts_are_not_annotated_is_no_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Asked:
        dataset = None

        def listed(self, name: str, **query: Any) -> dict[str, Any]:
            assert (name, query["year"]) == ("documents", 2019)
            noted = {"districts": ["b"], "facts": {"targets": 0, "plans": 1}}
            return {"results": [noted, {"districts": ["a", "b"], "facts": {"targets": 0}}]}

    class Counted:
        def __init__(self, model: Any, *_: Any) -> None:
            self.found = {"a": 1, "b": 2} if model is Document else {"c": 1}

        def counts_by(self, _: str) -> dict[str, int]:
            return self.found

    monkeypatch.setattr(comparing_silence, "Found", Counted)
    rows = [
        {
            "district": {"id": key, "name": key},
            "cells": {"achievement:level:CNY": []} if key else {},
        }
        for key in "abcd"
    ]
    monkeypatch.setattr(comparing_silence, "name_of", lambda unit: unit["id"])
    asked: Any = Asked()
    found = silent_of(asked, {"rows": rows, "year": 2019})
    named = {way: [unit["id"] for unit in part["units"]] for way, part in found.items()}
    assert named == {"read": ["b", "c"], "unannotated": ["a"], "unread": ["d"]}
    assert found["unread"]["units"][0]["reported"]


def test_a_comparison_that_nobody_speaks_of_says_so() -> None:
    source = page("/en/compare?indicator=gdp&year=1999")
    assert "No text in the data gives a number of this for this year." in source
    assert "No such target" not in source
    assert sections(source) == []
    assert "option selected>1999" in source


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("", "indicator"),
        ("indicator=gdp", "year"),
        ("indicator=gpd&year=2019", "gdp"),
        ("indicator=gdp&year=2019&yaer=1", "yaer"),
        ("indicator=gdp&year=2019&format=csv", "format"),
        ("indicator=gdp&year=2019&district=市忠", "市中"),
    ],
)
def test_a_wrong_question_is_an_error_page(prefix: str, query: str, named: str) -> None:
    source = page(f"{prefix}/compare?{query}", 400)
    assert named in source
    assert f'<html lang="{"en" if prefix else "zh-Hans"}">' in source


def test_units_asked_for_stay_asked_for_in_the_form_the_chart_and_the_files() -> None:
    source = page("/compare?indicator=gdp&year=2019&district=莱芜&district=钢城")
    assert source.count('<input type="hidden" name="district"') == 2
    quoted = "indicator=gdp&year=2019&district=%E8%8E%B1%E8%8A%9C&district=%E9%92%A2%E5%9F%8E"
    assert f"/charts/compare.svg?{quoted}&lang=zh" in links(source)
    assert f"/api/compare?{quoted}&format=csv" in links(source)
    assert "市中" not in words(sections(source)[0])


def test_a_page_shows_at_most_so_many_rows_and_says_how_many_it_leaves_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(comparing, "MOST_ROWS", 1)
    source = page(f"/en{INVESTMENT}")
    assert source.count("1 more are not shown here.") == 1


@pytest.mark.parametrize(
    ("prefix", "title"), [("", "地区生产总值"), ("/en", "Gross domestic product")]
)
def test_a_comparison_has_a_title_a_picture_and_both_languages(prefix: str, title: str) -> None:
    source = page(prefix + GDP)
    assert re.findall(r"<title>[^<]*", source)[0].count(title) == 1
    assert source.count("<h1") == 1
    lang = "en" if prefix else "zh"
    picture = f"http://testserver/charts/compare.png?indicator=gdp&amp;year=2019&amp;lang={lang}"
    assert f'property="og:image" content="{picture}"' in source
    assert 'hreflang="en" href="http://testserver/en/compare?' in source
    assert f'src="http://testserver{prefix}/embed/compare?indicator' in words(source).replace(
        "&amp;", "&"
    )
    assert "style=" not in source

"""Search as a page, suggestions, and the one script."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from pages.catalogue import compile_catalogue
from pages.searching import MOST_HITS, marked
from pages.suggesting import MOST
from tests.api.asking import ask
from tests.pages.reading import links, page

pytestmark = pytest.mark.django_db

LARGEST_SCRIPT = 3000
"""Bytes, uncompressed."""


@pytest.fixture(scope="module", autouse=True)
def catalogue() -> None:
    """What Django reads of the Chinese texts."""
    compile_catalogue()


def suggested(text: str, prefix: str = "") -> list[dict[str, str]]:
    """What is suggested for a text."""
    response: Any = Client().get(f"{prefix}/suggest", {"q": text})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    found: list[dict[str, str]] = response.json()["results"]
    return found


def test_what_the_api_found_is_marked_and_nothing_else() -> None:
    assert marked("新建12处<公园>公园", [[6, 8], [9, 11]]) == (
        "新建12处&lt;<mark>公园</mark>&gt;<mark>公园</mark>"
    )
    assert marked("", []) == ""


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_all_hits_are_shown_by_type_with_their_titles(prefix: str) -> None:
    found = ask("search", q="公园")
    source = page(f"{prefix}/search?q=公园")
    unmarked = html.unescape(re.sub("</?mark>", "", source))
    assert 0 < found["count"] <= MOST_HITS
    for hit in found["results"]:
        plural = hit["url"].split("/")[-2]
        assert f'href="{prefix}/{plural}/{hit["id"]}" lang="zh-Hans">{hit["title"]}<' in unmarked
    for count in found["facets"]["type"].values():
        assert f"<small>{count}</small></h2>" in source
    assert source.count("<h2>") == len(found["facets"]["type"])


def test_facets_lead_to_as_many_hits_as_they_say_and_back() -> None:
    source = page("/search?q=公园")
    for url, count in re.findall(r'<a href="(/search\?[^"]+)">[^<]+<small>(\d+)</small>', source):
        narrowed = page(html.unescape(url))
        query = html.unescape(url).partition("?")[2]
        assert Client().get(f"/api/search?{query}").json()["count"] == int(count)
        assert "/search?q=%E5%85%AC%E5%9B%AD" in links(narrowed)


def test_a_search_pages_through_all_hits_once() -> None:
    count = ask("search", q="年")["count"]
    path, seen = "/en/search?q=年", []
    while path:
        source = page(path)
        seen += re.findall(r'<li class="fact"><a href="([^"]+)"', source)
        following = re.search(r'<a href="([^"]+)" rel="next"', source)
        path = html.unescape(following[1]) if following else ""
    assert len(seen) == len(set(seen)) == count > MOST_HITS


def test_a_unit_of_the_name_is_shown_before_the_facts() -> None:
    assert "/districts/jinan-shizhong" in links(page("/search?q=市中"))


def test_where_nothing_is_found_there_are_ways_on() -> None:
    source = page("/en/search?q=飞船 公园&type=target")
    assert "No fact in the data holds all these words." in source
    found = links(source)
    assert "/en/search?q=%E5%85%AC%E5%9B%AD" in found
    assert "/en/search?q=%E9%A3%9E%E8%88%B9+%E5%85%AC%E5%9B%AD" in found
    assert '<ul class="hits">' not in source


def test_without_a_question_there_is_only_the_field() -> None:
    source = page("/search")
    assert '<input id="q"' in source
    assert 'class="hits"' not in source


def test_an_empty_field_asks_nothing() -> None:
    response: Any = Client().get("/en/search?q=")
    assert (response.status_code, response["Location"]) == (302, "/en/search")


@pytest.mark.parametrize(
    "query",
    ["q=公园&typ=target", "type=target", f"q=公园&page_size={MOST_HITS + 1}", "q=公园&page=99"],
)  # fmt: skip
def test_a_wrong_search_is_an_error_page(query: str) -> None:
    response: Any = Client(headers={"accept": "text/html"}).get(f"/search?{query}")
    assert response.status_code in (400, 404)
    assert response["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "text", ["市中", "市中区", "jinan-shizhong", "370103", "Shizhong", "shizh"]
)  # fmt: skip
def test_a_unit_is_suggested_first_by_any_of_its_names(text: str) -> None:
    assert suggested(text)[0]["url"] == "/districts/jinan-shizhong"
    assert suggested(text, "/en")[0]["url"] == "/en/districts/jinan-shizhong"
    assert suggested(text)[0]["text"] == "市中区"


def test_an_alias_is_said_beside_the_name_that_it_stands_for() -> None:
    first = suggested("泉城")[0]
    assert first["text"] == "济南市"
    assert "泉城" in first["about"]


def test_indicators_come_before_facts_and_by_synonyms_too() -> None:
    found = suggested("gdp")
    assert found[0] == {
        "text": "地区生产总值",
        "about": "指标 · GDP",
        "url": "/targets?indicator=gdp",
    }
    assert {row["url"].split("/")[1].split("?")[0] for row in found[1:]} <= {"targets", "projects"}


def test_suggestions_are_few_and_each_leads_to_a_page() -> None:
    for text in ("市", "a", "2019", "公园", "攻坚"):
        found = suggested(text)
        assert 0 < len(found) <= MOST
        assert len({row["url"] for row in found}) == len(found)
        for row in found:
            assert page(row["url"])


def test_nothing_is_suggested_for_what_is_nowhere() -> None:
    assert suggested("宇宙飞船") == []


@pytest.mark.parametrize("query", ["", "q=", "qq=市", "q=市&q=中", "q=市&page=1", "q=%00", "q=%ff"])
def test_a_wrong_question_for_suggestions_is_refused_as_data(query: str) -> None:
    response: Any = Client().get(f"/en/suggest?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_the_script_is_small() -> None:
    found = finders.find("pages/site.js")
    assert found
    assert Path(str(found)).stat().st_size <= LARGEST_SCRIPT

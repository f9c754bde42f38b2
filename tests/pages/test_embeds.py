"""Frames for other sites, and how those learn of them; nothing else may be framed."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from pages import embeds
from pages.catalogue import compile_catalogue
from tests.api.asking import ask, get, refused
from tests.pages.reading import links, page, words

pytestmark = pytest.mark.django_db

GDP = "compare?indicator=gdp&year=2019"
REVENUE = "targets/shizhong-2019-budget-revenue"
UNIT = "districts/jinan-shizhong"
SITE = "http://testserver"


@pytest.fixture(scope="module", autouse=True)
def catalogue() -> None:
    """What Django reads of the Chinese texts."""
    compile_catalogue()


def described(url: str, **more: Any) -> dict[str, Any]:
    """What is told of how to embed an address."""
    query = "&".join([f"url={quote(url, safe='')}", *(f"{k}={v}" for k, v in more.items())])
    response: Any = get("/oembed", query)
    assert response.status_code == 200, response.content.decode()
    assert response["Content-Type"] == "application/json"
    found: dict[str, Any] = response.json()
    return found


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", [GDP, REVENUE, UNIT])
def test_a_frame_may_be_framed_and_leads_to_its_page(prefix: str, path: str) -> None:
    response: Any = Client().get(f"{prefix}/embed/{path}")
    assert response.status_code == 200
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    source = response.content.decode()
    assert f"{prefix}/{path}" in links(source)
    assert f'rel="canonical" href="{SITE}{prefix}/{path.replace("&", "&amp;")}"' in source
    assert f'<html lang="{"en" if prefix else "zh-Hans"}">' in source
    assert source.count("<h1") == 1
    assert '<base target="_blank">' in source
    assert "<script" not in source
    assert "style=" not in source


@pytest.mark.parametrize("path", [f"/{GDP}", f"/{REVENUE}", f"/{UNIT}", "/", "/targets/none"])
def test_nothing_else_may_be_framed(path: str) -> None:
    response: Any = Client(headers={"accept": "text/html"}).get(path)
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_a_framed_comparison_has_the_first_rows_of_each_axis(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = ask("compare", indicator="gdp", year=2019)
    said = words(page(f"/embed/{GDP}"))
    for row in answer["rows"]:
        for cells in row["cells"].values():
            assert all(cell["citations"][0]["quote"] in said for cell in cells)
    monkeypatch.setattr(embeds, "MOST_ROWS", 1)
    source = page(f"/en/embed/{GDP}")
    assert "1 more are not shown here." in source
    assert source.count('class="cmp-row') == len(answer["columns"])


def test_a_framed_promise_has_its_number_its_quote_and_what_became_of_it() -> None:
    fact = ask(REVENUE)
    said = words(page(f"/embed/{REVENUE}"))
    assert fact["statement"] in said
    assert "100 亿元" in said
    assert fact["citations"][0]["quote"] in said
    assert "见报已达到" in said
    silent = ask("targets", verdict="none", has_value="false")["results"][0]["id"]
    source = page(f"/en/embed/targets/{silent}")
    assert "no later report found" in source
    assert "This speaks of the documents in the data, not of the work." in source
    assert "m-track" not in source


def test_a_framed_unit_has_a_disc_for_each_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    count = ask("targets", district="jinan-shizhong")["count"]
    source = page(f"/embed/{UNIT}")
    assert len([link for link in links(source) if link.startswith("/targets/")]) == count
    monkeypatch.setattr(embeds, "MOST_DISCS", 3)
    assert f"the first 3 of {count} targets" in page(f"/en/embed/{UNIT}")


def test_a_framed_unit_of_which_there_is_nothing_says_so() -> None:
    source = page("/en/embed/districts/shandong")
    count = ask("documents", district="shandong")["count"]
    absent = "No document about this unit is in the data."
    assert ("No target in the texts that were read" in source) == bool(count)
    assert (absent in source) == (not count)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/embed/compare?indicator=gdp", 400),
        ("/embed/compare?indicator=gdp&year=2019&w=1", 400),
        (f"/embed/{REVENUE}?w=1", 400),
        (f"/embed/{UNIT}?year=2019", 400),
        ("/embed/districts/jinan-shizong", 404),
        ("/embed/plans/shizhong-2019", 404),
    ],
)
def test_a_frame_is_as_strict_as_its_page(path: str, status: int) -> None:
    page(path, status)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", [GDP, REVENUE, UNIT])
def test_an_address_is_answered_with_its_frame(prefix: str, path: str) -> None:
    found = described(f"{SITE}{prefix}/{path}")
    assert found["version"] == "1.0"
    assert found["type"] == "rich"
    assert found["provider_url"] == f"{SITE}{prefix or '/'}"
    assert found["title"] in words(page(f"{prefix}/{path}").replace("<title>", "<b>"))
    source = re.findall(r'src="([^"]+)"', found["html"])[0].replace("&amp;", "&")
    assert source == f"{SITE}{prefix}/embed/{path}"
    assert f'width="{found["width"]}" height="{found["height"]}"' in found["html"]
    page(source.removeprefix(SITE))


def test_a_frame_is_no_larger_than_asked_and_taller_where_it_is_narrow() -> None:
    wide, narrow = described(f"{SITE}/{REVENUE}"), described(f"{SITE}/{REVENUE}", maxwidth=300)
    assert (wide["width"], narrow["width"]) == (720, 300)
    assert narrow["height"] > wide["height"]
    small = described(f"{SITE}/{REVENUE}", maxwidth=1, maxheight=90)
    assert (small["width"], small["height"]) == (1, 90)


def test_an_address_with_chinese_in_it_is_read_and_written_percent_encoded() -> None:
    found = described(f"{SITE}/compare?indicator=地区生产总值&year=2019")
    assert "/embed/compare?indicator=%E5%9C%B0" in found["html"]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/compare?indicator=gdp&year=2019",
        f"{SITE}/",
        f"{SITE}/compare/x",
        f"{SITE}/targets",
        f"{SITE}/targets/a/b",
        f"{SITE}/api/{UNIT}",
        f"{SITE}/targets/shizhong-2019-budget-revenu",
        "ftp://testserver/districts/jinan-shizhong",
        "http://[",
        "nothing",
    ],
)
def test_an_address_that_is_no_such_page_is_not_found(url: str) -> None:
    refused("/oembed", f"url={quote(url, safe='')}", 404)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("", "url"),
        ("url=", "url"),
        (f"url={SITE}/{REVENUE}&url=x", "url"),
        (f"url={SITE}/{REVENUE}&maxwith=1", "maxwith"),
        (f"url={SITE}/{REVENUE}&maxwidth=0", "maxwidth"),
        (f"url={SITE}/{REVENUE}&format=jsonp", "format"),
        (f"url={SITE}/{GDP}", "year"),
    ],
)
def test_a_wrong_question_is_refused_by_name(query: str, named: str) -> None:
    problem = refused("/oembed", query, 400)
    assert problem["errors"][0]["parameter"] == named


def test_a_comparison_that_the_api_refuses_is_not_embedded() -> None:
    url = quote(f"{SITE}/compare?indicator=gpd&year=2019", safe="")
    assert "gdp" in refused("/oembed", f"url={url}", 400)["errors"][0]["nearest"]


def test_xml_is_not_made_here() -> None:
    refused("/oembed", f"url={quote(f'{SITE}/{REVENUE}', safe='')}&format=xml", 501)


@pytest.mark.parametrize("path", ["/embed/targets/none", "/en/embed/compare?year=2019&x=1"])
def test_an_error_in_a_frame_is_shown_there_without_what_pages_have_around(
    client: Client, path: str
) -> None:
    response = client.get(path, headers={"accept": "text/html"})
    assert response.status_code in (400, 404)
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    body = response.content.decode()
    assert '<base target="_blank">' in body
    assert "<nav" not in body
    assert "<form" not in body

"""Errors as pages: what was wrong in the page's language, what was meant, and a way on."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from pages.catalogue import compile_catalogue
from tests.api.asking import ask, get
from tests.pages.reading import links, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def catalogue() -> None:
    """What Django reads of the Chinese texts."""
    compile_catalogue()


@pytest.mark.parametrize(
    ("path", "meant"),
    [("/sourcs", "/sources"), ("/en/distrits", "/en/districts"), ("/en/targets/a/b", "/en/targets"),
     ("/districts/jinan-shizhng", "/districts/jinan-shizhong")],
)  # fmt: skip
def test_a_wrong_address_is_a_page_that_leads_to_the_nearest(path: str, meant: str) -> None:
    source = page(path, 404)
    assert meant in links(source)
    assert source.count("<h1>") == 1
    assert '<meta name="robots" content="noindex">' in source


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_wrong_parameter_is_mended_by_a_link(prefix: str) -> None:
    source = page(f"{prefix}/targets?distrct=市中&year=2019", 400)
    (mended,) = [link for link in links(source) if "district=" in link and "distrct" not in link]
    assert parse_qs(urlsplit(mended).query) == {"district": ["市中"], "year": ["2019"]}
    assert page(mended)


def test_a_wrong_value_is_mended_by_a_link() -> None:
    source = page("/en/targets?district=市忠", 400)
    assert any(parse_qs(urlsplit(link).query) == {"district": ["市中"]} for link in links(source))


def test_chinese_pages_say_in_chinese_what_is_wrong_and_quote_the_api() -> None:
    said = words(page("/targets?distrct=市中", 400))
    assert "没有“distrct”这个参数" in said
    assert "There is no parameter 'distrct' here" in said
    assert "参数 district 不能是“市忠”" in words(page("/targets?district=市忠", 400))


def test_the_other_language_has_the_same_error() -> None:
    source = page("/sourcs?x=市中", 404)
    (switch,) = [link for link in links(source) if link.startswith("/en/")]
    assert urlsplit(switch).path == "/en/sourcs"
    assert page(switch, 404)


def test_a_page_of_an_older_version_leads_back_to_the_first() -> None:
    first = ask("targets", page_size=2)
    after = parse_qs(urlsplit(first["next"]).query)["after"][0]
    path = f"/en/targets?page_size=2&page=2&after={after}&data_version=0123456789abcdef"
    back = [link for link in links(page(path, 409)) if "page_size=2" in link and "page=2" not in
            link.replace("page_size=2", "")]  # fmt: skip
    assert [urlsplit(link).path for link in back] == ["/en/targets"]


@pytest.mark.parametrize("path", ["/api/targts", "/livez/x", "/suggest/x"])
def test_programs_get_json_also_where_they_accept_html(path: str) -> None:
    response = get(path, accept="text/html,*/*")
    assert response["Content-Type"] == "application/problem+json"


def test_what_was_asked_is_shown_and_never_run() -> None:
    source = page("/targets?%3Cscript%3E=1&district=%3Cb%3E", 400)
    assert "<script>" not in source
    assert "<b>" not in source


def test_pages_can_only_be_read() -> None:
    response = Client(headers={"accept": "text/html"}).post("/targets")
    assert response.status_code == 405
    assert "这些页面只能读" in response.content.decode()

"""The pages for people: what they say is so, and nothing of them comes from elsewhere."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings

from plans.models import Dataset
from tests.api.asking import ask, get

pytestmark = pytest.mark.django_db

PAGES = ["/", "/api/docs", "/api/redoc"]


class Links(HTMLParser):
    """What a page links to and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Sort links from what is loaded, and note what a content policy would stop."""
        named = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(named["href"])
        else:
            self.loaded += [named[name] for name in ("href", "src", "data-schema") if name in named]
        if tag == "style" or (tag == "script" and "src" not in named):
            self.inline.append(tag)
        self.inline += [name for name in named if name == "style" or name.startswith("on")]


def page(path: str) -> str:
    """The text of a page."""
    response = get(path, accept="text/html,*/*;q=0.8")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/html; charset=utf-8"
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_has_nothing_inline(path: str) -> None:
    found = Links(page(path))
    assert found.loaded
    assert found.inline == []
    for link in [*found.loaded, *found.links]:
        target = urlsplit(urljoin(f"http://testserver{path}", link))
        assert target.netloc == "testserver", link


@pytest.mark.parametrize("path", PAGES)
def test_everything_that_a_page_loads_is_served(path: str) -> None:
    for link in Links(page(path)).loaded:
        if link.startswith("/static/"):
            assert finders.find(link.removeprefix("/static/")), link
        else:
            assert Client().get(link).status_code == 200, link


def test_the_files_of_the_pages_ask_for_nothing_from_elsewhere() -> None:
    for name in (
        "pages/site.css",
        "pages/site.js",
        "policyapi/docs.css",
        "policyapi/swagger.js",
        "policyapi/redoc.js",
    ):
        path = finders.find(name)
        assert isinstance(path, str)
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - finders give a text
            assert not re.search(r"https?:|@import|//[a-z]", file.read()), name


def test_every_link_of_the_front_page_answers() -> None:
    links = Links(page("/")).links
    assert any(link.startswith("/api/targets?") for link in links)
    for link in links:
        parts = urlsplit(link)
        if not parts.fragment:
            response = get(parts.path, parts.query, accept="text/html,*/*;q=0.8")
            assert response.status_code == 200, link


def test_what_the_front_page_asks_of_the_api_has_an_answer() -> None:
    asked = [link for link in Links(page("/")).links if link.startswith("/api/") and "?" in link]
    assert len(asked) >= 2
    for parts in (urlsplit(link) for link in asked):
        answer: Any = get(parts.path, parts.query)
        assert any(answer.json().get(name) for name in ("count", "rows", "years")), parts


@override_settings(POLICYAPI_PUBLIC_URL="https://data.example.org")
def test_links_go_to_the_public_address_where_one_is_set() -> None:
    assert "curl -G https://data.example.org/api/targets" in page("/about/data")
    assert '<link rel="canonical" href="https://data.example.org/">' in page("/")
    assert ask("targets", page_size=1)["next"].startswith("https://data.example.org/api/targets?")
    assert get("/api").json()["targets"] == "https://data.example.org/api/targets"  # type: ignore[attr-defined]


def test_the_front_page_names_the_version_of_the_data() -> None:
    assert ask("targets", page_size=1)["data_version"] in page("/")


def test_without_data_the_front_page_says_how_to_load_them() -> None:
    Dataset.objects.all().delete()
    for path in ("/", "/en"):
        response = Client(headers={"accept": "text/html"}).get(path)
        assert response.status_code == 503
        assert "manage.py load_data" in response.content.decode()
    assert Client().get("/").status_code == 503
    assert Client().get("/api/targets").status_code == 503
    assert Client().get("/readyz").status_code == 503
    assert Client().get("/livez").status_code == 200
    assert Client().get("/api/docs").status_code == 200


def test_the_index_names_every_list_and_every_page_of_documentation() -> None:
    for name, url in get("/api").json().items():  # type: ignore[attr-defined]
        response: Any = get(urlsplit(url).path)
        if response.status_code != 200:
            errors = response.json()["errors"]
            assert any("is needed" in error["detail"] for error in errors), name

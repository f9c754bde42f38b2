"""The pages about the marks and the data: what they count is so, and what they show answers."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from pages.about import BANDS, DISCS, STEMS, size_of
from pages.catalogue import compile_catalogue
from pages.naming import CHOICES
from plans.models.quantities import Comparator
from tests.api.asking import ask, get
from tests.pages.reading import links, page, words

pytestmark = pytest.mark.django_db

PAGES = ["/about/marks", "/about/data", "/en/about/marks", "/en/about/data"]


@pytest.fixture(scope="module", autouse=True)
def catalogue() -> None:
    """What Django reads of the Chinese texts."""
    compile_catalogue()


@pytest.mark.parametrize("path", PAGES)
def test_pages_about_take_no_parameter_and_have_one_title(path: str) -> None:
    source = page(path)
    assert source.count("<h1>") == 1
    assert "style=" not in source
    assert get(path, "x=1", accept="text/html").status_code == 400


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_the_pages_about_answers(path: str) -> None:
    own = [urlsplit(link) for link in links(page(path)) if link.startswith("/")]
    assert own
    for parts in own:
        if parts.path.startswith(("/about", "/en/about", "/api")):
            answer: Any = get(parts.path, parts.query, accept="*/*")
            assert answer.status_code == 200, parts
            answer.close()


def test_every_comparator_modality_and_verdict_is_explained() -> None:
    assert {quantity.comparator for quantity, _, _ in BANDS} == set(Comparator.values)
    assert {modality for modality, *_ in STEMS} == {*CHOICES["modality"].values, None}
    assert {verdict for verdict, _ in DISCS} == set(CHOICES["verdict"].values)
    source = page("/about/marks")
    assert source.count('class="m-glyph"') == len(BANDS) + len(STEMS)


def test_the_page_about_the_data_counts_what_the_lists_count() -> None:
    counts = re.findall(r'<a href="(?:/en|/api)?/(\w+)">[^<]+</a> <b>(\d+)</b>',
                        page("/en/about/data"))  # fmt: skip
    assert len(counts) == 10
    for name, count in counts:
        api = "documents" if name == "sources" else name
        assert ask(api, page_size=1)["count"] == int(count), name


def test_files_stand_with_size_and_hash_and_can_be_fetched() -> None:
    source = page("/en/about/data")
    downloads = get("/api/dataset").json()["downloads"]  # type: ignore[attr-defined]
    assert downloads
    for file in downloads:
        assert file["sha256"] in source
        assert size_of(file["bytes"]) in source
        assert urlsplit(file["url"]).path in links(source)


def test_the_version_is_named_to_cite_and_releases_lead_to_what_they_changed() -> None:
    source = page("/en/about/data")
    version = ask("targets", page_size=1)["data_version"]
    assert f"data version {version}" in words(source)
    link = next(link for link in links(source) if link.startswith("/api/changes"))
    assert get(link).json()["added"]  # type: ignore[attr-defined]


def test_the_curl_lines_answer() -> None:
    lines = re.findall(r"curl -G http://testserver(/\S+) (.+)", page("/about/data"))
    assert len(lines) == 2
    for path, options in lines:
        query = "&".join(re.findall(r"(?:--data-urlencode|-d) (\S+)", options))
        assert get(path, query).status_code == 200


@pytest.mark.parametrize(("count", "size"), [(1, "1 kB"), (45_678, "46 kB"), (2_540_000, "2.5 MB")])
def test_sizes_are_short(count: int, size: str) -> None:
    assert size_of(count) == size

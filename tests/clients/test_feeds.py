"""The Atom feed, the sitemap, robots.txt, security.txt and llms.txt."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import resolve

from pages.feeds import changes, sitemap
from pages.language import without_language
from plans.models import Change, Release
from tests.api.asking import get, ids, problem_in

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
DAY = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")

PATHS = (
    "/changes.atom",
    "/en/changes.atom",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-targets-1.xml",
    "/robots.txt",
    "/llms.txt",
    "/.well-known/security.txt",
)
SITEMAPS = {
    "districts": "districts",
    "sources": "documents",
    "plans": "plans",
    "targets": "targets",
    "achievements": "achievements",
    "projects": "projects",
    "discrepancies": "discrepancies",
}
"""Lists whose rows have a page, by the beginning of its path."""


@pytest.fixture(autouse=True)
def _contact(settings: Any) -> None:
    settings.POLICYAPI_CONTACT = "mailto:security@example.org"
    changes.counted.cache_clear()


def text(path: str) -> str:
    """What stands at a path."""
    response = get(path)
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()


def parsed(path: str) -> ElementTree.Element:
    """What stands at a path, as XML."""
    return ElementTree.fromstring(text(path))  # noqa: S314 - our own


def released(version: str, minutes: int, **rows: int) -> Release:
    """One more release, with so many targets added, changed or removed."""
    newest = Release.objects.order_by("-id").first()
    assert newest is not None
    release = Release.objects.create(
        data_version=version, loaded_at=newest.loaded_at + timedelta(minutes=minutes)
    )
    Change.objects.bulk_create(
        Change(release=release, action=action, type="target", row=f"{action}-{number}")
        for action, count in rows.items()
        for number in range(count)
    )
    return release


@pytest.mark.parametrize("path", PATHS)
def test_a_client_that_has_it_is_not_sent_it_again(path: str) -> None:
    first = get(path)
    assert first["Cache-Control"].startswith("public")
    assert get(path, **{"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", PATHS)
def test_parameters_and_other_methods_are_refused(path: str) -> None:
    assert problem_in(get(path, "x=1"))["errors"][0]["parameter"] == "x"
    assert problem_in(Client().post(path))["status"] == 405


@pytest.mark.parametrize(("path", "language"), [("", "zh-Hans"), ("/en", "en")])
def test_the_feed_has_what_atom_requires(path: str, language: str) -> None:
    released("a" * 16, 1, added=2, changed=1)
    released("b" * 16, 2, removed=3)
    feed = parsed(f"{path}/changes.atom")
    assert feed.tag == f"{ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    entries = feed.findall(f"{ATOM}entry")
    for part in (feed, *entries):
        for name in ("id", "title", "updated"):
            [found] = part.findall(f"{ATOM}{name}")
            assert found.text
        assert DAY.fullmatch(part.findtext(f"{ATOM}updated") or "")
        assert (part.findtext(f"{ATOM}id") or "").startswith(ROOT)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{ROOT}{path}/changes.atom"
    keys = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(keys)) == len(keys) == 3
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0]


def test_an_entry_counts_what_its_release_changed_and_leads_there() -> None:
    newest = Release.objects.order_by("-id").first()
    assert newest is not None
    released("a" * 16, 1, added=2, changed=1)
    entries = parsed("/en/changes.atom").findall(f"{ATOM}entry")
    assert entries[0].findtext(f"{ATOM}title") == (
        f"Data version {'a' * 16}: 2 added, 1 changed, 0 removed"
    )
    told = "".join(entries[0].itertext())
    assert "Added: targets 2" in told
    assert "Removed: 0" in told
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    url = urlsplit(link.get("href") or "")
    assert url.query == f"since={newest.data_version}"
    since: Any = get(url.path, url.query).json()  # type: ignore[attr-defined]
    assert [len(since[action]) for action in Change.Action.values] == [2, 1, 0]


def test_the_feed_keeps_to_the_newest_releases(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        released(f"{number}" * 16, number + 1, added=1)
    monkeypatch.setattr(changes, "MOST_ENTRIES", 2)
    titles = [
        entry.findtext(f"{ATOM}title") or ""
        for entry in parsed("/en/changes.atom").findall(f"{ATOM}entry")
    ]
    assert [title.partition(":")[0] for title in titles] == [
        f"Data version {'3' * 16}",
        f"Data version {'2' * 16}",
    ]


def test_a_release_of_very_many_changes_is_not_counted_row_by_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(changes, "MOST_COUNTED", 5)
    released("a" * 16, 1, added=5)
    released("b" * 16, 2, added=6)
    many, few, *_ = parsed("/en/changes.atom").findall(f"{ATOM}entry")
    assert "more than 5 rows" in (many.findtext(f"{ATOM}title") or "")
    assert "targets 5" in "".join(few.itertext())
    link = many.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{ROOT}/api/dataset"


def addresses() -> list[tuple[str, dict[str, str]]]:
    """Every URL of every file, with the URLs of its languages."""
    found = []
    for file in parsed("/sitemap.xml").iter(f"{MAP}loc"):
        url = urlsplit(file.text or "")
        assert f"{url.scheme}://{url.netloc}" == ROOT
        for entry in parsed(url.path):
            links = {
                link.get("hreflang") or "": link.get("href") or "" for link in entry.iter(LINK)
            }
            found.append((entry.findtext(f"{MAP}loc") or "", links))
    return found


def test_the_sitemap_has_each_page_of_each_row_in_both_languages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sitemap, "ROWS_OF_A_FILE", 7)
    found = addresses()
    urls = [url for url, _ in found]
    assert len(set(urls)) == len(urls)
    for url, links in found:
        assert set(links) == {"zh-Hans", "en", "x-default"}
        assert url in (links["zh-Hans"], links["en"])
        assert links["x-default"] == links["zh-Hans"]
        assert {links["zh-Hans"], links["en"]} <= set(urls)
    for path, name in SITEMAPS.items():
        expected = [f"{ROOT}{prefix}/{path}/{key}" for key in ids(name) for prefix in ("", "/en")]
        assert sorted(u for u in urls if f"/{path}/" in u) == sorted(expected)


def test_a_file_of_the_sitemap_stays_below_what_the_protocol_allows() -> None:
    rows = sitemap.ROWS_OF_A_FILE
    longest = sitemap._urls("https://" + "h" * 253, "/projects/" + "x" * 200)
    assert 2 * rows <= 50_000
    assert len(longest.encode()) * rows < 50 * 1024 * 1024


def test_every_kind_of_address_in_the_sitemap_leads_to_a_page() -> None:
    tried = set()
    for url, _ in addresses():
        path = urlsplit(url).path
        own = without_language(path) in sitemap.OWN_PAGES
        kind = path if own else f"{path.rpartition('/')[0]}/…"
        if kind not in tried:
            tried.add(kind)
            assert resolve(path).url_name != "nothing-here", path
            response = get(path, Accept="text/html")
            assert response.status_code == 200, path
    assert len(tried) == 2 * (len(sitemap.OWN_PAGES) + len(SITEMAPS))


@pytest.mark.parametrize(
    ("name", "near"), [("target-1", "targets-1"), ("targets-99", None), ("pages-1", "pages")]
)
def test_a_file_that_the_sitemap_does_not_have_is_not_found(name: str, near: str | None) -> None:
    problem = problem_in(get(f"/sitemap-{name}.xml"))
    assert problem["status"] == 404
    assert near is None or f"/sitemap-{near}.xml" in problem["nearest"]


def test_robots_may_read_all_but_what_has_no_end() -> None:
    robots = RobotFileParser()
    robots.parse(text("/robots.txt").splitlines())
    assert robots.site_maps() == [f"{ROOT}/sitemap.xml"]
    for path in ("/", "/en", "/targets/x", "/api/targets?q=x", "/charts/target.png", "/llms.txt"):
        assert robots.can_fetch("anybot", ROOT + path), path
    for path in ("/search?q=x", "/en/search?q=x", "/suggest?q=x"):
        assert not robots.can_fetch("anybot", ROOT + path), path


def test_security_txt_says_whom_to_tell_and_until_when_that_is_good() -> None:
    fields = dict(line.split(": ", 1) for line in text("/.well-known/security.txt").splitlines())
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"] == f"{ROOT}/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=100) < left < timedelta(days=365)


def test_a_bare_address_of_mail_becomes_a_uri(settings: Any) -> None:
    settings.POLICYAPI_CONTACT = "security@example.org"
    assert "Contact: mailto:security@example.org\n" in text("/.well-known/security.txt")


def test_without_a_contact_there_is_no_security_txt(settings: Any) -> None:
    settings.POLICYAPI_CONTACT = ""
    assert problem_in(get("/.well-known/security.txt"))["status"] == 404


def test_every_link_of_llms_txt_answers(settings: Any) -> None:
    settings.POLICYAPI_MCP = False
    content = text("/llms.txt")
    assert content.startswith("# policyapi\n\n> ")
    links = re.findall(r"\]\(([^)]+)\)", content)
    assert len(links) == len(set(links)) >= 20
    for link in links:
        url = urlsplit(link)
        assert get(url.path, url.query).status_code == 200, link
    settings.POLICYAPI_MCP = True
    assert f"]({ROOT}/mcp)" in text("/llms.txt")
    assert "/mcp" not in content

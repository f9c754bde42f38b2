"""`/sitemap.xml`: all pages in both languages, in files that the lists are cut into."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse

from districts.models import District
from pages.language import LANGUAGES, local
from plans.models import (
    Achievement,
    Dataset,
    Discrepancy,
    Document,
    Plan,
    Project,
    ServedRow,
    Target,
)
from plans.models.rows import first_place
from policyapi.answering import answer, root_of
from policyapi.asking import refuse_parameters
from policyapi.errors import Problem, nearest
from policyapi.index.finding import Found
from policyapi.index.wanted import Wanted
from policyapi.served import Served

XML: Final = "application/xml; charset=utf-8"
ROWS_OF_A_FILE: Final = 5_000
"""Rows of one file. Each has two URLs, and a sitemap may hold 50,000 in 50 MB: these are some 4."""

OWN_PAGES: Final = (
    "/",
    "/districts",
    "/targets",
    "/achievements",
    "/projects",
    "/slogans",
    "/sources",
    "/discrepancies",
    "/about/marks",
    "/about/data",
)
"""Pages that are one each."""
ROW_PAGES: Final[dict[str, type[Served]]] = {
    "districts": District,
    "sources": Document,
    "plans": Plan,
    "targets": Target,
    "achievements": Achievement,
    "projects": Project,
    "discrepancies": Discrepancy,
}
"""Lists of which each row has a page, by the beginning of its path."""
HREFLANG: Final = {"zh": "zh-Hans", "en": "en"}

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OF_SITEMAPS: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_OF_LINKS: Final = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def index(request: HttpRequest) -> HttpResponse:
    """The files that there are. Raises Problem 400 for any parameter."""
    refuse_parameters(request)

    def render(dataset: Dataset) -> bytes:
        changed = dataset.loaded_at.isoformat(timespec="seconds") if dataset.loaded_at else ""
        files = "".join(
            f"<sitemap><loc>{escape(root_of(request))}/sitemap-{name}.xml</loc>"
            f"<lastmod>{changed}</lastmod></sitemap>\n"
            for name in names(dataset)
        )
        return f"{_HEAD}<sitemapindex {_OF_SITEMAPS}>\n{files}</sitemapindex>\n".encode()

    return answer(request, render, XML)


def part(request: HttpRequest, name: str) -> HttpResponse:
    """One of the files. Raises Problem 404 for one that there is not, with the nearest."""
    refuse_parameters(request)

    def render(dataset: Dataset) -> bytes:
        known = list(names(dataset))
        if name not in known:
            near = [f"/sitemap-{close}.xml" for close in nearest(name, known)]
            detail = f"There is no sitemap {name[:60]!r}. /sitemap.xml names those that there are."
            raise Problem(404, "not-found", detail, nearest=near)
        root = escape(root_of(request))
        urls = "".join(_urls(root, path) for path in _paths(name))
        return f"{_HEAD}<urlset {_OF_SITEMAPS} {_OF_LINKS}>\n{urls}</urlset>\n".encode()

    return answer(request, render, XML)


def names(dataset: Dataset) -> Iterator[str]:
    """Names of all files."""
    yield "pages"
    for name, model in ROW_PAGES.items():
        files = -(-Found(model, Wanted(), dataset).count // ROWS_OF_A_FILE)
        yield from (f"{name}-{number}" for number in range(1, files + 1))


def _paths(name: str) -> Iterator[str]:
    if name == "pages":
        yield from OWN_PAGES
        return
    kind, _, number = name.rpartition("-")
    behind = first_place(ROW_PAGES[kind]) + (int(number) - 1) * ROWS_OF_A_FILE
    rows = ServedRow.objects.filter(place__gt=behind, place__lte=behind + ROWS_OF_A_FILE)
    for key in rows.order_by("place").values_list("key", flat=True):
        yield f"/{kind}/{quote(key, safe='')}"


def _urls(root: str, path: str) -> str:
    """A page in each language, each naming both."""
    both = {lang: f"{root}{local(path, lang)}" for lang in LANGUAGES}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{url}"/>'
        for code, url in [
            *((HREFLANG[lang], url) for lang, url in both.items()),
            ("x-default", both["zh"]),
        ]
    )
    return "".join(f"<url><loc>{url}</loc>{links}</url>\n" for url in both.values())

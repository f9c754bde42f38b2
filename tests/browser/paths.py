"""The paths to look at: every route of the pages in both languages, with rows that there are."""

from typing import Final, NamedTuple

from pages.language import local
from pages.urls import ROUTES
from tests.browser.serving import read

LANGUAGES: Final = ("zh", "en")
DATA: Final = {"suggest", "oembed"}
"""Routes that answer data to scripts and other sites: not pages."""
EXAMPLES: Final = {
    "districts": "jinan-shizhong",
    "targets": "shizhong-2019-budget-revenue",
    "plans": "shizhong-2019",
}
"""Rows that show much. Of other lists it is the first row."""
LISTS: Final = {"sources": "documents"}
"""Lists of the API whose pages have another name."""
QUERIES: Final = {"compare": "?indicator=gdp&year=2019", "search": "?q=公园"}
"""What pages that need a question are asked, by the end of their route."""


class Place(NamedTuple):
    """A route in a language."""

    route: str
    language: str

    def __str__(self) -> str:
        return (
            f"{self.language}-{self.route.replace('<str:key>', 'one').replace('/', '.') or 'front'}"
        )


def places() -> list[Place]:
    """All pages, in all languages."""
    routes = [route for route, _, _ in ROUTES if route not in DATA]
    return [Place(route, language) for route in routes for language in LANGUAGES]


def path_of(site: str, place: Place) -> str:
    """A path that shows something, with the query it needs."""
    route = place.route
    if "<" in route:
        folder = route.split("/<")[0].split("/")[-1]
        route = route.split("<")[0] + (EXAMPLES.get(folder) or _first(site, folder))
    return local(f"/{route}", place.language) + QUERIES.get(route.split("/")[-1], "")


def _first(site: str, folder: str) -> str:
    rows = read(site, f"/api/{LISTS.get(folder, folder)}?page_size=1&fields=id")["results"]
    return str(rows[0]["id"])

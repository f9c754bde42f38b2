"""CPU milliseconds and weight of every page in both languages, none of them kept by the store.

`python -m bench.pages [--rounds N] [--all] [--write FOLDER] [PART]` asks the application in this
process for each page of the data that its database holds, and prints the median of N rounds; of
routes with many rows the dearest, or with `--all` each. `PART` is part of the paths that are asked.
`--write` keeps the pages as files: two runs can then be compared byte by byte.
"""

import argparse
import gzip
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, Final, NamedTuple
from urllib.parse import quote
from wsgiref.util import setup_testing_defaults

os.environ["POLICYAPI_STORE_BYTES"] = "0"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")

MOST: Final = 20.0
"""Milliseconds of CPU that a page may take."""
ROUNDS: Final = 15
SOME: Final = 12
"""Rows of a list whose pages are asked for; of units, plans and sources all."""
WHOLE: Final = ("districts", "plans", "sources", "discrepancies")
LISTS: Final = {"sources": "documents"}
"""Lists of the API whose pages have another name."""
QUERIES: Final[dict[str, tuple[str, ...]]] = {
    "districts": ("", "kind=county", "q=市"),
    "compare": ("indicator=gdp&year=2019", "indicator=gdp&year=2020",
                "indicator=fixed-asset-investment&year=2019"),
    "targets": ("", "district=市中", "district=市中&year=2019", "q=公园", "modality=ensure",
                "page_size=50", "verdict=met", "indicator=gdp"),
    "achievements": ("", "district=市中&year=2019"),
    "discrepancies": ("", "district=市中"),
    "projects": ("", "district=市中", "kind=park", "q=公园"),
    "slogans": ("", "kind=theme"),
    "plans": ("", "district=市中", "kind=annual"),
    "search": ("", "q=公园", "q=市中", "q=1%2B456"),
    "sources": ("", "year=2019", "district=市中"),
    "embed/compare": ("indicator=gdp&year=2019",),
}  # fmt: skip
"""What lists and questions are asked, by route."""


class Page(NamedTuple):
    """A page that was asked for: its route, its path in Chinese, and by language ms and bytes."""

    route: str
    path: str
    milliseconds: dict[str, float]
    weight: dict[str, int]

    @property
    def dearest(self) -> float:
        """Of the languages."""
        return max(self.milliseconds.values())


def application() -> Any:
    """The application as a server has it."""
    from policyapi.wsgi import application as made

    return made


def asked(path: str) -> bytes:
    """The body of a path. Raises SystemExit for any other answer than 200."""
    environ: dict[str, Any] = {}
    environ["PATH_INFO"], _, query = path.partition("?")
    environ["QUERY_STRING"] = quote(query, safe="=&%+-")
    environ["HTTP_ACCEPT"] = "*/*" if path.startswith("/api/") else "text/html"
    setup_testing_defaults(environ)
    statuses: list[str] = []
    response = application()(environ, lambda status, *_: statuses.append(status))
    body = b"".join(response)
    getattr(response, "close", lambda: None)()
    if not statuses[0].startswith("200"):
        sys.exit(f"{path} answers {statuses[0]}")
    return body


def paths() -> Iterator[tuple[str, str]]:
    """Route and path of every page, in Chinese."""
    from pages.urls import ROUTES

    for route, _, name in ROUTES:
        if name == "suggest":
            continue
        if "<" not in route:
            for query in QUERIES.get(route, ("",)):
                yield route, f"/{route}" + (f"?{query}" if query else "")
            continue
        folder = route.split("/<")[0].split("/")[-1]
        for key in _keys(LISTS.get(folder, folder), SOME if folder not in WHOLE else 1000):
            yield route, "/" + route.replace("<str:key>", key)


def measured(route: str, path: str, rounds: int, folder: Path | None) -> Page:
    """One page, warmed once."""
    found = Page(route, path, {}, {})
    from pages.language import LANGUAGES, local

    for language in LANGUAGES:
        there = local(path, language)
        body = asked(there)
        found.weight[language] = len(gzip.compress(body, 6))
        found.milliseconds[language] = median(_once(there) for _ in range(rounds))
        if folder:
            (folder / f"{quote(there, safe='')}.html").write_bytes(body)
    return found


def dearest(pages: list[Page]) -> list[Page]:
    """Of each route the page that takes longest."""
    by_route: dict[str, Page] = {}
    for page in sorted(pages, key=lambda page: page.dearest):
        by_route[page.route] = page
    return [by_route[route] for route in dict.fromkeys(page.route for page in pages)]


def _keys(name: str, most: int) -> list[str]:
    import orjson

    rows = orjson.loads(asked(f"/api/{name}?page_size={most}&fields=id"))["results"]
    return [row["id"] for row in rows]


def _once(path: str) -> float:
    began = process_time()
    asked(path)
    return (process_time() - began) * 1e3


def main() -> None:
    """Ask for the pages and print what they take."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("part", nargs="?", default="", help="part of the paths")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--all", action="store_true", help="each page, not the dearest of a route")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="keep the pages as files")
    given = parser.parse_args()
    if given.write:
        given.write.mkdir(parents=True, exist_ok=True)
    application()
    found = [
        measured(route, path, given.rounds, given.write)
        for route, path in paths()
        if given.part in path
    ]
    print("| page | zh, CPU ms | en, CPU ms | zh, bytes gzipped | en |\n|---|---:|---:|---:|---:|")
    for page in found if given.all else dearest(found):
        times, weight = page.milliseconds, page.weight
        print(f"| {page.path} | {times['zh']:.1f} | {times['en']:.1f} "
              f"| {weight['zh']:,} | {weight['en']:,} |")  # fmt: skip
    over = [page.path for page in found if page.dearest > MOST]
    print(f"\n{len(found)} pages in two languages; over {MOST:g} ms: {', '.join(over) or 'none'}")
    sys.exit(bool(over))


if __name__ == "__main__":
    main()

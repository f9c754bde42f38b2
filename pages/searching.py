"""`/search`: facts that hold every word, by type, with ways to fewer or to more of them."""

from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from districts.naming import district_shapes
from pages import data
from pages.claims_lists import asking, paths, unfilled
from pages.language import local
from pages.naming import named
from pages.suggesting import indicators, units
from pages.templatetags.pages import unit_name
from pages.viewing import Visit, files_of, page, with_query
from plans.answers.facts import TITLES
from policyapi.query import read_query

Shape = dict[str, Any]

MOST_HITS: Final = 30
MOST_VALUES: Final = 10
"""Values of a facet that are links: those with the most hits."""
MOST_TEXTS: Final = 2
"""Texts of a hit that are shown beside its title."""
PLURALS: Final = {
    "target": "targets",
    "achievement": "achievements",
    "project": "projects",
    "slogan": "slogans",
    "plan": "plans",
}
BY_COUNT: Final = ("type", "district", "domain")
"""Facets whose values with the most hits come first; years go from the latest on."""


def make(visit: Visit) -> Shape:
    """The hits of the page's own question; without one only the field to ask in."""
    query = read_query(visit.request.META.get("QUERY_STRING", ""))
    visit.title = gettext("Search")
    visit.description = gettext(
        "Find words in what districts promised, did and proclaimed: exactly, from one character on."
    )
    visit.crumbs = [(visit.title, "")]
    if not query:
        return {"q": ""}
    inner = asking(visit, MOST_HITS)
    found = data.asked(inner, visit.dataset, "search")
    visit.files = files_of("/api/search", urlencode(_kept(query), doseq=True))
    text = query["q"][0]
    visit.title = f"{text} · {gettext('Search')}"
    return {
        "q": text,
        "found": found,
        "types": _by_type(found),
        "facets": _facets(query, found["facets"]),
        "named": [*units(text), *indicators(text)] if found["previous"] is None else [],
        "others": [(word, with_query("/search", q=word)) for word in _single(text)],
        "all_types": with_query("/search", q=text) if len(_kept(query)) > 1 else "",
        "paths": paths(visit, found),
    }


view = unfilled(page("pages/search.html", make))


def marked(text: str, spans: list[list[int]]) -> SafeString:
    """A text with the parts that the API found in it marked."""
    parts, place = [], 0
    for start, end in spans:
        parts.append((text[place:start], text[start:end]))
        place = end
    found = format_html_join("", "{}<mark>{}</mark>", parts)
    return format_html("{}{}", found, text[place:])


def _by_type(found: Shape) -> list[Shape]:
    """The hits of this page by their type, with how many there are of it in all."""
    return [
        {
            "type": kind,
            "count": found["facets"]["type"][kind],
            "hits": [_shown(hit) for hit in hits],
        }
        for kind, hits in groupby(found["results"], key=lambda hit: str(hit["type"]))
    ]


def _shown(hit: Shape) -> Shape:
    """A hit with its title marked, and the other texts in which the words stand."""
    title, seen = format_html("{}", hit["title"]), {hit["title"]}
    others: list[tuple[str, SafeString]] = []
    labels = {
        "alias": gettext("also called"),
        "indicator": gettext("indicator"),
        "element": gettext("component"),
        "theme": gettext("name of the year"),
        "goal": gettext("goal"),
    }
    for match in hit["matches"]:
        if match["field"] == TITLES[hit["type"]]:
            title = marked(match["text"], match["spans"])
        elif match["text"] not in seen and len(others) < MOST_TEXTS:
            seen.add(match["text"])
            label = labels.get(match["field"], "")
            others.append((label, marked(match["text"], match["spans"])))
    path = local(f"/{PLURALS[hit['type']]}/{hit['id']}")
    return hit | {"path": path, "marked": title, "others": others}


def _facets(query: dict[str, list[str]], counted: dict[str, dict[str, int]]) -> list[Shape]:
    """Ways to fewer hits, or back: what splits them, and what was chosen already."""
    titles = {
        "type": gettext("Type"),
        "district": gettext("District"),
        "year": gettext("Year"),
        "domain": gettext("Policy field"),
    }
    kept = _kept(query)
    facets = []
    for name, title in titles.items():
        chosen = name in query
        if chosen or len(counted[name]) > 1:
            values = _values(name, counted[name], kept)
            without = _linked({key: value for key, value in kept.items() if key != name})
            facets.append({"title": title, "values": values, "without": without if chosen else ""})
    return facets


def _values(name: str, counts: dict[str, int], kept: Shape) -> list[tuple[str, int, str]]:
    values = sorted(counts.items(), reverse=True)
    if name in BY_COUNT:
        values.sort(key=lambda value: -value[1])
    return [
        (_called(name, value), count, _linked(kept | {name: value}))
        for value, count in values[:MOST_VALUES]
    ]


def _called(name: str, value: str) -> str:
    if name == "district":
        return unit_name(district_shapes()[value])
    return named(name, value) if name in ("type", "domain") else value


def _kept(query: dict[str, list[str]]) -> Shape:
    """The question without its place among the pages."""
    return {
        name: values
        for name, values in query.items()
        if name not in ("page", "page_size", "data_version")
    }


def _linked(query: Shape) -> str:
    return with_query("/search", **query)


def _single(text: str) -> list[str]:
    """The words one by one, where there are several."""
    words = list(dict.fromkeys(text.split()))
    return words[:MOST_VALUES] if len(words) > 1 else []

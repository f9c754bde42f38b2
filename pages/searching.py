"""Search as a page, with the words marked, and suggestions for what is being typed."""

from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from districts.naming import district_names, named_districts
from pages.language import LANGUAGES, local
from pages.viewing import Visit, page, with_query
from plans.filters.indicators import indicator_names
from plans.models import Dataset
from policyapi.answering import answer
from policyapi.asking import refuse_parameters
from policyapi.errors import bad_parameters
from policyapi.query import normalise, read_query
from policyapi.questions import missing
from policyapi.values import LONGEST_Q, NotKnown
from policyapi.vocabulary import kept

Shape = dict[str, Any]

MOST_SUGGESTED: Final = 8
PAGE_SIZE: Final = 30
PLURALS: Final = {
    "target": "targets",
    "achievement": "achievements",
    "project": "projects",
    "slogan": "slogans",
    "plan": "plans",
}


def make(visit: Visit) -> Shape:
    """The hits of the page's own question; without one only the field to ask in."""
    query = read_query(visit.request.META.get("QUERY_STRING", ""))
    visit.title = gettext("Search")
    visit.description = gettext("Find words in what districts promised, did and proclaimed.")
    visit.crumbs = [(visit.title, "")]
    if not query:
        return {"q": ""}
    found = visit.question("search")
    words = query["q"][0]
    visit.title = f"{words} · {gettext('Search')}"
    hits = [
        hit | {"path": f"/{PLURALS[hit['type']]}/{hit['id']}", "shown": _marked(hit)}
        for hit in found["results"]
    ]
    return {
        "q": words,
        "found": found,
        "hits": hits,
        "types": [
            (kind, count, with_query("/search", q=words, type=kind))
            for kind, count in found["facets"]["type"].items()
        ],
    }


view = page("pages/search.html", make)


def _marked(hit: Shape) -> list[SafeString]:
    """The texts with the words in them, at most three, each word marked."""
    shown = []
    for match in hit["matches"][:3]:
        text, parts, place = match["text"], [], 0
        for start, end in match["spans"]:
            parts.append((text[place:start], text[start:end]))
            place = end
        marked = format_html_join("", "{}<mark>{}</mark>", parts)
        shown.append(format_html("{}{}", marked, text[place:]))
    return shown


def suggest(request: HttpRequest, lang: str) -> HttpResponse:
    """Units and indicators whose names hold what is typed, and the search for it, as JSON.

    Raises Problem 400 without `q`, and for any other parameter.
    """
    query = read_query(request.META.get("QUERY_STRING", ""))
    asked = query.pop("q", [])
    if query or len(asked) > 1:
        refuse_parameters(request)
    if not asked or not asked[0] or len(asked[0]) > LONGEST_Q:
        raise bad_parameters([missing("q")])
    text = normalise(asked[0]).casefold()

    def render(_dataset: Dataset) -> bytes:
        with override(LANGUAGES[lang]):
            return orjson.dumps({"results": [*_units(text), *_indicators(text), _all(asked[0])]})

    return answer(request, render)


def _units(text: str) -> list[Shape]:
    """Units with a name that holds the text, half of the suggestions at most."""
    found: dict[str, Shape] = {}
    for name, folded in kept("folded names of districts", _folded_districts):
        if text in folded and len(found) < MOST_SUGGESTED // 2:
            try:
                key = named_districts(name)[0]
            except NotKnown:
                continue
            url = local(f"/districts/{key}")
            found.setdefault(key, {"text": name, "about": gettext("District"), "url": url})
    return list(found.values())


def _indicators(text: str) -> list[Shape]:
    found: dict[str, Shape] = {}
    for name, key in kept("names of indicators for pages", indicator_names).items():
        if text in normalise(name).casefold() and len(found) < MOST_SUGGESTED // 2 - 1:
            url = with_query("/targets", indicator=key)
            found.setdefault(key, {"text": name, "about": gettext("Indicator"), "url": url})
    return list(found.values())


def _all(text: str) -> Shape:
    url = with_query("/search", q=text)
    return {"text": text, "about": gettext("Search everything"), "url": url}


def _folded_districts() -> list[tuple[str, str]]:
    return [(name, normalise(name).casefold()) for name in district_names()]

"""`/sources`: the documents; of each what was read, where it stands, and what was passed over."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext, gettext_noop

from districts.naming import district_shapes
from pages import marks
from pages.claims_lists import Fields, form_of, listing, paths, unfilled
from pages.viewing import Visit, page
from plans.answers.facts import FACTS
from plans.models import Citation, IgnoredSpan, PlanElement
from policyapi.index.database import fetched
from policyapi.index.ordering import table_of
from policyapi.query import read_query
from policyapi.vocabulary import kept

Shape = dict[str, Any]
Span = tuple[int, int]
Strips = dict[str, str]
"""Drawings by type of fact, and of what was passed over."""

MOST_UNITS: Final = 40
"""Units of a document that its page names; those with most facts come first."""
MOST_IGNORED: Final = 50
"""Passages without a fact that a page shows; the answer behind it has all."""
MOST_PLANS: Final = 24
MOST_READ: Final = 32
"""Documents whose account and strips are kept: some 50 kB each."""
PLACES: Final = 120
"""Places on a strip at most: spans nearer to each other share a tick."""
PLAN_FIELDS: Final = "id,district,code,theme,title,period"
KINDS: Final = {
    "target": (gettext_noop("Targets"), "promise", "/targets"),
    "achievement": (gettext_noop("Reported results"), "result", "/achievements"),
    "project": (gettext_noop("Projects"), "promise", "/projects"),
    "slogan": (gettext_noop("Slogans"), "promise", "/slogans"),
    "plan": (gettext_noop("Plans"), "promise", "#plans"),
}
"""Types of facts: what they are called, the role of their ticks, and where they are listed."""
_SPANS: Final = (
    "SELECT '{kind}', c.start, c.\"end\" FROM {links} l JOIN {citations} c ON c.id = l.{key} "
    "WHERE c.document_id = ?"
)


def make_list(visit: Visit) -> Shape:
    """The documents that the API finds for the page's parameters."""
    visit.title = gettext("Sources")
    visit.description = gettext(
        "The press documents behind every fact. Of each, every number is accounted for: cited, or "
        "passed over with the reason."
    )
    visit.crumbs = [(visit.title, "")]
    found = listing(visit, "documents")
    query = read_query(visit.request.META.get("QUERY_STRING", ""))
    unread = "unread" if "district" in query and "q" not in query else "none"
    return {
        "found": found,
        "form": form_of(visit, _fields()),
        "paths": paths(visit, found),
        "absent": None if found["results"] else {"kind": unread, "documents": []},
    }


def make(visit: Visit, key: str) -> Shape:
    """One document: dates, facts by type and unit on its strip, and what is no fact."""
    visit.refuse_parameters()
    document = visit.row("documents", key)
    account, strips = kept(
        key, lambda: _read(visit, document), among="documents read", most=MOST_READ
    )
    plans = visit.listed("plans", document=key, page_size=MOST_PLANS, fields=PLAN_FIELDS)
    visit.files = {"json": f"/api/documents/{key}"}
    visit.title = document["title"]
    facts = sum(account["facts"].values())
    visit.description = gettext(
        "“%(title)s”: %(facts)d facts with their quotes, and what was passed over and why."
    ) % {"title": document["title"], "facts": facts}
    visit.crumbs = [(gettext("Sources"), "/sources"), (document["title"], "")]
    ignored, line = account["ignored"], gettext("line %(line)s")
    units = _units(account["districts"])
    return {
        "document": document,
        "dates": _dates(document),
        "account": _account(account),
        "rows": _rows(document, account["facts"], strips) if facts else [],
        "units": units[:MOST_UNITS],
        "more_units": len(units) > MOST_UNITS,
        "count_of_units": len(units),
        "plans": plans["results"],
        "more_plans": plans["count"] - len(plans["results"]),
        "ignored": [span | {"at": line % span} for span in ignored[:MOST_IGNORED]],
        "count_of_ignored": len(ignored),
        "more_ignored": len(ignored) > MOST_IGNORED,
        "passed_over": strips["passed over"],
    }


list_view = unfilled(page("pages/sources.html", make_list))
view = page("pages/source.html", make)


def _fields() -> Fields:
    orders = [("-published_on", gettext("newest first")), ("published_on", gettext("oldest first"))]
    return [
        ("q", gettext("Search"), "search", []),
        ("district", gettext("District"), "text", []),
        ("year", gettext("Year"), "number", []),
        ("sort", gettext("Order"), "", orders),
    ]


def _dates(document: Shape) -> list[tuple[str, Shape]]:
    named = {"published_on": gettext("Published"), "event_on": gettext("Event")}
    return [(label, document[name]) for name, label in named.items() if document[name]]


def _account(account: Shape) -> list[tuple[str, dict[str, int]]]:
    named = {"numbers": gettext("Numbers"), "phrases": gettext("Phrases in quotation marks")}
    return [(label, account[name]) for name, label in named.items()]


def _rows(document: Shape, counts: dict[str, int], strips: Strips) -> list[Shape]:
    """By type of fact: its name, where its facts are listed, their number, and the strip."""
    return [
        {
            "label": gettext(label),
            "path": f"{path}?document={document['id']}" if path.startswith("/") else path,
            "count": counts[f"{kind}s"],
            "strip": strips[kind],
        }
        for kind, (label, _, path) in KINDS.items()
    ]


def _read(visit: Visit, document: Shape) -> tuple[Shape, Strips]:
    """The account as the API gives it, and the strip of each type of facts.

    They are the same in both languages, and most of what a page takes.
    """
    asked = visit.answered("coverage", document=document["id"], page_size=1)
    return asked["documents"][0], _strips(document)


def _strips(document: Shape) -> Strips:
    cited = _cited(document["id"])
    strips = {kind: _strip(document, cited[kind], role) for kind, (_, role, _) in KINDS.items()}
    return strips | {"passed over": _passed_over(document)}


def _passed_over(document: Shape) -> str:
    spans = IgnoredSpan.objects.filter(document_id=document["id"]).order_by("start")
    places = _apart(document["characters"], spans.values_list("start", "end"))
    ticks = marks.ticks(document["characters"], [place["start"] for place in places])
    return marks.strip(document["characters"], [], ticks)


def _strip(document: Shape, spans: Iterable[Span], role: str) -> str:
    return marks.strip(document["characters"], _apart(document["characters"], spans), role=role)


def _cited(document: str) -> dict[str, list[Span]]:
    """Where facts are cited, by type; of plans also where their components are printed."""
    models: list[tuple[str, Any]] = [*FACTS.items(), ("plan", PlanElement)]
    asked = [_SPANS.format(kind=kind, links=table_of(model.citations.through),
                           key=model.citations.field.m2m_reverse_name(),
                           citations=table_of(Citation)) for kind, model in models]  # fmt: skip
    rows = fetched(f"{' UNION '.join(asked)} ORDER BY 1, 2, 3", [document] * len(asked))
    cited: defaultdict[str, list[Span]] = defaultdict(list)
    for kind, start, end in rows:
        cited[kind].append((start, end))
    return cited


def _apart(characters: int, spans: Iterable[Span]) -> list[dict[str, int]]:
    """Spans as citations, one for each place that an eye can tell from the next."""
    step = max(characters / PLACES, 1)
    places: dict[int, dict[str, int]] = {}
    for start, end in spans:
        places.setdefault(int(start / step), {"start": start, "end": end})
    return list(places.values())


def _units(counts: dict[str, int]) -> list[Shape]:
    """Every unit that a document speaks of with the number of its facts, the most first."""
    shapes = district_shapes()
    units = [{**shapes[unit], "count": count} for unit, count in counts.items()]
    return sorted(units, key=lambda unit: (-unit["count"], unit["id"]))

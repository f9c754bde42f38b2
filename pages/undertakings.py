"""Projects and slogans: their lists, and each by itself with what every document says of it."""

from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext

from pages.claims_lists import Fields, Options, choices, of_facts, unfilled
from pages.claims_quotes import MOST_QUOTES, Quoted, quoted
from pages.districts import name_of
from pages.language import current
from pages.naming import named
from pages.templatetags.pages import stage
from pages.viewing import Visit, page
from policyapi.values import LONGEST_Q

Shape = dict[str, Any]

MOST_PARTS: Final = 30
"""Parts of a project that its page shows; the list has all."""
MOST_ALIKE: Final = 8
"""Other facts that hold a slogan's words; the search has all."""
MOST_TOLD: Final = 3
"""Stages of a project that a row of a list shows: the latest."""


def make_projects(visit: Visit) -> Shape:
    """The projects that the API finds for the page's parameters."""
    visit.title = gettext("Projects")
    visit.description = gettext(
        "Parks, roads, buildings, platforms and events that districts named, and how far each "
        "document says that they had come."
    )
    context = listed(
        visit,
        "projects",
        [
            ("kind", gettext("Kind"), "", choices("project_kind")),
            ("stage", gettext("Stage"), "", choices("stage")),
            ("named_once", gettext("Named in"), "", _documents()),
        ],
    )
    for row in context["found"]["results"]:
        row["told"] = told_of(row)
    return context


def make_slogans(visit: Visit) -> Shape:
    """The slogans that the API finds for the page's parameters."""
    visit.title = gettext("Slogans")
    visit.description = gettext(
        "Words meant to be repeated: themes of years, goals, mottos, brands, with who said them."
    )
    return listed(visit, "slogans", [("kind", gettext("Kind"), "", choices("slogan_kind"))])


def make_project(visit: Visit, key: str) -> Shape:
    """A project: what each document says of it, in the order of years, and its parts."""
    row = opened(visit, "projects", key, "name")
    course = course_of(visit, row)
    cited = {_place(mention["citation"]) for mention in row["mentions"]}
    others = [citation for citation in row["citations"] if _place(citation) not in cited]
    parts = visit.listed("projects", parent=key, page_size=MOST_PARTS)
    return {
        "row": row,
        "course": course,
        "unshown": len(row["mentions"]) - len(course),
        "others": quoted(visit, others),
        "parts": [part | {"told": told_of(part)} for part in parts["results"]],
        "parts_count": parts["count"],
    }


def make_slogan(visit: Visit, key: str) -> Shape:
    """A slogan: who said it and where, and the other facts that hold the same words."""
    row = opened(visit, "slogans", key, "text")
    alike: Shape = {"count": 0, "results": []}
    if len(row["text"]) <= LONGEST_Q:
        alike = visit.answered("search", q=row["text"], page_size=MOST_ALIKE + 1)
    others = [hit for hit in alike["results"] if hit["id"] != key][:MOST_ALIKE]
    return {
        "row": row,
        "quotes": quoted(visit, row["citations"]),
        "alike": [hit | {"path": f"/{hit['type']}s/{hit['id']}"} for hit in others],
        "more_alike": alike["count"] - 1 > len(others),
    }


projects_view = unfilled(page("pages/projects.html", make_projects))
slogans_view = unfilled(page("pages/slogans.html", make_slogans))
project_view = page("pages/project.html", make_project)
slogan_view = page("pages/slogan.html", make_slogan)


def told_of(project: Shape) -> list[Shape]:
    """The latest stages of a project, each year and word once."""
    told: list[Shape] = []
    language = current()
    for mention in sorted(project["mentions"], key=lambda mention: int(mention["year"])):
        drawn = stage(mention["stage"], language)
        said = {"year": mention["year"], "drawn": drawn, "printed": mention["stage_text"]}
        if said not in told:
            told.append(said)
    return told[-MOST_TOLD:]


def course_of(visit: Visit, project: Shape) -> list[Shape]:
    """The latest mentions of a project by year, each with its stage and the quote."""
    mentions = sorted(project["mentions"], key=lambda mention: int(mention["year"]))
    course, seen = [], set[str]()
    for mention in mentions[-MOST_QUOTES:]:
        (quote,) = quoted(visit, [mention["citation"]])
        course.append(
            {
                "year": mention["year"],
                "drawn": stage(mention["stage"]),
                "printed": mention["stage_text"],
                "quote": _again(quote, mention["document"] in seen),
            }
        )
        seen.add(mention["document"])
    return course


def listed(visit: Visit, name: str, more: list[tuple[str, str, str, Options]]) -> Shape:
    """What lists of projects, slogans and plans share."""
    fields: Fields = [
        ("q", gettext("Words"), "search", []),
        ("district", gettext("District"), "text", []),
        ("year", gettext("Year"), "number", []),
        ("domain", gettext("Policy field"), "", choices("domain")),
        *more,
        ("sort", gettext("Order"), "", _orders()),
    ]
    return of_facts(visit, name, fields)


def opened(visit: Visit, plural: str, key: str, title: str) -> Shape:
    """A project, slogan or plan, and what its page says of itself. Raises Problem 404."""
    visit.refuse_parameters()
    row = visit.row(plural, key)
    unit, known = row["district"], name_of(row["district"])
    lists = {
        "projects": gettext("Projects"),
        "slogans": gettext("Slogans"),
        "plans": gettext("Plans"),
    }
    visit.title = f"{row[title]} · {known}"
    visit.crumbs = [
        (known, f"/districts/{unit['id']}"),
        (lists[plural], f"/{plural}?district={unit['id']}"),
    ]
    visit.description = gettext("%(unit)s, %(kind)s: “%(text)s”, with its words and places.") % {
        "kind": named(f"{plural.removesuffix('s')}_kind", row["kind"]),
        "unit": known,
        "text": row[title],
    }
    url = f"/api/{plural}/{key}"
    visit.files = {"json": url, "json-ld": f"{url}?format=jsonld"}
    return row


def _again(quote: Quoted, again: bool) -> Quoted:
    return replace(quote, again=again)


def _place(citation: Shape) -> tuple[str, int, int]:
    return citation["document"], citation["start"], citation["end"]


def _documents() -> Options:
    return [("false", gettext("several documents")), ("true", gettext("one document"))]


def _orders() -> Options:
    return [
        ("district", gettext("by district")),
        ("-period_start", gettext("latest year first")),
    ]

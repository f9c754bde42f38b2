"""Projects, slogans and programmes: their lists, and each of them by itself."""

from typing import Any

from django.utils.translation import gettext

from pages.claims_lists import Fields, absence, choices, form_of, listing, paths, unfilled
from pages.claims_quotes import quoted
from pages.districts import name_of
from pages.naming import named
from pages.units.programmes import card_of
from pages.viewing import Visit, page

Shape = dict[str, Any]

MOST: dict[str, int] = {"targets": 20, "projects": 20, "slogans": 20}
"""Facts of a programme that its page shows; the lists have all."""


def make_projects(visit: Visit) -> Shape:
    """The projects that the API finds for the page's parameters."""
    visit.title = gettext("Projects")
    visit.description = gettext(
        "Parks, roads, buildings, platforms and events that districts named, and how far each "
        "document says that they had come."
    )
    more = [
        ("kind", gettext("Kind"), "", choices("project_kind")),
        ("stage", gettext("Stage"), "", choices("stage")),
    ]
    return _listed(visit, "projects", more)


def make_slogans(visit: Visit) -> Shape:
    """The slogans that the API finds for the page's parameters."""
    visit.title = gettext("Slogans")
    visit.description = gettext(
        "Words meant to be repeated: themes of years, goals, mottos, brands, with who said them."
    )
    return _listed(visit, "slogans", [("kind", gettext("Kind"), "", choices("slogan_kind"))])


def make_plans(visit: Visit) -> Shape:
    """The programmes that the API finds for the page's parameters."""
    visit.title = gettext("Plans")
    visit.description = gettext(
        "Programmes of districts, with the codes of their work systems and what these stand for."
    )
    return _listed(visit, "plans", [("kind", gettext("Kind"), "", choices("plan_kind"))])


def make_project(visit: Visit, key: str) -> Shape:
    """A project: what each document says of it, year by year."""
    row = _row(visit, "projects", key, "name")
    parts = visit.listed("projects", parent=key, page_size=50)["results"]
    quotes = quoted(visit, row["citations"])
    visit.files = {"json": f"/api/projects/{key}"}
    return {"row": row, "parts": parts, "quotes": quotes}


def make_slogan(visit: Visit, key: str) -> Shape:
    """A slogan: who said it, where."""
    row = _row(visit, "slogans", key, "text")
    return {"row": row, "quotes": quoted(visit, row["citations"])}


def make_plan(visit: Visit, key: str) -> Shape:
    """A programme taken apart, and what belongs to it."""
    row = _row(visit, "plans", key, "title")
    files = visit.files
    belonging = {name: visit.listed(name, plan=key, page_size=most) for name, most in MOST.items()}
    visit.files = files
    quotes = quoted(visit, row["citations"])
    return {"row": row, "card": card_of(row), "belonging": belonging, "quotes": quotes}


def _listed(visit: Visit, name: str, more: list[Any]) -> Shape:
    found = listing(visit, name)
    files = visit.files
    absent = None if found["results"] else absence(visit)
    visit.files = files
    visit.crumbs = [(visit.title, "")]
    fields: Fields = [
        ("district", gettext("District"), "search", []),
        ("year", gettext("Year"), "number", []),
        ("domain", gettext("Field"), "", choices("domain")),
        *more,
        ("q", gettext("Words"), "search", []),
    ]
    return {
        "found": found,
        "form": form_of(visit, fields),
        "paths": paths(visit, found),
        "absent": absent,
        "kinds": f"{name.removesuffix('s')}_kind",
    }


def _row(visit: Visit, name: str, key: str, title: str) -> Shape:
    visit.refuse_parameters()
    row = visit.row(name, key)
    kind = named(f"{name.removesuffix('s')}_kind", row["kind"])
    unit = name_of(row["district"])
    visit.title = f"{row[title]} · {unit}"
    visit.description = gettext("%(kind)s of %(unit)s, with its words and where they stand.") % {
        "kind": kind,
        "unit": unit,
    }
    lists = {"projects": "Projects", "slogans": "Slogans", "plans": "Plans"}
    visit.crumbs = [
        (unit, f"/districts/{row['district']['id']}"),
        (gettext(lists[name]), f"/{name}?district={row['district']['id']}"),
    ]
    return row


projects_view = unfilled(page("pages/projects.html", make_projects))
slogans_view = unfilled(page("pages/slogans.html", make_slogans))
plans_view = unfilled(page("pages/plans.html", make_plans))
project_view = page("pages/project.html", make_project)
slogan_view = page("pages/slogan.html", make_slogan)
plan_view = page("pages/plan.html", make_plan)

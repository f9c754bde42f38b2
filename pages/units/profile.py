"""`/districts/<id>`: a unit's plans, what became of its promises, targets, projects, words."""

from typing import Any, Final

from django.utils.translation import gettext

from pages.districts import name_of
from pages.language import current
from pages.naming import named
from pages.units.following import followed_of, later_of
from pages.units.programmes import programmes_of
from pages.units.promises import years_of
from pages.units.undertakings import MOST_ROWS, undertakings_of
from pages.viewing import Visit, files_of, page

Shape = dict[str, Any]

MOST: Final = {
    "plans": 60,
    "valued": 36,
    "plain": 36,
    "projects": MOST_ROWS,
    "several": 2 * MOST_ROWS,
    "slogans": 16,
    "achievements": 10,
    "discrepancies": 8,
    "documents": 50,
}
"""Rows of a list that the page takes; behind each list that has more stands a link to all."""


def make(visit: Visit, key: str) -> Shape:
    """What the page of a unit shows. Raises Problem 404, with the nearest ids."""
    visit.refuse_parameters()
    unit = visit.row("districts", key)
    name = str(unit["name"] if current() == "zh" else unit["name_en"])
    found = _lists(visit, key)
    counts = {of: answer["count"] for of, answer in found.items()}
    rows = {of: answer["results"] for of, answer in found.items()}
    targets = rows["valued"] + rows["plain"]
    facts = _facts(visit, unit, counts)
    visit.title = gettext("%(unit)s: what was promised, and what became of it") % {"unit": name}
    visit.description = _description(name, counts)
    visit.crumbs = [(gettext("Districts"), "/districts"), (name, "")]
    visit.files = files_of("/api/targets", f"district={key}")
    visit.image = _image(key, "follow" if targets else "timeline")
    return {
        "unit": unit,
        "facts": facts,
        "counts": counts | {"targets": counts["valued"] + counts["plain"]},
        "shown": len(targets),
        "programmes": programmes_of(rows["plans"]),
        "follow": followed_of(targets),
        "later": later_of(targets, rows["documents"]),
        "years": years_of(rows),
        "projects": undertakings_of(rows["several"] + rows["projects"]),
        "rows": rows,
        "unannotated": [d for d in rows["documents"] if not any(d["facts"].values())],
    }


view = page("pages/district.html", make)


def _lists(visit: Visit, key: str) -> dict[str, Shape]:
    """The lists of the API about the unit."""
    asked: dict[str, tuple[str, Shape]] = {
        "plans": ("plans", {}),
        "valued": ("targets", {"has_value": "true", "sort": "period_start,id"}),
        "plain": ("targets", {"has_value": "false", "sort": "period_start,id"}),
        "projects": ("projects", {}),
        "several": ("projects", {"named_once": "false"}),
        "slogans": ("slogans", {"sort": "period_start,kind,id"}),
        "achievements": ("achievements", {"has_value": "true", "sort": "-period_end,id"}),
        "discrepancies": ("discrepancies", {}),
        "documents": ("documents", {"sort": "published_on,id"}),
    }
    return {
        name: visit.listed(of, district=key, page_size=MOST[name], **query)
        for name, (of, query) in asked.items()
    }


def _facts(visit: Visit, unit: Shape, counts: dict[str, int]) -> list[str]:
    """Under the name: code, kind, what it belongs to, and how much there is of it."""
    parent = visit.row("districts", unit["parent"]) if unit["parent"] else None
    said = [
        unit["code"] or "",
        named("district_kind", unit["kind"]),
        name_of(parent) if parent else "",
        gettext("documents: %(n)d") % {"n": counts["documents"]},
        gettext("plans: %(n)d") % {"n": counts["plans"]},
        gettext("targets with a number: %(n)d") % {"n": counts["valued"]},
    ]
    return [part for part in said if part]


def _description(name: str, counts: dict[str, int]) -> str:
    said = gettext(
        "%(unit)s in print: %(plans)d plans, %(targets)d targets, %(projects)d projects, each with "
        "its quote and what was reported afterwards."
    )
    return said % {
        "unit": name,
        "plans": counts["plans"],
        "targets": counts["valued"] + counts["plain"],
        "projects": counts["projects"],
    }


def _image(key: str, chart: str) -> str:
    tail = "" if current() == "zh" else "&lang=en"
    return f"/charts/{chart}.png?district={key}{tail}"

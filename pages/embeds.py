"""`/embed/…`: a comparison, a promise or a unit's promises, for the frames of other sites."""

from typing import Any, Final

from django.utils.translation import gettext

from pages import claims, comparing
from pages.frames import MOST_ROWS
from pages.language import current, local
from pages.units.following import followed_of
from pages.viewing import Visit, page, quoted

MOST_DISCS: Final = 200
"""Promises of a unit, a disc each."""

Shape = dict[str, Any]


def make_compare(visit: Visit) -> Shape:
    """A comparison: its axes with their first rows, and how many units gave no number."""
    context = comparing.make(visit)
    for panel in context["panels"]:
        left_out = panel["rows"][MOST_ROWS:]
        panel["rows"] = panel["rows"][:MOST_ROWS]
        panel["more"] += len(left_out)
    return context | _full(visit, "/compare")


def make_target(visit: Visit, key: str) -> Shape:
    """One promise: number line, first quote, and what became of it."""
    context = claims.make_target(visit, key)
    return context | _full(visit, f"/targets/{key}")


def make_district(visit: Visit, key: str) -> Shape:
    """A unit's promises, a disc each. Raises Problem 404, with the nearest ids."""
    visit.refuse_parameters()
    unit = visit.row("districts", key)
    name = str(unit["name"] if current() == "zh" else unit["name_en"])
    targets = visit.listed("targets", district=key, sort="period_start,id", page_size=MOST_DISCS)
    documents = visit.listed("documents", district=key, page_size=1)["count"]
    visit.title = gettext("%(unit)s: what was promised, and what became of it") % {"unit": name}
    return {
        "unit": unit,
        "name": name,
        "follow": followed_of(targets["results"]),
        "count": targets["count"],
        "shown": len(targets["results"]),
        "documents": documents,
    } | _full(visit, f"/districts/{key}")


compare_view = page("pages/embed/compare.html", make_compare)
target_view = page("pages/embed/target.html", make_target)
district_view = page("pages/embed/district.html", make_district)


def _full(visit: Visit, path: str) -> Shape:
    """Where the page behind a frame is, with the frame's own question."""
    query = quoted(visit.request.META.get("QUERY_STRING", ""))
    return {"full": f"{local(path)}?{query}" if query else local(path)}

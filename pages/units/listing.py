"""`/districts`: every unit with the plan that it is known by and its targets that have a number."""

from typing import Any, Final

from django.utils.translation import gettext

from pages.claims_lists import choices, form_of, listing, paths, unfilled
from pages.units.programmes import MAIN
from pages.viewing import Visit, page

Shape = dict[str, Any]

MOST_PLANS: Final = 500
"""Of the units of a page, the latest ones: ten each, where a page shows fifty."""
PLAN_FIELDS: Final = "id,district,code,theme,title,period"


def make(visit: Visit) -> Shape:
    """What the list of units shows. Raises Problem for whatever /api/districts refuses."""
    visit.title = gettext("Who promised what")
    visit.description = gettext(
        "Every unit with the code and the theme of its latest plan, and the number of its targets "
        "that can be checked; those without any too."
    )
    visit.crumbs = [(gettext("Districts"), "")]
    found = listing(visit, "districts")
    units = [unit["id"] for unit in found["results"]]
    counts, plans = counts_of(visit, units), plans_of(visit, units)
    form = form_of(visit, _fields())
    return {
        "form": form,
        "found": found,
        "paths": paths(visit, found),
        "units": [
            {"unit": unit, "plan": plans.get(unit["id"]), **counts.get(unit["id"], {})}
            for unit in found["results"]
        ],
        "without": sum(not counts.get(unit, {}).get("valued") for unit in units),
    }


view = unfilled(page("pages/districts.html", make))


def counts_of(visit: Visit, units: list[str], **query: Any) -> dict[str, Shape]:
    """Of at most fifty units, the numbers of their targets: `count`, `valued`, `followed_up`."""
    if not units:
        return {}
    answer = visit.answered("summary", of="targets", by="district", district=units, **query)
    return {row.pop("district")["id"]: row for row in answer["results"]}


def plans_of(visit: Visit, units: list[str], **query: Any) -> dict[str, Shape]:
    """By unit, of at most fifty, its latest plan for a year or five, one with a code first."""
    if not units:
        return {}
    asked = {"sort": "-period_start,id", "page_size": MOST_PLANS, "fields": PLAN_FIELDS} | query
    found: dict[str, Shape] = {}
    for kind in MAIN:
        for plan in visit.listed("plans", district=units, kind=kind, **asked)["results"]:
            known = found.setdefault(plan["district"]["id"], plan)
            if not known["code"] and plan["code"]:
                found[plan["district"]["id"]] = plan
    return found


def _fields() -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    return [
        ("q", gettext("Search"), "search", []),
        ("kind", gettext("Kind"), "", choices("district_kind")),
        ("parent", gettext("Belongs to"), "text", []),
    ]

"""Plans: their list, and each with its work system taken apart and all that belongs to it."""

from collections import defaultdict
from typing import Any, Final

from django.utils.translation import gettext

from pages import marks
from pages.claims_lists import choices, unfilled
from pages.claims_quotes import ticks_of
from pages.undertakings import listed, opened, told_of
from pages.units.programmes import card_of
from pages.viewing import Visit, page

Shape = dict[str, Any]

MOST: Final = {"targets": 40, "achievements": 30, "projects": 40, "slogans": 24}
"""Facts of a plan that its page shows; the lists have all."""
MOST_PARTS: Final = 20
"""Sub-systems of a plan that its page names; the list has all."""


def make_plans(visit: Visit) -> Shape:
    """The plans that the API finds for the page's parameters."""
    visit.title = gettext("Plans")
    visit.description = gettext(
        "Programmes of districts, with the codes of their work systems and what these stand for."
    )
    return listed(visit, "plans", [("kind", gettext("Kind"), "", choices("plan_kind"))])


def make_plan(visit: Visit, key: str) -> Shape:
    """A plan taken apart, what belongs to it by component, and where all of it is printed."""
    row = opened(visit, "plans", key, "title")
    visit.image = f"/charts/timeline.png?district={row['district']['id']}&lang={visit.language}"
    found = {
        name: visit.listed(name, plan=key, sort="period_start,id", page_size=most)
        for name, most in MOST.items()
    }
    within = visit.listed("plans", plan=key, page_size=MOST_PARTS + 1)
    return {
        "row": row,
        "card": card_of(row),
        "sections": [
            {
                "name": name,
                "count": answer["count"],
                "shown": len(answer["results"]),
                "groups": by_element(name, answer["results"]),
            }
            for name, answer in found.items()
            if answer["count"]
        ],
        "within": [plan for plan in within["results"] if plan["id"] != key][:MOST_PARTS],
        "sheets": printed_in(visit, row),
    }


plans_view = unfilled(page("pages/plans.html", make_plans))
plan_view = page("pages/plan.html", make_plan)


def by_element(name: str, rows: list[Shape]) -> list[Shape]:
    """Facts under the component to which they are tied; those of the plan as a whole at the end."""
    groups: dict[str, Shape] = {}
    for row in rows:
        element = row["element"]
        key = element["id"] if element else ""
        groups.setdefault(key, {"element": element, "rows": []})["rows"].append(_shown(name, row))
    whole = groups.pop("", None)
    return [*groups.values(), *([whole] if whole else [])]


def printed_in(visit: Visit, plan: Shape) -> list[Shape]:
    """The documents that print the plan: the strip of each, and every phrase with what it is."""
    phrases: defaultdict[str, list[tuple[int, str, Shape]]] = defaultdict(list)
    for citation in plan["citations"]:
        phrases[citation["document"]].append((citation["start"], "", citation))
    for element in plan["elements"]:
        for citation in element["citations"]:
            phrases[citation["document"]].append((citation["start"], element["name"], citation))
    return [_sheet(visit, name, several) for name, several in sorted(phrases.items())]


def _sheet(visit: Visit, name: str, phrases: list[tuple[int, str, Shape]]) -> Shape:
    document = visit.row("documents", name)
    phrases.sort(key=lambda phrase: phrase[:2])
    here = [citation for _, _, citation in phrases]
    return {
        "document": document,
        "day": document["published_on"] or document["event_on"],
        "strip": marks.strip(document["characters"], here, ticks_of(document)),
        "own": list(dict.fromkeys(said["quote"] for _, what, said in phrases if not what)),
        "parts": [{"name": what, "citation": citation} for _, what, citation in phrases if what],
    }


def _shown(name: str, row: Shape) -> Shape:
    return row | {"told": told_of(row)} if name == "projects" else row

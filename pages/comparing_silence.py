"""Who says nothing in a comparison, and why: the three ways to be absent."""

from typing import Any, Final

from pages.districts import name_of
from pages.viewing import Visit
from plans.models import Document, Plan, Target
from policyapi.index.finding import Found
from policyapi.index.tokens import facet
from policyapi.index.wanted import Wanted
from policyapi.values import MOST_VALUES

MOST_UNITS: Final = 200
"""Units of a kind that are named."""

Shape = dict[str, Any]


def silent_of(visit: Visit, compared: Shape) -> dict[str, Shape]:
    """Units without a promise among the rows of /api/compare, by why they have none.

    `read`: what was printed for the year was read, and sets no such target. `unannotated`: a
    document of the year is in the data, but none of its facts. `unread`: there is no document. Each
    has its `count` and the first MOST_UNITS `units`, with whether a result of each is `reported`.
    """
    silent = [
        row["district"] | {"reported": bool(row["cells"])}
        for row in compared["rows"]
        if not any(column.startswith("target:") for column in row["cells"])
    ]
    ways = _ways(visit, [unit["id"] for unit in silent], compared["year"])
    found = {
        way: sorted((unit for unit in silent if ways[unit["id"]] == way), key=name_of)
        for way in ("read", "unannotated", "unread")
    }
    return {way: {"count": len(units), "units": units[:MOST_UNITS]} for way, units in found.items()}


def _ways(visit: Visit, units: list[str], year: int) -> dict[str, str]:
    """Why each unit is silent, by id."""
    wanted = Wanted([(facet("year", str(year)),)])
    planned: set[str] = set()
    for model in (Target, Plan):
        planned |= set(Found(model, wanted, visit.dataset).counts_by("district"))
    printed = set(Found(Document, wanted, visit.dataset).counts_by("district"))
    doubtful = [unit for unit in units if unit in printed - planned]
    noted = _noted(visit, doubtful, year)
    return {
        unit: "read" if unit in planned | noted else "unannotated" if unit in printed else "unread"
        for unit in units
    }


def _noted(visit: Visit, units: list[str], year: int) -> set[str]:
    """Units with a document of the year that has facts, if only of others."""
    found: set[str] = set()
    for start in range(0, len(units), MOST_VALUES):
        some = units[start : start + MOST_VALUES]
        rows = visit.listed("documents", district=some, year=year, page_size=1000)["results"]
        for document in rows:
            if any(document["facts"].values()):
                found.update(document["districts"])
    return found

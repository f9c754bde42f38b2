"""A unit's targets by year: with a number as marks, without as lines; differences flagged."""

from collections import defaultdict
from typing import Any

from pages.units.following import label_of, tally_of
from pages.units.programmes import MAIN

Shape = dict[str, Any]


def years_of(rows: dict[str, list[Shape]]) -> list[Shape]:
    """Targets by the year in which they begin, each year with the plan that it is known by.

    `rows` are the unit's `valued` and `plain` targets, its `plans` and its `discrepancies`.
    """
    years: defaultdict[int, Shape] = defaultdict(lambda: {"valued": [], "plain": []})
    differs = differing(rows["discrepancies"])
    for name in ("valued", "plain"):
        for target in rows[name]:
            target["until"], target["differs"] = until(target), differs.get(target["id"])
            years[target["period"]["start"]][name].append(target)
    themes = {p["period"]["start"]: p for p in rows["plans"] if p["kind"] in MAIN}
    return [
        {
            "start": start,
            "label": label_of(year["valued"] + year["plain"]),
            "tally": tally_of(year["valued"] + year["plain"]),
            "plan": themes.get(start),
            **year,
        }
        for start, year in sorted(years.items())
    ]


def until(target: Shape) -> str:
    """The year of a deadline that is another than the one in which the target begins, or ''."""
    deadline = target["deadline"]
    year = deadline["date"][:4] if deadline and deadline["date"] else ""
    return year if year != str(target["period"]["start"]) else ""


def differing(discrepancies: list[Shape]) -> dict[str, str]:
    """By the id of a target, the discrepancy that names it."""
    return {
        fact["id"]: found["id"]
        for found in discrepancies
        for side in found["sides"]
        for fact in side["facts"]
        if fact["type"] == "target"
    }

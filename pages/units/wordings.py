"""Two units that promise the same number in different words, on one number line."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final

from django.utils.safestring import SafeString

from pages import marks
from pages.numbers import digits, scale_of
from pages.viewing import Visit
from plans.models import Target
from policyapi.index.finding import Found
from policyapi.index.wanted import Wanted

TRIED: Final = 12
"""Pairs of indicator and year that are looked through."""
FIRMNESS: Final = ("ensure", "strive")
"""The firmest and the loosest word for one number tell most."""

Shape = dict[str, Any]


def two_wordings(visit: Visit) -> Shape | None:
    """The pair that differs most: in how firmly it is said, then in how the number is bounded."""
    best: Shape | None = None
    for compared in _comparisons(visit):
        for one, other in combinations(_promises(compared), 2):
            telling = _telling(one, other)
            if telling > (best["telling"] if best else 0):
                best = {
                    "telling": telling,
                    "indicator": compared["indicator"],
                    "year": compared["year"],
                    "sides": [one, other],
                }
    if best:
        best["sides"] = [
            side | {"claim": visit.row("targets", side["claim"]["id"])} for side in best["sides"]
        ]
    return best


def drawn(pair: Shape) -> Shape:
    """The pair with the numbers of its axis and a track for each side, in the page's language."""
    claims = [side["claim"] for side in pair["sides"]]
    quantities = [q for q in map(marks.Quantity.of, claims) if q]
    scale = marks.Axis.of(quantities, 3)

    def shown(value: float) -> str:
        before, factor, unit = scale_of(value, claims[0]["base_unit"])
        return f"{before}{digits(value / factor)}{unit}"

    sides = [
        side | {"track": marks.track([quantity], scale)}
        for side, quantity in zip(pair["sides"], quantities, strict=True)
    ]
    axis: SafeString = marks.axis(scale, shown)
    return pair | {"axis": axis, "sides": sides}


def _comparisons(visit: Visit) -> Iterator[Shape]:
    counts = Found(Target, Wanted(), visit.dataset)
    indicators = _most(counts.counts_by("indicator"))
    years = _most(counts.counts_by("year"))
    for indicator, year in [(i, y) for i in indicators for y in years][:TRIED]:
        yield visit.answered("compare", indicator=indicator, year=year)


def _most(counts: dict[str, int]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], value))[:4]


def _promises(compared: Shape) -> list[Shape]:
    return [
        {"district": row["district"], "column": column, "claim": claim}
        for row in compared["rows"]
        for column, claims in row["cells"].items()
        if column.startswith("target:")
        for claim in claims
    ]


def _telling(one: Shape, other: Shape) -> int:
    """How much two claims differ in words, where number, kind and unit are the same; else 0."""
    a, b = one["claim"], other["claim"]
    same = (one["column"], a["base_value"]) == (other["column"], b["base_value"])
    if not same or one["district"]["id"] == other["district"]["id"]:
        return 0
    firm = {a["modality"], b["modality"]} - {None}
    telling: int = (
        4 * (firm == set(FIRMNESS)) + 2 * (len(firm) > 1) + (a["comparator"] != b["comparator"])
    )
    return telling

"""What every unit says of one indicator for one year: each kind of number on an axis of its own."""

from itertools import groupby
from typing import Any, Final

from django.utils.translation import gettext

from pages import marks, numbers
from pages.claims_lists import unfilled
from pages.districts import name_of
from pages.naming import named
from pages.viewing import Visit, page
from plans.models import Indicator, Target
from policyapi.index.finding import Found
from policyapi.index.wanted import Wanted

MOST_ROWS: Final = 200
"""Claims that one axis shows; the files behind the page have all."""

Shape = dict[str, Any]


def make(visit: Visit) -> Shape:
    """The panels, what is said alike in different words, and who says nothing."""
    compared = visit.question("compare")
    indicator, year = compared["indicator"], compared["year"]
    name = indicator["name"] if visit.language == "zh" else indicator["name_en"]
    visit.title = gettext("%(name)s in %(year)s: who said what") % {"name": name, "year": year}
    visit.description = gettext(
        "What each district promised and reported of %(name)s for %(year)s, in its own words, and "
        "which said nothing."
    ) % {"name": name, "year": year}
    query = f"indicator={indicator['id']}&year={year}"
    visit.image = f"/charts/compare.png?{query}&lang={visit.language}"
    visit.crumbs = [(gettext("Compare"), "")]
    panels = [_panel(visit, column, compared) for column in compared["columns"]]
    return {
        "name": name,
        "year": year,
        "indicator": indicator,
        "panels": panels,
        "alike": _alike(panels),
        "silent": _silent(visit, compared),
        "notes": compared["notes"],
        "indicators": _indicators(visit),
        "years": _years(visit, year),
        "chart": f"{query}&lang={visit.language}",
    }


view = unfilled(page("pages/compare.html", make))


def _panel(visit: Visit, column: Shape, compared: Shape) -> Shape:
    """One kind of number: its rows from the greatest value down, on one scale."""
    role = "result" if column["role"] == "achievement" else "promise"
    told = [
        (row["district"], claim)
        for row in compared["rows"]
        for claim in row["cells"].get(column["id"], [])
    ]
    told.sort(key=lambda pair: (-pair[1]["base_value"], pair[0]["id"]))
    rows = [_row(visit, unit, claim, role, column) for unit, claim in told[:MOST_ROWS]]
    quantities = [row["quantity"] for row in rows]
    scale = marks.Axis.of(quantities)
    for row in rows:
        row["track"] = marks.track([row["quantity"]], scale)
    greatest = max(quantity.highest for quantity in quantities)
    before, factor, unit = numbers.axis_scale(greatest, column["base_unit"])

    def shown(value: float) -> str:
        return f"{before}{numbers.digits(value / factor)}"

    return {
        "title": named("measure", column["measure"]),
        "role": role,
        "unit": unit.strip(),
        "axis": marks.axis(scale, shown),
        "rows": rows,
        "more": len(told) - len(rows),
    }


def _row(visit: Visit, unit: Shape, cell: Shape, role: str, column: Shape) -> Shape:
    kind = "achievements" if role == "result" else "targets"
    fact = visit.fact(kind, cell["id"])
    quantity = marks.Quantity.of(fact, role)
    return {
        "unit": unit,
        "fact": fact,
        "role": role,
        "path": f"/{kind}/{cell['id']}",
        "quantity": quantity,
        "column": column["id"],
        "quote": _quote(cell["citations"]),
    }


def _quote(citations: list[Shape]) -> str:
    """The words of the first document that prints it, its spans joined."""
    first = citations[0]["document"]
    return "…".join(c["quote"] for c in citations if c["document"] == first)


def _alike(panels: list[Shape]) -> list[list[Shape]]:
    """Promises of the same number whose words bind differently: a group each."""
    found = []
    for panel in panels:
        if panel["role"] != "promise":
            continue
        for _, group in groupby(panel["rows"], key=lambda row: row["quantity"].value):
            rows = list(group)
            ways = {(row["quantity"].comparator, row["quantity"].modality) for row in rows}
            if len({row["unit"]["id"] for row in rows}) > 1 and len(ways) > 1:
                found.append(rows[:4])
    return found[:3]


def _silent(visit: Visit, compared: Shape) -> dict[str, list[Shape]]:
    """Units without a promise: with a text of the year that was read, and without one."""
    promised = {
        row["district"]["id"]
        for row in compared["rows"]
        for column in row["cells"]
        if column.startswith("target:")
    }
    spoken = visit.answered("summary", of="plans", by="district", year=compared["year"])["results"]
    read = {row["district"]["id"] for row in spoken if row["count"]}
    units: dict[str, list[Shape]] = {"read": [], "unread": []}
    for row in compared["rows"]:
        unit = row["district"]
        if unit["id"] not in promised:
            units["read" if unit["id"] in read else "unread"].append(unit)
    return {name: sorted(found, key=name_of)[:MOST_ROWS] for name, found in units.items()}


def _indicators(visit: Visit) -> list[tuple[str, str]]:
    """Indicators of which there is a target, the most promised first."""
    counts = Found(Target, Wanted(), visit.dataset).counts_by("indicator")
    column = "name" if visit.language == "zh" else "name_en"
    names = dict(Indicator.objects.values_list("id", column))
    return [(key, names[key]) for key in sorted(counts, key=lambda key: (-counts[key], key))]


def _years(visit: Visit, year: int) -> list[int]:
    counts = Found(Target, Wanted(), visit.dataset).counts_by("year")
    return sorted({int(known) for known in counts} | {year})

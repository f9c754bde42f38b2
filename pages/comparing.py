"""What every unit says of one indicator for one year: each kind of number on an axis of its own."""

from itertools import groupby
from typing import Any, Final

from django.utils.translation import gettext

from pages import marks, numbers
from pages.about import BANDS, STEMS
from pages.charts.compare import PANELS
from pages.charts.words import called, quote
from pages.claims_lists import OF_FILES, unfilled
from pages.comparing_silence import silent_of
from pages.frames import WIDTH, height_of_comparison
from pages.language import local
from pages.viewing import Visit, page, quoted
from plans.models import Indicator, Target
from policyapi.answering import root_of
from policyapi.asking import refuse_parameters
from policyapi.index.finding import Found
from policyapi.index.wanted import Wanted
from policyapi.query import read_query

MOST_ROWS: Final = 200
"""Claims that one axis shows; the files behind the page have all."""
MOST_ALIKE: Final = 3
"""Numbers that are pointed out, and units that are named for each."""
QUESTION: Final = ("indicator", "year", "district", "domain")
FIRM: Final = {"percent": "%"}
"""Units that stand behind each number of an axis."""

Shape = dict[str, Any]


def make(visit: Visit) -> Shape:
    """The panels, what is said alike in different words, and who says nothing."""
    asked = read_query(visit.request.META.get("QUERY_STRING", ""))
    if any(name in asked for name in OF_FILES):
        refuse_parameters(visit.request, QUESTION)
    compared = visit.question("compare")
    indicator, year = compared["indicator"], compared["year"]
    name = indicator["name"] if visit.language == "zh" else indicator["name_en"]
    visit.title = gettext("%(name)s in %(year)s: who said what") % {"name": name, "year": year}
    visit.description = gettext(
        "What each district promised and reported of %(name)s for %(year)s, in its own words, and "
        "which said nothing."
    ) % {"name": name, "year": year}
    query = quoted(visit.request.META.get("QUERY_STRING", ""))
    chart = f"{query}&lang={visit.language}"
    visit.image = f"/charts/compare.png?{chart}"
    visit.crumbs = [(gettext("Compare"), "")]
    visit.framed = True
    panels = [_panel(visit, column, compared) for column in sorted(compared["columns"], key=_order)]
    return {
        "name": name,
        "year": year,
        "indicator": indicator,
        "panels": panels,
        "alike": _alike(panels),
        "silent": silent_of(visit, compared),
        "apart": _apart(compared["columns"]),
        "indicators": _indicators(visit),
        "years": _years(visit, year),
        "kept": [(key, value) for key in QUESTION[2:] for value in asked.get(key, [])],
        "chart": chart,
        "embed": f"{root_of(visit.request)}{local('/embed/compare')}?{query}",
        "height": height_of_comparison({"panels": panels}, WIDTH),
        "bands": [(marks.glyph(mark), sign, gettext(text)) for mark, sign, text in BANDS],
        "stems": [
            (marks.glyph(marks.Quantity("eq", 1, modality=way)), word, chip, gettext(text))
            for way, word, chip, text in STEMS
        ],
    }


view = unfilled(page("pages/compare.html", make))


def _order(column: Shape) -> tuple[bool, int, str]:
    """Promises first, and rates before levels, as in the charts."""
    return column["role"] != "target", PANELS.index(column["measure"]), column["base_unit"]


def _panel(visit: Visit, column: Shape, compared: Shape) -> Shape:
    """One kind of number: its rows from the greatest value down, on one scale."""
    role = "result" if column["role"] == "achievement" else "promise"
    told = [
        (row["district"], claim)
        for row in compared["rows"]
        for claim in row["cells"].get(column["id"], [])
    ]
    told.sort(key=lambda pair: (-pair[1]["base_value"], pair[0]["id"]))
    rows = [_row(visit, unit, claim, role, compared["year"]) for unit, claim in told[:MOST_ROWS]]
    quantities = [row["quantity"] for row in rows]
    scale = marks.Axis.of(quantities)
    for row in rows:
        row["track"] = marks.track([row["quantity"]], scale)
    greatest = max(quantity.highest for quantity in quantities)
    before, factor, unit = numbers.axis_scale(greatest, column["base_unit"])
    behind = FIRM.get(column["base_unit"], "")

    def shown(value: float) -> str:
        return f"{before}{numbers.digits(value / factor)}{behind}"

    return {
        "title": called("measure", column["measure"]),
        "role": role,
        "unit": f"{before} {unit.strip()}".strip(),
        "axis": marks.axis(scale, shown),
        "rows": rows,
        "more": len(told) - len(rows),
    }


def _row(visit: Visit, unit: Shape, cell: Shape, role: str, year: int) -> Shape:
    kind = "achievements" if role == "result" else "targets"
    fact = visit.row(kind, cell["id"])
    period = fact["period"]
    return {
        "unit": unit,
        "fact": fact,
        "role": role,
        "path": f"/{kind}/{cell['id']}",
        "quantity": marks.Quantity.of(fact, role),
        "spans": (period["start"], period["end"], period["basis"]) != (year, year, "stated"),
        "quote": quote(cell),
        "quotes": list(dict.fromkeys(citation["quote"] for citation in cell["citations"])),
    }


def _alike(panels: list[Shape]) -> list[Shape]:
    """Promises of the same number whose words bind differently: a group each, one a wording."""
    found = []
    for panel in panels:
        if panel["role"] != "promise":
            continue
        for _, group in groupby(panel["rows"], key=_number):
            ways: dict[tuple[str, str | None], Shape] = {}
            for row in group:
                ways.setdefault((row["quantity"].comparator, row["quantity"].modality), row)
            if len({row["unit"]["id"] for row in ways.values()}) > 1:
                rows = list(ways.values())[: MOST_ALIKE + 1]
                found.append({"number": _plain(rows[0]["fact"]), "rows": rows})
    return found[:MOST_ALIKE]


def _plain(fact: Shape) -> str:
    """The number without its sign: that is what differs."""
    shown = numbers.shown(fact)
    return f"{shown.before}{shown.number}{shown.unit}" if shown else ""


def _number(row: Shape) -> tuple[float, float | None]:
    return row["quantity"].value, row["quantity"].high


def _apart(columns: list[Shape]) -> list[str]:
    """Why the panels are several, in the page's language."""
    told = []
    if len({column["measure"] for column in columns}) > 1:
        told.append(
            gettext(
                "Rates, levels and shares never share an axis: they cannot be compared with each "
                "other."
            )
        )
    if len({(c["measure"], c["base_unit"]) for c in columns}) > len(
        {c["measure"] for c in columns}
    ):
        told.append(gettext("Nor do units that cannot be converted into each other."))
    if len({column["role"] for column in columns}) > 1:
        told.append(
            gettext(
                "Promises and results stand apart: a reported period may be longer than the year."
            )
        )
    return told


def _indicators(visit: Visit) -> list[tuple[str, str]]:
    """Indicators of which there is a target, the most promised first."""
    counts = Found(Target, Wanted(), visit.dataset).counts_by("indicator")
    column = "name" if visit.language == "zh" else "name_en"
    names = dict(Indicator.objects.values_list("id", column))
    return [(key, names[key]) for key in sorted(counts, key=lambda key: (-counts[key], key))]


def _years(visit: Visit, year: int) -> list[int]:
    counts = Found(Target, Wanted(), visit.dataset).counts_by("year")
    return sorted({int(known) for known in counts} | {year})

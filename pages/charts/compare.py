"""The chart of a comparison: what every unit claims of one indicator for one year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext

from pages.charts.amounts import amount, unit_for
from pages.charts.figures import BODY, HEADING, NOTE, Figure, Source
from pages.charts.rows import Row, panel, plot
from pages.charts.words import called, joined, listed, period, quote, said
from pages.marks.axes import Axis
from pages.marks.quantities import Quantity

MOST_ROWS: Final = 40
"""Claims that one chart shows; a longer one nobody can read."""
MOST_NAMED: Final = 50
"""Units without a claim that are named."""

PANELS: Final = ("growth", "level", "share", "count", "change", "rank", "multiple")
"""Measures in the order of their panels."""
ROLES: Final = {"target": "promise", "achievement": "result"}


@dataclass(frozen=True)
class Claim:
    """A target or an achievement, whole as its list shows it, with the unit that it is of."""

    role: str
    measure: str
    base_unit: str
    district: Mapping[str, Any]
    body: Mapping[str, Any]

    @property
    def plural(self) -> str:
        """The list that has it."""
        return f"{self.role}s"

    @property
    def order(self) -> tuple[Any, ...]:
        """By panel, then the greatest first, promises before results."""
        return (
            PANELS.index(self.measure),
            self.base_unit,
            -self.body["base_value"],
            self.role == "achievement",
            self.body["id"],
        )


def claims_of(answer: Mapping[str, Any]) -> list[Claim]:
    """The claims of an answer of /api/compare, in the chart's order."""
    columns = {column["id"]: column for column in answer["columns"]}
    found = [
        _claim(columns[key], row["district"], cell)
        for row in answer["rows"]
        for key, cells in row["cells"].items()
        for cell in cells
    ]
    return sorted(found, key=lambda claim: claim.order)


def _claim(
    column: Mapping[str, str], district: Mapping[str, Any], cell: Mapping[str, Any]
) -> Claim:
    return Claim(column["role"], column["measure"], column["base_unit"], district, cell)


def compare_figure(
    answer: Mapping[str, Any],
    claims: list[Claim],
    names: Mapping[str, str],
    source: Source,
    width: int,
    language: str,
) -> str:
    """The chart. Rates, levels and shares each have a panel and an axis of their own.

    `answer` is that of /api/compare; `claims` are its claims with whole bodies, of which the first
    MOST_ROWS are shown; `names` has the units' names in the language, by id.
    """
    figure = Figure(width, language)
    indicator = answer["indicator"]["name" if language == "zh" else "name_en"]
    title = joined(indicator, str(answer["year"]), language=language)
    figure.head(title, gettext("What was promised and reported, in the words of the press"))
    shown = claims[:MOST_ROWS]
    rows = [(claim, row) for claim in shown if (row := _row(claim, names))]
    edges = plot(figure, [row for _, row in rows])
    for key in dict.fromkeys((claim.measure, claim.base_unit) for claim, _ in rows):
        of_panel = [row for claim, row in rows if (claim.measure, claim.base_unit) == key]
        _panel(figure, *key, of_panel, edges)
    if more := len(claims) - len(shown):
        left_out = gettext("Claims that are not shown: %(number)d")
        figure.paragraph(left_out % {"number": more}, BODY)
    told = [*(row.text for _, row in rows), _silent(figure, answer, names)]
    return figure.finish(title, " ".join(filter(None, told)), source)


def _panel(
    figure: Figure, measure: str, base_unit: str, rows: list[Row], edges: tuple[float, float]
) -> None:
    quantities = [row.quantity for row in rows]
    greatest = max(abs(quantity.highest) for quantity in quantities)
    unit = unit_for(base_unit, greatest, figure.language)
    heading = called("measure", measure)
    figure.y += 6
    figure.paragraph(f"{heading} ({unit.name})" if unit.name else heading, HEADING, 1)
    panel(figure, rows, Axis.of(quantities), unit, edges)


def _row(claim: Claim, names: Mapping[str, str]) -> Row | None:
    body = claim.body
    quantity = Quantity.of(body, ROLES[claim.role])
    if quantity is None:
        return None
    reported = gettext("reported %(years)s") % {"years": period(body)}
    return Row(
        label=names[claim.district["id"]],
        sublabel=reported if claim.role == "achievement" else "",
        quantity=quantity,
        amount=amount(body),
        words=said(body),
        quote=quote(body),
    )


def _silent(figure: Figure, answer: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The units that claim nothing: absent is shown as absent."""
    silent = [row["district"] for row in answer["rows"] if not row["claims"]]
    if not silent:
        return ""
    figure.y += 10
    figure.rule()
    figure.y += 8
    said_nothing = gettext("No figure in the data: %(number)d")
    heading = said_nothing % {"number": len(silent)}
    figure.paragraph(heading, HEADING, 2)
    named = [names.get(unit["id"]) or unit["short_name"] for unit in silent[:MOST_NAMED]]
    told = listed(named + ["…"] * (len(silent) > MOST_NAMED), figure.language)
    figure.paragraph(told, BODY, 10)
    figure.paragraph(gettext("Not said is not the same as not done."), NOTE, 2)
    return f"{heading}: {told}"

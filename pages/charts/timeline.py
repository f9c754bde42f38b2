"""The chart of a unit's years: its plans as bars, and how much was promised and reported."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext, gettext_noop

from pages.charts.figures import BODY, MARGIN, NOTE, Figure, Source, Style, widest
from pages.charts.words import listed, period
from pages.marks.elements import text
from pages.marks.pens import FilePen
from pages.marks.timelines import Bar, Years, bars_shape, thinned, years_shape

COUNTED: Final = {
    "targets": gettext_noop("Targets"),
    "achievements": gettext_noop("Results"),
    "projects": gettext_noop("Projects"),
}
COUNT: Final = Style(12.5, "secondary")
ROW: Final = 24


def timeline_figure(
    answer: Mapping[str, Any], name: str, source: Source, width: int, language: str
) -> str:
    """The chart of an answer of /api/timeline; `name` is the unit's in the language."""
    figure = Figure(width, language)
    title = gettext("%(unit)s: plans in time") % {"unit": name}
    figure.head(title, gettext("Dotted edges: the years are inferred, not printed"))
    plans = [plan for year in answer["years"] for plan in year["plans"]]
    years = _years(answer, plans)
    if years is None:
        nothing = gettext("The data have no plan of this unit.")
        figure.paragraph(nothing, BODY)
        return figure.finish(title, nothing, source)
    counted = [gettext(label) for label in COUNTED.values()]
    left = MARGIN + widest(counted, COUNT, figure.room / 3) + 8
    pen = FilePen(left, width - MARGIN, years.first, years.last + 1)
    top = figure.y
    rows, figure.y = bars_shape(pen, [Bar.of(plan) for plan in plans], top + 26)
    figure.y += 4
    figure.rule()
    for key, label in COUNTED.items():
        _counts(figure, pen, answer, key, gettext(label))
    thin = thinned(years, pen.pixels)
    figure.draw(years_shape(pen, years, top + 10, figure.y, thin=thin), rows)
    note = gettext(
        "Counted where a promise begins, a result ends, or a project comes to another stage."
    )
    figure.y += 6
    figure.paragraph(note, NOTE, 2)
    return figure.finish(title, _told(answer, plans, language), source)


def _years(answer: Mapping[str, Any], plans: list[Any]) -> Years | None:
    """From the first to the last year of any plan or number, or None where there is no year."""
    told = [year["year"] for year in answer["years"]]
    ends = [plan["period"]["end"] for plan in plans]
    return Years(min(told), max(told + ends)) if told else None


def _counts(figure: Figure, pen: FilePen, answer: Mapping[str, Any], key: str, label: str) -> None:
    """A row of numbers, each under its year."""
    base = figure.y + 17
    figure.word(label, COUNT, base)
    for year in answer["years"]:
        if number := len(year[key]):
            x = pen.at(year["year"] + 0.5)
            figure.draw(pen.words("m-tick", x, base, text(str(number)), "middle"))
    figure.y += ROW


def _told(answer: Mapping[str, Any], plans: list[Any], language: str) -> str:
    named = [
        " ".join(filter(None, [period(plan), plan["code"], plan["theme"] or plan["title"]]))
        for plan in plans
    ]
    counts = [
        f"{year['year']}: "
        + ", ".join(f"{gettext(label)} {len(year[key])}" for key, label in COUNTED.items())
        for year in answer["years"]
    ]
    return f"{listed(named, language)}. {'; '.join(counts)}."

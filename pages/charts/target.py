"""The chart of one promise: on a number line with what was reported later, and the verdict."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext

from pages.charts.amounts import amount, unit_for
from pages.charts.figures import HEADING, MARGIN, NOTE, PRINTED, SUBTITLE, Figure, Source
from pages.charts.rows import Row, panel, plot
from pages.charts.words import joined, period, quote, said, verdict
from pages.marks.axes import Axis
from pages.marks.discs import disc_shape
from pages.marks.pens import FilePen
from pages.marks.quantities import Quantity

INDENT: Final = 30
"""Of words beside a disc, in px."""


Reports = Mapping[str, Mapping[str, Any]]
"""Whole rows of achievements, by id."""


def target_figure(
    target: Mapping[str, Any],
    achievements: Reports,
    name: str,
    source: Source,
    width: int,
    language: str,
) -> str:
    """The chart of a row of /api/targets.

    `achievements` are the whole rows of those that its outcomes name, by id; `name` is the unit's
    in the language. Results that cannot be compared, or are in another unit, are told in words but
    stand on no axis with the promise.
    """
    figure = Figure(width, language)
    title = str(target["statement"])
    parts = name, period(target), target["speaker"] or ""
    figure.head(title, joined(*parts, language=language), printed=True)
    told = [_number_line(figure, target, achievements)]
    if target["base_value"] is None:
        told = [quote(target)]
        figure.paragraph(told[0], PRINTED, 4, printed=True)
    figure.y += 8
    figure.paragraph(gettext("What was reported later"), HEADING, 1)
    figure.y += 4
    for outcome in target["outcomes"] or [{"verdict": "none", "achievement": None}]:
        told.append(_verdict(figure, outcome))
        report = achievements.get(outcome["achievement"] or "")
        if report is None or _result(target, outcome, achievements) is None:
            told.append(_report(figure, report))
    return figure.finish(title, " ".join(filter(None, told)), source)


def _number_line(figure: Figure, target: Mapping[str, Any], achievements: Reports) -> str:
    promised = Quantity.of(target)
    if promised is None:
        return ""
    pairs: list[tuple[Quantity, Mapping[str, Any]]] = [(promised, target)]
    for outcome in target["outcomes"]:
        result = _result(target, outcome, achievements)
        pairs += [(result, achievements[outcome["achievement"]])] if result else []
    quantities = [quantity for quantity, _ in pairs]
    greatest = max(abs(quantity.highest) for quantity in quantities)
    unit = unit_for(target["base_unit"], greatest, figure.language)
    rows = [_row(quantity, claim) for quantity, claim in pairs]
    if unit.name:
        figure.paragraph(unit.name, SUBTITLE, 1)
    panel(figure, rows, Axis.at_values(quantities), unit, plot(figure, rows))
    return " ".join(row.text for row in rows)


def _result(
    target: Mapping[str, Any], outcome: Mapping[str, Any], achievements: Reports
) -> Quantity | None:
    """The number of a result, where it may stand on one axis with the promise's."""
    result = achievements.get(outcome["achievement"] or "")
    if result is None or outcome["verdict"] == "not_comparable":
        return None
    alike = all(target[name] == result[name] for name in ("measure", "base_unit"))
    return Quantity.of(result, "result") if alike else None


def _row(quantity: Quantity, claim: Mapping[str, Any]) -> Row:
    result = quantity.role == "result"
    return Row(
        label=gettext("Reported") if result else gettext("Promised"),
        sublabel=period(claim),
        quantity=quantity,
        amount=amount(claim),
        words=said(claim),
        quote=quote(claim),
    )


def _verdict(figure: Figure, outcome: Mapping[str, Any]) -> str:
    """A disc with its words."""
    name, directness = outcome["verdict"], outcome.get("directness")
    pen = FilePen(0, figure.width)
    words = verdict(name, directness, figure.language)
    figure.draw(pen.placed(MARGIN, figure.y, disc_shape(pen, name, directness)))
    figure.word(words, HEADING, figure.y + 14, MARGIN + INDENT)
    figure.y += 24
    return f"{words}."


def _report(figure: Figure, report: Mapping[str, Any] | None) -> str:
    """What was reported, where no number line shows it; or that nothing was found."""
    if report is None:
        told = gettext("This speaks of the documents in the data, not of the work.")
        figure.paragraph(told, NOTE, 2, x=MARGIN + INDENT)
    else:
        told = joined(quote(report), period(report), language=figure.language)
        figure.paragraph(told, PRINTED, 3, x=MARGIN + INDENT, printed=True)
    figure.y += 6
    return told

"""The chart of what became of a unit's promises: a disc for each, and those that were followed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext

from pages.charts.figures import (
    BODY,
    HEADING,
    LABEL,
    MARGIN,
    NOTE,
    SUBTITLE,
    Figure,
    Source,
    Style,
)
from pages.charts.words import verdict
from pages.marks.discs import VERDICTS as ORDER
from pages.marks.discs import disc_shape, foremost
from pages.marks.pens import FilePen
from pages.marks.widths import width

CELL: Final = 26
"""Side in px of the square in which a disc stands."""
MOST_DISCS: Final = 400
MOST_TOLD: Final = 12
"""Promises with a later report that are told in words."""
COUNT: Final = Style(14, "secondary")


@dataclass(frozen=True)
class Promise:
    """A target with the outcome by which it is shown.

    `target` and `achievement` are ids; `display` and `report` are the numbers of both as printed,
    of a report without one its statement.
    """

    target: str
    achievement: str
    statement: str
    display: str
    verdict: str
    directness: str | None
    report: str

    @property
    def kind(self) -> tuple[str, str | None]:
        """By which the legend counts: directness only where the disc shows it."""
        shown = self.directness if self.verdict in ("met", "partly_met", "not_met") else None
        return self.verdict, shown


def promises_of(outcomes: Iterable[Mapping[str, Any]]) -> list[Promise]:
    """One for each target of rows of /api/outcomes, in the order of verdicts, then of ids."""
    by_target: dict[str, list[Mapping[str, Any]]] = {}
    for outcome in outcomes:
        by_target.setdefault(outcome["target"]["id"], []).append(outcome)
    found = [_promise(several) for _, several in sorted(by_target.items())]
    return sorted(found, key=lambda p: (ORDER.index(p.verdict), p.directness != "direct"))


def _promise(outcomes: list[Mapping[str, Any]]) -> Promise:
    shown, directness = foremost(outcomes)
    told = next(o for o in outcomes if (o["verdict"], o["directness"]) == (shown, directness))
    report = told["achievement"]
    return Promise(
        target=told["target"]["id"],
        achievement=report["id"] if report else "",
        statement=told["target"]["statement"],
        display=told["target"]["display"] or "",
        verdict=shown,
        directness=directness,
        report=(report["display"] or report["statement"]) if report else "",
    )


def told_of(promises: list[Promise]) -> list[Promise]:
    """Those that are told in words: the first of which something was reported."""
    return [promise for promise in promises if promise.report][:MOST_TOLD]


def follow_figure(
    promises: list[Promise], name: str, source: Source, width: int, language: str
) -> str:
    """The chart; `name` is the unit's in the language. Numbers, never a percentage."""
    figure = Figure(width, language)
    title = gettext("%(unit)s: what was said, and what followed") % {"unit": name}
    figure.head(title, gettext("A disc for each promise: %(number)d") % {"number": len(promises)})
    _discs(figure, promises[:MOST_DISCS])
    if len(promises) > MOST_DISCS:
        more = gettext("Discs that are not drawn: %(number)d")
        figure.paragraph(more % {"number": len(promises) - MOST_DISCS}, NOTE, 1)
    told = _legend(figure, promises)
    reported = told_of(promises)
    if reported:
        figure.y += 8
        figure.paragraph(gettext("Later reports"), HEADING, 1)
    for promise in reported:
        told.append(_told(figure, promise))
    figure.y += 6
    note = gettext("“Not found” speaks of the documents in the data, not of the work.")
    figure.paragraph(note, NOTE, 3)
    return figure.finish(title, " ".join([*told, note]), source)


def _discs(figure: Figure, promises: list[Promise]) -> None:
    pen = FilePen(0, figure.width)
    a_row = int(figure.room // CELL)
    for place, promise in enumerate(promises):
        x, y = MARGIN + place % a_row * CELL, figure.y + place // a_row * CELL
        figure.draw(pen.placed(x, y, disc_shape(pen, promise.verdict, promise.directness)))
    figure.y += -(-len(promises) // a_row) * CELL + 8


def _legend(figure: Figure, promises: list[Promise]) -> list[str]:
    """How many of each, in as many columns as there is room for; the same in words."""
    pen, told, x = FilePen(0, figure.width), [], float(MARGIN)
    counts = Counter(promise.kind for promise in promises)
    for (name, directness), number in counts.items():
        words = verdict(name, directness, figure.language)
        needed = CELL + width(f"{number} {words}", COUNT.size) + 24
        if x > MARGIN and x + needed > figure.width - MARGIN:
            x, figure.y = float(MARGIN), figure.y + 28
        figure.draw(pen.placed(x, figure.y, disc_shape(pen, name, directness)))
        figure.word(str(number), LABEL, figure.y + 14, x + CELL)
        after = x + CELL + width(f"{number} ", LABEL.size) + 3
        figure.word(words, COUNT, figure.y + 14, after)
        told.append(f"{words}: {number}.")
        x += needed
    figure.y += 28 if counts else 0
    return told


def _told(figure: Figure, promise: Promise) -> str:
    """A promise in words, and under it the numbers of both sides."""
    pen = FilePen(0, figure.width)
    figure.rule()
    figure.y += 8
    shape = disc_shape(pen, promise.verdict, promise.directness)
    figure.draw(pen.placed(MARGIN, figure.y, shape))
    x = MARGIN + CELL + 4
    promised = f"{gettext('Promised')} {promise.display} → " if promise.display else ""
    numbers = f"{promised}{gettext('Reported')} {promise.report}"
    figure.paragraph(promise.statement, BODY, 2, x=x, printed=True)
    figure.paragraph(numbers, SUBTITLE, 2, x=x, printed=True)
    figure.y += 6
    words = verdict(promise.verdict, promise.directness, figure.language)
    return f"{promise.statement}: {numbers} ({words})."

"""A panel of a figure: one number line, and under each other the claims that stand on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pages.charts.amounts import Unit
from pages.charts.figures import LABEL, MARGIN, NOTE, PROMISE, QUOTE, RESULT, Figure, widest
from pages.charts.words import joined
from pages.marks.axes import Axis, grid, numbers
from pages.marks.pens import FilePen
from pages.marks.quantities import Quantity, mark
from pages.marks.widths import cut, width, wrapped

GAP: Final = 20
LABELS: Final = 0.28
"""Most of the width that labels take; values and words take up to VALUES."""
VALUES: Final = 0.34
WIDE: Final = 62
"""Height of a row in px; in a narrow figure its label and value stand over the line."""
TALL: Final = 84


@dataclass(frozen=True)
class Row:
    """A claim in a panel: whose, its number, its words, and the quote."""

    label: str
    sublabel: str
    quantity: Quantity
    amount: str
    words: str
    quote: str

    @property
    def text(self) -> str:
        """The row in one text, for those who hear it."""
        whose = f"{self.label} ({self.sublabel})" if self.sublabel else self.label
        return f"{whose}: {' '.join(filter(None, [self.amount, self.words]))} {self.quote}".strip()


def plot(figure: Figure, rows: Sequence[Row]) -> tuple[float, float]:
    """Left and right edge of the number lines of all panels that hold these rows."""
    if figure.narrow:
        return MARGIN + 8, figure.width - MARGIN - 14
    labels = widest([row.label for row in rows], LABEL, figure.room * LABELS)
    under = widest([row.sublabel for row in rows], NOTE, figure.room * LABELS)
    values = widest([row.amount for row in rows], PROMISE, figure.room * VALUES)
    words = widest([row.words for row in rows], NOTE, figure.room * VALUES)
    left = MARGIN + max(labels, under, 56) + GAP
    return left, figure.width - MARGIN - max(values, words) - GAP


def panel(
    figure: Figure, rows: Sequence[Row], scale: Axis, unit: Unit, edges: tuple[float, float]
) -> None:
    """Draw the axis and the rows."""
    pen = FilePen(*edges, scale.low, scale.high)
    figure.draw(numbers(pen, scale.ticks, figure.y + 12, unit.number))
    figure.y += 20
    for row in rows:
        figure.rule()
        if figure.narrow:
            _narrow(figure, pen, row, scale)
        else:
            _wide(figure, pen, row, scale)
    figure.y += 4


def _wide(figure: Figure, pen: FilePen, row: Row, scale: Axis) -> None:
    y = figure.y
    labels = pen.left - GAP - MARGIN
    middle = y + 22
    lines = wrapped(row.label, LABEL.size, labels, 1 if row.sublabel else 2)
    for place, line in enumerate(lines):
        figure.word(line, LABEL, middle + 5 + 19 * place)
    if row.sublabel:
        figure.word(cut(row.sublabel, NOTE.size, labels), NOTE, middle + 24)
    figure.draw(grid(pen, scale.ticks, y + 6, y + 38), mark(pen, middle, row.quantity))
    beside = pen.right + GAP
    room = figure.width - MARGIN - beside
    style = RESULT if row.quantity.role == "result" else PROMISE
    figure.word(cut(row.amount, style.size, room), style, middle + 5, beside)
    figure.word(cut(row.words, NOTE.size, room), NOTE, middle + 24, beside)
    room = pen.right - pen.left
    figure.word(cut(row.quote, QUOTE.size, room), QUOTE, y + 53, pen.left, printed=True)
    figure.y += WIDE


def _narrow(figure: Figure, pen: FilePen, row: Row, scale: Axis) -> None:
    """Label and value over the line; what stands under the label elsewhere is a line of its own."""
    style = RESULT if row.quantity.role == "result" else PROMISE
    amount = cut(row.amount, style.size, figure.room * 0.6)
    room = figure.room - width(amount, style.size) - GAP
    beside = width(row.label, LABEL.size) + width(row.words, NOTE.size) <= room
    label = cut(row.label, LABEL.size, room)
    figure.word(label, LABEL, figure.y + 22)
    figure.pair(row.words if beside else "", NOTE, amount, style, figure.y + 22)
    below = joined(row.sublabel, "" if beside else row.words, language=figure.language)
    if below:
        figure.word(cut(below, NOTE.size, figure.room), NOTE, figure.y + 39)
        figure.y += 17
    y = figure.y
    figure.draw(grid(pen, scale.ticks, y + 30, y + 60), mark(pen, y + 45, row.quantity))
    figure.word(cut(row.quote, QUOTE.size, figure.room), QUOTE, y + 75, printed=True)
    figure.y += TALL

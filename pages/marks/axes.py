"""Number lines: which values they span, their ticks, and the rows that stand on them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from django.utils.safestring import SafeString

from pages.marks.elements import drawing, text
from pages.marks.pens import FluidPen, Pen
from pages.marks.quantities import DOWNWARDS, UPWARDS, Quantity, mark

EDGES: Final = (1.5, 97.5)
"""Of a fluid track, in %: heads at either end stay inside."""
ROW: Final = 34
"""Height of a track in px."""
ABOUT: Final = 4
"""Steps that an axis has, about."""
ROOM: Final = 1.2
"""How much farther than a value an axis goes where others beyond it would keep the promise."""
APART: Final = 0.14
"""Of the axis: ticks nearer than this to the one before have no room for their numbers."""


@dataclass(frozen=True)
class Axis:
    """A line of numbers from `low` to `high`, zero always on it."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @classmethod
    def of(cls, quantities: Iterable[Quantity], about: int = ABOUT) -> "Axis":
        """From zero past all the quantities, with ticks at 1, 2 or 5 times a power of ten."""
        low, high = _reach(quantities)
        step = _step((high - low) / about)
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        ticks = tuple(round(place * step, 12) for place in range(first, last + 1))
        return cls(ticks[0], ticks[-1], ticks)

    @classmethod
    def at_values(cls, quantities: Sequence[Quantity]) -> "Axis":
        """For few quantities: ticks at zero and at their values only, where numbers have room."""
        low, high = _reach(quantities)
        low, high = low * ROOM, high * ROOM
        named = {0.0} | {q.value for q in quantities} | {q.highest for q in quantities}
        ticks: list[float] = []
        for value in sorted(named, key=lambda value: (value != 0, -abs(value))):
            if all(abs(value - other) >= APART * (high - low) for other in ticks):
                ticks.append(value)
        return cls(low, high, tuple(sorted(ticks)))

    def pen(self) -> FluidPen:
        """The pen of a row in a page."""
        return FluidPen(*EDGES, self.low, self.high)


def _reach(quantities: Iterable[Quantity]) -> tuple[float, float]:
    """Least and greatest number to be shown; zero is between them, and they differ."""
    low = high = 0.0
    for quantity in quantities:
        up = ROOM if quantity.comparator in (*UPWARDS, "approx") else 1
        down = ROOM if quantity.comparator in (*DOWNWARDS, "approx") else 1
        high = max(high, quantity.highest * up)
        low = min(low, quantity.value * down)
    return (low, high) if low < high else (0.0, 1.0)


def _step(least: float) -> float:
    power = 10.0 ** floor(log10(least))
    return next((n * power for n in (1, 2, 5) if n * power >= least * (1 - 1e-9)), 10 * power)


def grid(pen: Pen, ticks: Iterable[float], top: float, bottom: float) -> str:
    """A thin line at each tick, a stronger one at zero."""
    return "".join(
        pen.line(("m-grid" if tick else "m-base",), pen.at(tick), pen.at(tick), top, bottom)
        for tick in ticks
    )


def numbers(pen: Pen, ticks: Iterable[float], y: float, shown: Callable[[float], str]) -> str:
    """The ticks' numbers, on a base line, as the caller's language writes them."""
    return "".join(
        pen.words("m-tick", pen.at(tick), y, text(shown(tick)), "middle") for tick in ticks
    )


def track(quantities: Sequence[Quantity], scale: Axis, height: float = ROW) -> SafeString:
    """A row of a page: the grid, and the marks on it; a faint dotted line where there are none."""
    pen = scale.pen()
    parts = [grid(pen, scale.ticks, 0, height)]
    parts += [mark(pen, height / 2, quantity) for quantity in quantities]
    if not quantities:
        parts.append(pen.line(("m-void",), pen.left, pen.right, height / 2, height / 2))
    return drawing("m-track", "".join(parts), width="100%", height=height)


def axis(scale: Axis, shown: Callable[[float], str]) -> SafeString:
    """The numbers of such rows; `shown` writes a base value in the page's language and unit."""
    return drawing("m-axis", numbers(scale.pen(), scale.ticks, 14, shown), width="100%", height=20)

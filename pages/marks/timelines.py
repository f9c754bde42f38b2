"""Plans in time: one row a plan, its label beside the bar, so that it never has to fit inside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from django.utils.safestring import SafeString

from pages.marks.elements import drawing, element, text
from pages.marks.pens import FluidPen, Pen
from pages.marks.widths import cut, width

TOP: Final = 30
ROW: Final = 30
BAR: Final = 20
LIFTED: Final = 20
"""What a row is higher by where the label stands above its bar."""
GAP: Final = 8
YEAR: Final = 34
"""Room in px that a year's number needs."""
LABEL: Final = 14
"""Font size of labels."""
WIDEST: Final = 1072.0
"""Width in px of the widest fluid timeline."""


@dataclass(frozen=True)
class Bar:
    """A plan's years, both included, and what it is called."""

    start: int
    end: int
    label: str
    code: str = ""
    review: bool = False
    inferred: bool = False

    @classmethod
    def of(cls, plan: Mapping[str, Any]) -> "Bar":
        """A plan as the API shows it."""
        period = plan["period"]
        return cls(
            period["start"],
            period["end"],
            plan["theme"] or plan["title"],
            plan["code"] or "",
            review=plan["kind"] == "review",
            inferred=period["basis"] == "inferred",
        )

    @property
    def part(self) -> str:
        """How it is painted: dotted edges say that its years are not printed."""
        return ("m-review" if self.review else "m-plan") + ("-dots" if self.inferred else "")


@dataclass(frozen=True)
class Years:
    """The years of a timeline, both included."""

    first: int
    last: int

    @classmethod
    def of(cls, bars: Sequence[Bar]) -> "Years":
        """From the first to the last of any bar. Raises ValueError without one."""
        return cls(min(bar.start for bar in bars), max(bar.end for bar in bars))

    @property
    def count(self) -> int:
        """How many."""
        return self.last - self.first + 1


def bars_shape(pen: Pen, bars: Sequence[Bar], top: float = TOP) -> tuple[str, float]:
    """The rows, from a height down, and the height at which they end.

    The pen's scale is years; a year's bar goes from its first day to its last.
    """
    parts, y = [], top
    for bar in bars:
        drawn, height = _row(pen, bar, y)
        parts.append(drawn)
        y += height
    return "".join(parts), y


def years_shape(pen: Pen, years: Years, y: float, bottom: float, *, thin: int = 1) -> str:
    """The years over a grid; only each `thin`-th has its number."""
    parts = [
        pen.line(("m-grid",), pen.at(year), pen.at(year), y + 8, bottom)
        for year in range(years.first, years.last + 2)
    ]
    fluid = isinstance(pen, FluidPen) and years.count * YEAR > pen.pixels
    for place in range(0, years.count, thin):
        year = years.first + place
        odd = fluid and place // thin % 2
        paint = pen.paint("m-tick", "m-odd") if odd else pen.paint("m-tick")
        where = {"x": pen.x(pen.at(year + 0.5)), "y": str(y)}
        parts.append(element("text", str(year), **paint, **where, text_anchor="middle"))
    return "".join(parts)


def thinned(years: Years, pixels: float) -> int:
    """How many years stand for one number where there are so many px."""
    return max(1, ceil(years.count * YEAR / pixels))


def timeline(bars: Sequence[Bar]) -> SafeString:
    """The timeline in a page; nothing without a bar."""
    if not bars:
        return SafeString("")
    years = Years.of(bars)
    pen = FluidPen(0, 100, years.first, years.last + 1)
    rows, bottom = bars_shape(pen, bars)
    grid = years_shape(pen, years, 14, bottom - 4, thin=thinned(years, WIDEST))
    return drawing("m-timeline", grid + rows, width="100%", height=bottom)


def _row(pen: Pen, bar: Bar, y: float) -> tuple[str, float]:
    """A bar with its label, and the row's height: beside it where there is room, else above it."""
    # A twenty-fifth of a year is left free at either end, so that bars that follow do not touch.
    left, right = pen.at(bar.start + 0.04), pen.at(bar.end + 0.96)
    pixel = pen.pixels / (pen.right - pen.left)
    free = {
        "start": (pen.right - right) * pixel - GAP,
        "end": (left - pen.left) * pixel - GAP,
    }
    anchor = max(free, key=lambda side: free[side])
    needed = width(f"{bar.code} {bar.label}".strip(), LABEL)
    lifted = needed > free[anchor]
    drawn = pen.box(bar.part, left, right, y + LIFTED * lifted, BAR, round_by=3)
    if lifted:
        position, anchor, room = _above(pen, left, needed, pixel)
        return drawn + _label(pen, bar, position, y + 15, anchor, 0, room), ROW + LIFTED
    position, shift = (right, GAP) if anchor == "start" else (left, -GAP)
    return drawn + _label(pen, bar, position, y + 15, anchor, shift, needed), ROW


def _above(pen: Pen, left: float, needed: float, pixel: float) -> tuple[float, str, float]:
    """Position, anchor and room in px of a label above its bar: from the bar's start if it fits."""
    if needed <= (pen.right - left) * pixel:
        return left, "start", needed
    fits_whole = needed <= pen.pixels
    return (pen.right, "end", needed) if fits_whole else (pen.left, "start", pen.pixels)


def _label(
    pen: Pen, bar: Bar, position: float, y: float, anchor: str, shift: float, room: float
) -> str:
    code = f"{bar.code} " if bar.code else ""
    label = cut(bar.label, LABEL, max(room - width(code, LABEL), LABEL))
    spans = element("tspan", text(bar.code), **pen.paint("m-code")) + " " if code else ""
    words = element(
        "text", spans + text(label), **pen.paint("m-label"), x=shift, y=0, text_anchor=anchor
    )
    return pen.placed(position, y, words)

"""A quantity as a mark: the stem is its modality, the head its comparator, the band what keeps it.

The band covers the values that would keep a promise, to the plot's edge where there is no end to
them. Heads of promises are round and indigo, of results square, on their corner, and green. The
capsule of an approximate value has the same width everywhere, and the width means nothing: no
document prints a margin.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from django.utils.safestring import SafeString

from pages.marks.elements import drawing, element
from pages.marks.pens import FluidPen, Pen
from plans.curation.units import normalise

UPWARDS: Final = ("gt", "gte")
DOWNWARDS: Final = ("lt", "lte")
OPEN: Final = ("gt", "lt")
BAND: Final = 14
"""Height of a band in px."""
DIAMOND: Final = "M0-6.5 6.5 0 0 6.5-6.5 0z"
ARROW_RIGHT: Final = "M-7-5 0 0-7 5z"
ARROW_LEFT: Final = "M7-5 0 0 7 5z"
GLYPH: Final = (92, 24)
MIDDLE: Final = (50.0, 35.0, 65.0)
"""Of a glyph: where one value stands, and the two of a range, in % of its plot."""
MOST_DOTS: Final = 20


@dataclass(frozen=True)
class Quantity:
    """What a claim says of a number, in its base unit; `high` only where the number is a range."""

    comparator: str
    value: float
    high: float | None = None
    modality: str | None = None
    role: str = "promise"

    @classmethod
    def of(cls, claim: Mapping[str, Any], role: str = "promise") -> "Quantity | None":
        """That of a target (a promise) or an achievement (a result), as the API shows it.

        None where it has no number.
        """
        if claim["base_value"] is None:
            return None
        high = claim.get("value_high")
        if high is not None:
            high = float(normalise(Decimal(str(high)), claim["unit"])[0])
        modality = claim.get("modality")
        return cls(claim["comparator"], float(claim["base_value"]), high, modality, role)

    @property
    def suffix(self) -> str:
        """Ends the names of the parts that have the role's colour."""
        return "-r" if self.role == "result" else ""

    @property
    def highest(self) -> float:
        """The greatest number that it names."""
        return self.value if self.high is None else self.high


def mark(pen: Pen, y: float, quantity: Quantity) -> str:
    """The mark of a quantity, centred at a height in px."""
    value, parts = pen.at(quantity.value), [_band(pen, y, quantity)]
    stem = (f"m-stem{quantity.suffix}", f"m-{quantity.modality or 'unsaid'}")
    parts.append(pen.line(stem, pen.at(0), value, y, y))
    parts.append(pen.placed(value, y, _head(pen, quantity)))
    if quantity.high is not None:
        parts.append(pen.placed(pen.at(quantity.high), y, _head(pen, quantity)))
    return "".join(parts)


def _band(pen: Pen, y: float, quantity: Quantity) -> str:
    value, arrow = pen.at(quantity.value), f"m-arrow{quantity.suffix}"
    if quantity.comparator in UPWARDS:
        ends, head = (value, pen.right), (pen.right, ARROW_RIGHT)
    elif quantity.comparator in DOWNWARDS:
        ends, head = (pen.left, value), (pen.left, ARROW_LEFT)
    elif quantity.high is not None:
        ends, head = (value, pen.at(quantity.high)), None
    else:
        return ""
    band = pen.box(f"m-band{quantity.suffix}", *ends, y - BAND / 2, BAND)
    if head is None:
        return band
    return band + pen.placed(head[0], y, element("path", **pen.paint(arrow), d=head[1]))


def _head(pen: Pen, quantity: Quantity) -> str:
    suffix = quantity.suffix
    if quantity.comparator == "approx":
        parts = (f"m-{name}" for name in ("mask", f"band{suffix}", f"about{suffix}"))
        capsules = [
            element("rect", **pen.paint(part), x=-17, y=-8, width=34, height=16, rx=8)
            for part in parts
        ]
        dot = element("circle", **pen.paint(f"m-solid{suffix}"), r=1.5)
        return "".join(capsules) + dot
    part = f"m-{'open' if quantity.comparator in OPEN else 'solid'}{suffix}"
    if quantity.role == "result":
        return element("path", **pen.paint(part), d=DIAMOND)
    return element("circle", **pen.paint(part), r=5.5)


def glyph(quantity: Quantity) -> SafeString:
    """The mark in a list: without a scale, the value always in the middle, since units differ."""
    return _glyph(quantity.comparator, quantity.high is not None, quantity.modality, quantity.role)


@cache
def _glyph(comparator: str, ranged: bool, modality: str | None, role: str) -> SafeString:
    middle, low, high = MIDDLE
    shown = Quantity(
        comparator, low if ranged else middle, high if ranged else None, modality, role
    )
    width, height = GLYPH
    pen = FluidPen(4, 96)
    content = mark(pen, height / 2, shown)
    return drawing("m-glyph", content, width=width, height=height, box=f"0 0 {width} {height}")


def dots(count: int, role: str = "promise") -> SafeString:
    """A dot for each thing counted, at most MOST_DOTS; three faint ones where there is none.

    The number is to stand beside it.
    """
    pen, suffix = FluidPen(0, 100), "-r" if role == "result" else ""
    shown = min(count, MOST_DOTS) or 3
    part, radius = (f"m-solid{suffix}", 3) if count else ("m-base", 0.5)
    circles = [
        element("circle", **pen.paint(part), cx=6 + 12 * place, cy=6, r=radius)
        for place in range(shown)
    ]
    return drawing("m-dots", "".join(circles), width=12 * shown, height=12)

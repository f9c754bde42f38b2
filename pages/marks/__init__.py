"""The marks: promises, results and what became of them, drawn the same for pages and files.

Whoever makes a page needs only these names; files draw the parts with a pen of their own.
"""

from pages.marks.axes import Axis, axis, track
from pages.marks.discs import Followed, disc, foremost, unit_chart
from pages.marks.paints import CLASSES, rules
from pages.marks.quantities import Quantity, dots, glyph
from pages.marks.stages import stage
from pages.marks.strips import strip, ticks
from pages.marks.timelines import Bar, timeline

__all__ = [
    "CLASSES",
    "Axis",
    "Bar",
    "Followed",
    "Quantity",
    "axis",
    "disc",
    "dots",
    "foremost",
    "glyph",
    "rules",
    "stage",
    "strip",
    "ticks",
    "timeline",
    "track",
    "unit_chart",
]

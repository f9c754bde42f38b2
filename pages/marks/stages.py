"""How far a project had come, as a circle that fills; always beside the printed word."""

from functools import cache
from typing import Final

from django.utils.safestring import SafeString

from pages.marks.elements import drawing, element
from pages.marks.pens import FluidPen, Pen

SIZE: Final = 16
QUARTER: Final = "M8 8V2.5A5.5 5.5 0 0 1 13.5 8z"
HALF: Final = "M8 2.5a5.5 5.5 0 0 1 0 11z"
THREE_QUARTERS: Final = "M8 8V2.5A5.5 5.5 0 1 1 2.5 8z"
FULL: Final = "M8 2.5a5.5 5.5 0 0 1 0 11 5.5 5.5 0 0 1 0-11z"

FILLS: Final = {
    "planned": "",
    "promoted": "",
    "started": QUARTER,
    "under_construction": HALF,
    "attracted": THREE_QUARTERS,
    "completed": FULL,
    "opened": FULL,
    "held": FULL,
}
"""By stage; a plan has a dotted edge besides."""


def stage_shape(pen: Pen, stage: str) -> str:
    """The symbol's content, in a square of 16 px. Raises KeyError for a stage there is not."""
    filled = FILLS[stage]
    edge = "m-stage-dots" if stage == "planned" else "m-stage-line"
    ring = element("circle", **pen.paint(edge), cx=SIZE / 2, cy=SIZE / 2, r=5.5)
    return ring + (element("path", **pen.paint("m-stage-fill"), d=filled) if filled else "")


@cache
def stage(name: str) -> SafeString:
    """The symbol in a page."""
    content = stage_shape(FluidPen(0, 100), name)
    return drawing("m-stage", content, width=SIZE, height=SIZE, box=f"0 0 {SIZE} {SIZE}")

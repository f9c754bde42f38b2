"""A document as a line as long as it is, with a tick where something is cited."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.safestring import SafeString

from pages.marks.elements import drawing
from pages.marks.pens import FluidPen

FINENESS: Final = 0.2
"""In %: of citations nearer to each other than this one tick is drawn, since no eye parts them."""


def strip(
    characters: int,
    here: Iterable[Mapping[str, Any]],
    others: str = "",
    role: str = "promise",
) -> SafeString:
    """The strip of a document of so many characters.

    `here` are the citations spoken of, as the API shows them, drawn heavy from their first to their
    last character; `others` the `ticks` of the rest of the document's.
    """
    pen = _pen(characters)
    parts = [pen.line(("m-base",), 0, 100, 13, 13), others]
    part = "m-here-r" if role == "result" else "m-here"
    for citation in here:
        ends = pen.at(citation["start"]), pen.at(citation["end"])
        parts.append(pen.box(part, *ends, 5, 16, round_by=1))
    return drawing("m-strip", "".join(parts), width="100%", height=26)


def ticks(characters: int, starts: Iterable[int]) -> SafeString:
    """A tick at each of the characters with which a document's citations start."""
    pen, parts = _pen(characters), []
    drawn: set[int] = set()
    for start in starts:
        place = pen.at(start)
        if round(place / FINENESS) not in drawn:
            drawn.add(round(place / FINENESS))
            parts.append(pen.line(("m-cited",), place, place, 9, 17))
    return SafeString("".join(parts))


def _pen(characters: int) -> FluidPen:
    return FluidPen(0, 100, 0, max(characters, 1))

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
    others: Iterable[Mapping[str, Any]] = (),
    role: str = "promise",
) -> SafeString:
    """The strip of a document of so many characters.

    `here` and `others` are citations of it as the API shows them: those spoken of, drawn heavy from
    their first to their last character, and the rest of the document's.
    """
    pen = FluidPen(0, 100, 0, max(characters, 1))
    parts = [pen.line(("m-base",), 0, 100, 13, 13)]
    drawn: set[int] = set()
    for citation in others:
        place = pen.at(citation["start"])
        if round(place / FINENESS) not in drawn:
            drawn.add(round(place / FINENESS))
            parts.append(pen.line(("m-cited",), place, place, 9, 17))
    part = "m-here-r" if role == "result" else "m-here"
    for citation in here:
        ends = pen.at(citation["start"]), pen.at(citation["end"])
        parts.append(pen.box(part, *ends, 5, 16, round_by=1))
    return drawing("m-strip", "".join(parts), width="100%", height=26)

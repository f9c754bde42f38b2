"""The frames of `/embed/…`: who may show them, and how tall they are (estimates in px)."""

from math import ceil
from typing import Any, Final

from django.http import HttpResponse

WIDTH: Final = 720
"""Of a frame in px, where the site that embeds it does not want it narrower."""
NARROWEST: Final = 240
"""Of the widths in px for which there is an estimate."""
GREATEST: Final = 10_000
"""Of either side in px."""
MOST_ROWS: Final = 12
"""Claims on one axis of a frame; the page behind it has more."""

Shape = dict[str, Any]


def for_frames(response: HttpResponse) -> HttpResponse:
    """The response, which pages of any other site may show in a frame."""
    response._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]
    response.xframe_options_exempt = True  # type: ignore[attr-defined]
    return response


def height_of_comparison(context: Shape, width: int) -> int:
    """Rows under their axes; in a narrow frame the title and quotes take more lines."""
    rows = [min(len(panel["rows"]), MOST_ROWS) for panel in context["panels"]]
    return 180 + (150 if width < WIDTH else 0) + sum(66 + 118 * count for count in rows)


def height_of_promise(context: Shape, width: int) -> int:
    """The statement, its number line, the first quote, and the verdict."""
    lines: int = len(context["line"]["rows"]) if context["line"] else 0
    title: int = ceil(len(context["fact"]["statement"]) * 23 / (width - 40))
    quoted: int = sum(len(text) for _, text in context["quotes"][0].parts)
    return 240 + 32 * title + 82 * lines + 30 * ceil(quoted * 18 / (width - 64))


def height_of_unit(context: Shape, width: int) -> int:
    """Discs of 32 px in rows, and what they stand for."""
    shown: int = context["shown"]
    discs = ceil(shown / ((width - 48) // 32))
    kinds = ceil(len(context["follow"]["tally"]) / max(1, width // 240))
    return 220 + 32 * discs + 34 * kinds

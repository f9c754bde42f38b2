"""The cells of a row of facts, for tables that several pages show."""

from typing import Any

from pages.templatetags.pages import became, glyph, value, words

Shape = dict[str, Any]


def cells_of(fact: Shape, role: str = "promise") -> Shape:
    """A target or an achievement with its `glyph`, `shown` (number and words) and `became`."""
    return fact | {
        "glyph": glyph(fact, role),
        "shown": value(fact, role) + words(fact),
        "became": became(fact["outcomes"]),
    }

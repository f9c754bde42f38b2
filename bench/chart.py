"""A bar chart as SVG: attributes only, so that any page may show it, and dark or light."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

WIDTH: Final = 860
LABELS: Final = 250
VALUES: Final = 90
ROW: Final = 26
TOP: Final = 64
_MARKED, _PLAIN, _TEXT, _RULE = "#0b6e63", "#9aa5b1", "#5b6673", "#c9d0d8"


@dataclass(frozen=True)
class Bar:
    """A value above zero with its label; `marked` in the colour of the project."""

    label: str
    value: float
    marked: bool = False


def chart(title: str, unit: str, bars: Sequence[Bar]) -> str:
    """Bars on a logarithmic scale, from the power of ten below the least. None: ValueError."""
    if not bars or min(bar.value for bar in bars) <= 0:
        raise ValueError("a logarithmic chart needs values above zero")
    low = math.floor(math.log10(min(bar.value for bar in bars)))
    high = math.ceil(math.log10(max(bar.value for bar in bars)))
    high = max(high, low + 1)
    height = TOP + ROW * len(bars) + 24

    def x(value: float) -> float:
        share = (math.log10(value) - low) / (high - low)
        return round(LABELS + share * (WIDTH - LABELS - VALUES), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" font-family="sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<text x="16" y="26" font-size="16" font-weight="600" fill="{_TEXT}">'
        f"{escape(title)}</text>",
        f'<text x="16" y="46" fill="{_TEXT}">{escape(unit)}</text>',
    ]
    for power in range(low, high + 1):
        at = x(10.0**power)
        parts.append(
            f'<line x1="{at}" x2="{at}" y1="{TOP - 8}" y2="{height - 24}" stroke="{_RULE}"/>'
            f'<text x="{at}" y="{height - 8}" text-anchor="middle" fill="{_TEXT}">'
            f"{10.0**power:,g}</text>"
        )
    for place, bar in enumerate(bars):
        top = TOP + ROW * place
        width = max(1.0, round(x(bar.value) - LABELS, 1))
        parts.append(
            f'<text x="{LABELS - 10}" y="{top + 14}" text-anchor="end" fill="{_TEXT}">'
            f"{escape(bar.label)}</text>"
            f'<rect x="{LABELS}" y="{top}" width="{width}" height="{ROW - 8}" rx="2" '
            f'fill="{_MARKED if bar.marked else _PLAIN}"/>'
            f'<text x="{LABELS + width + 6}" y="{top + 14}" fill="{_TEXT}">'
            f"{bar.value:,.0f}</text>"
        )
    return "\n".join([*parts, "</svg>\n"])

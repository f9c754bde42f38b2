"""PNG of a chart: drawn from the very SVG, without a browser."""

from typing import Final

import resvg_py

from pages.charts.fonts import fonts

SCALE: Final = 2
"""Pixels for each px of the SVG: sharp on fine screens."""


def png(svg: str) -> bytes:
    """The picture of a chart. Raises NoFont where Chinese would come out as empty boxes."""
    chosen = fonts()
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=SCALE,
            skip_system_fonts=True,
            font_files=list(chosen.files),
            sans_serif_family=chosen.sans,
            serif_family=chosen.song,
        )
    )

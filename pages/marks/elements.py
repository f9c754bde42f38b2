"""Elements of SVG as text: every attribute escaped, every number short."""

import re
from functools import cache
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString

HIDDEN: Final = {"aria_hidden": "true", "focusable": "false"}
"""Of every drawing inside a page: the text beside it says it all."""


def number(value: float, places: int = 2) -> str:
    """A number as attributes hold it: `40`, `12.5`, never `40.00` or `-0`."""
    if isinstance(value, int):
        return str(value)
    return f"{round(value, places) + 0:.{places}f}".rstrip("0").rstrip(".")


def text(content: str) -> str:
    """Characters, escaped; control characters, which XML has no place for, are left out."""
    return escape("".join(char for char in content if char >= " "))


def element(name: str, content: str = "", /, **attributes: str | float | None) -> str:
    """An element around ready content.

    Attributes are written with underscores for hyphens, `class_` for class; None leaves one out.
    """
    start = f"<{name}"
    for key, value in attributes.items():
        if isinstance(value, str):
            start += _attribute(key) + (quoteattr(value) if _TO_ESCAPE(value) else f'"{value}"')
        elif value is not None:
            start += f'{_attribute(key)}"{number(value)}"'
    return f"{start}>{content}</{name}>" if content else f"{start}/>"


@cache
def _attribute(key: str) -> str:
    """What stands before an attribute's value; there are as many as this package writes out."""
    return f" {key.rstrip('_').replace('_', '-')}="


_TO_ESCAPE: Final = re.compile(r"[&<>\"\n\r\t]").search
"""Most values are positions and classes: they need none."""


def drawing(
    class_: str, content: str, *, width: float | str, height: float, box: str | None = None
) -> SafeString:
    """A drawing inside a page, silent for screen readers. `width` in px, or "100%"."""
    attributes: dict[str, str | float | None] = {"class_": class_, "width": width, "height": height}
    return SafeString(element("svg", content, **attributes, viewBox=box, **HIDDEN))

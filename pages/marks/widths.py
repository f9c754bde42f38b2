"""Estimated widths of texts: no font is known where the drawing is made."""

from typing import Final
from unicodedata import combining, east_asian_width

NARROW: Final = 0.58
"""Width in em of a character that is not East Asian; one of those is 1 em wide."""
ALLOWANCE: Final = 1.06
"""What fonts may be wider than the estimate."""


def em(text: str) -> float:
    """Estimated width in em, without the allowance."""
    return sum(_width(char) for char in text)


def width(text: str, size: float) -> float:
    """Room in px that a text of a font size in px needs."""
    return em(text) * size * ALLOWANCE


def cut(text: str, size: float, room: float) -> str:
    """The text, or as much of its beginning as fits into `room` px, with an ellipsis."""
    # Half a pixel: rooms are sums of these very widths, and sums of fractions are not exact.
    if width(text, size) <= room + 0.5:
        return text
    left, end = room - width("…", size), 0
    while end < len(text) and (left := left - width(text[end], size)) >= 0:
        end += 1
    return text[:end].rstrip() + "…"


def wrapped(text: str, size: float, room: float, most: int) -> list[str]:
    """The text in at most so many lines of `room` px, the last one cut.

    Chinese breaks between any two characters, but not before a closing mark; Latin words stay
    whole where a line can hold them.
    """
    lines: list[str] = []
    rest = text.strip()
    while len(lines) < most - 1 and width(rest, size) > room:
        fits = _fitting(rest, size, room)
        lines.append(rest[:fits].rstrip())
        rest = rest[fits:].lstrip()
    return [*lines, cut(rest, size, room)] if rest else lines


def _fitting(text: str, size: float, room: float) -> int:
    """Characters of the longest beginning that fits and ends where a line may end; at least one."""
    left, count = room - width(text[0], size), 1
    while count < len(text) and (left := left - width(text[count], size)) >= 0:
        count += 1
    for end in range(count, 0, -1):
        if _may_break(text, end):
            return end
    return count


def _may_break(text: str, end: int) -> bool:
    """Whether a line may end before a place in a text."""
    before, after = text[end - 1], text[end : end + 1]
    if before in _OPENING or text[end:].lstrip()[:1] in _CLOSING:
        return False
    return not (_is_word(before) and _is_word(after) and before not in _JOINTS)


def _is_word(char: str) -> bool:
    return char != "" and char != " " and _width(char) < 1


def _width(char: str) -> float:
    if combining(char):
        return 0.0
    return 1.0 if east_asian_width(char) in "WFA" else NARROW


_JOINTS: Final = tuple("-–/&?=")
"""After these a word may break."""
_CLOSING: Final = tuple("，。、；：？！）》”’…%％·,;:!)")
_OPENING: Final = tuple("（《“‘")

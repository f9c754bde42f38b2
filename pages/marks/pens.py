"""Pens: the same drawing with fluid widths and classes in a page, with pixels in a file."""

from abc import ABC, abstractmethod
from typing import Final

from pages.marks.elements import element, number
from pages.marks.paints import LIGHT, Palette, attributes

NARROWEST: Final = 288.0
"""Width in px that a fluid drawing can count on: a screen of 320 px without its margins."""


class Pen(ABC):
    """Knows where values lie between two edges, and how parts are painted.

    `left` and `right` are the edges for `low` and `high`, in the pen's own unit: % of the drawing's
    width, or px.
    """

    unit = ""

    def __init__(self, left: float, right: float, low: float = 0, high: float = 100) -> None:
        self.left, self.right, self.low, self.high = left, right, low, high

    def at(self, value: float) -> float:
        """Where a value lies, in the pen's unit; values beyond an edge lie on it."""
        share = (value - self.low) / (self.high - self.low)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def x(self, position: float) -> str:
        """A position or a width, as attributes hold it."""
        return f"{number(position)}{self.unit}"

    @property
    @abstractmethod
    def pixels(self) -> float:
        """Width in px between the edges; of a fluid pen, the least that there may be."""

    @abstractmethod
    def paint(self, *parts: str) -> dict[str, str]:
        """The attributes that paint an element as these parts."""

    @abstractmethod
    def placed(self, position: float, y: float, content: str) -> str:
        """Content drawn in px around a position and a height in px."""

    def line(self, parts: tuple[str, ...], x1: float, x2: float, y1: float, y2: float) -> str:
        """A line between two positions."""
        ends = {"x1": self.x(x1), "x2": self.x(x2), "y1": number(y1), "y2": number(y2)}
        return element("line", **self.paint(*parts), **ends)

    def box(
        self, part: str, x1: float, x2: float, y: float, height: float, *, round_by: float = 0
    ) -> str:
        """A rectangle between two positions; `y` is its upper edge."""
        size = {"x": self.x(x1), "width": self.x(max(0.0, x2 - x1))}
        return element("rect", **self.paint(part), **size, y=y, height=height, rx=round_by or None)

    def words(self, part: str, position: float, y: float, content: str, anchor: str) -> str:
        """A text at a position; `content` is escaped already."""
        where = {"x": self.x(position), "y": number(y)}
        return element("text", content, **self.paint(part), **where, text_anchor=anchor)


class FluidPen(Pen):
    """For pages: positions in %, so that a drawing is as wide as its place; classes for paint."""

    unit = "%"

    @property
    def pixels(self) -> float:
        """On the narrowest screen."""
        return (self.right - self.left) / 100 * NARROWEST

    def paint(self, *parts: str) -> dict[str, str]:
        """Their classes."""
        return {"class_": " ".join(parts)}

    def placed(self, position: float, y: float, content: str) -> str:
        """In a drawing of its own: only those can stand at a percentage."""
        return element(
            "svg", content, x=self.x(position), y=y, width=1, height=1, overflow="visible"
        )


class FilePen(Pen):
    """For files: positions in px, and all paint as attributes."""

    def __init__(
        self, left: float, right: float, low: float = 0, high: float = 100, *,
        palette: Palette = LIGHT,
    ) -> None:  # fmt: skip
        self.palette = palette
        super().__init__(left, right, low, high)

    @property
    def pixels(self) -> float:
        """As they are."""
        return self.right - self.left

    def paint(self, *parts: str) -> dict[str, str]:
        """Their paint as attributes."""
        return attributes(self.palette, *parts)

    def placed(self, position: float, y: float, content: str) -> str:
        """In a group that is moved there."""
        return element("g", content, transform=f"translate({number(position)} {number(y)})")

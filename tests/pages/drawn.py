"""Drawings read back: what stands where, by the classes or attributes that draw it."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from pages.marks.axes import EDGES, Axis

NAMESPACE = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    """A drawing of our own as a tree, names without their namespace. Raises for malformed ones."""
    root = ET.fromstring(svg)  # noqa: S314 - made by the code under test
    for part in root.iter():
        part.tag = part.tag.removeprefix(NAMESPACE)
    return root


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    """The elements that have a class."""
    return [part for part in root.iter() if name in part.get("class", "").split()]


def holders(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """The elements in which one of a class stands."""
    for holder in root.iter():
        if any(name in part.get("class", "").split() for part in holder):
            yield holder


def percent(text: str | None) -> float:
    """The number of a percentage."""
    assert text is not None
    assert text.endswith("%")
    return float(text[:-1])


def value_at(x: str | None, scale: Axis) -> float:
    """The value that lies at a percentage of a track."""
    left, right = EDGES
    return scale.low + (percent(x) - left) / (right - left) * (scale.high - scale.low)

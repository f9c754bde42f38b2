"""What became of a promise, as a disc of 18 px; always beside words."""

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from typing import Any, Final, NamedTuple

from django.utils.safestring import SafeString

from pages.marks.elements import drawing, element
from pages.marks.pens import FluidPen, Pen

SIZE: Final = 18
MIDDLE: Final = SIZE / 2
HALF: Final = "M9 2a7 7 0 0 1 0 14z"
SMALL_HALF: Final = "M9 4.6a4.4 4.4 0 0 1 0 8.8z"
UNLIKE: Final = "M5.5 7.2h7M5.5 10.8h7M11.5 4.6 6.5 13.4"
VERDICTS: Final = ("met", "partly_met", "not_met", "not_comparable", "none")
"""In the order in which a unit chart and its legend show them."""


class Followed(NamedTuple):
    """A promise in a unit chart: where it is told, in which words, and what became of it."""

    href: str
    label: str
    verdict: str = "none"
    directness: str | None = None


def foremost(outcomes: Iterable[Mapping[str, Any]]) -> tuple[str, str | None]:
    """Verdict and directness of the one outcome by which a promise with several is shown.

    Evidence that can be compared before other, direct before indirect, and of verdicts that differ
    the less favourable one: a disc must not flatter.
    """
    pairs = [(str(o["verdict"]), o.get("directness")) for o in outcomes]
    if len(pairs) < 2:  # Nearly always.
        return pairs[0] if pairs else ("none", None)
    order = ("not_met", "partly_met", "met", "not_comparable", "none")
    return min(
        pairs,
        key=lambda pair: (
            pair[0] in ("not_comparable", "none"), pair[1] != "direct", order.index(pair[0])
        ),
    )  # fmt: skip


def disc_shape(pen: Pen, verdict: str, directness: str | None = None) -> str:
    """The disc's content, in a square of 18 px. Raises KeyError for a verdict there is not."""
    if directness == "indicative" and verdict in _INDIRECT:
        return "".join(_part(pen, *part) for part in _INDIRECT[verdict])
    return "".join(_part(pen, *part) for part in _DIRECT[verdict])


@cache
def disc(verdict: str, directness: str | None = None) -> SafeString:
    """The disc in a page."""
    content = disc_shape(FluidPen(0, 100), verdict, directness)
    return drawing("m-disc", content, width=SIZE, height=SIZE, box=f"0 0 {SIZE} {SIZE}")


def unit_chart(followed: Iterable[Followed]) -> SafeString:
    """One disc a promise, each a link that says in words what it stands for; never a percentage."""
    return SafeString(f'<p class="m-units">{"".join(map(_link, followed))}</p>')


def _link(one: Followed) -> str:
    label = escape(one.label)
    drawn = disc(one.verdict, one.directness)
    return f'<a href="{escape(one.href)}" aria-label="{label}" title="{label}">{drawn}</a>'


def _part(pen: Pen, name: str, shape: float | str) -> str:
    """A circle by its radius, or a path."""
    if isinstance(shape, str):
        return element("path", **pen.paint(name), d=shape)
    return element("circle", **pen.paint(name), cx=MIDDLE, cy=MIDDLE, r=shape)


_DIRECT: Final[dict[str, tuple[tuple[str, float | str], ...]]] = {
    "met": (("m-met-ring", 7.0), ("m-met", 7.0)),
    "partly_met": (("m-met-ring", 7.0), ("m-met", HALF)),
    "not_met": (("m-unmet", 7.0),),
    "not_comparable": (("m-unlike", 7.0), ("m-unlike", UNLIKE)),
    "none": (("m-unheard", 7.0),),
}
_INDIRECT: Final[dict[str, tuple[tuple[str, float | str], ...]]] = {
    "met": (("m-met-dash", 7.4), ("m-met", 4.4)),
    "partly_met": (("m-met-dash", 7.4), ("m-met", SMALL_HALF)),
    "not_met": (("m-unmet-dash", 7.4), ("m-unmet", 3.6)),
}

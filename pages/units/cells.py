"""The cells of a row of facts, made once for each kind: lists have many rows and few kinds."""

from functools import lru_cache
from typing import Any, Final

from django.utils.safestring import SafeString

from pages import marks
from pages.language import current
from pages.templatetags.pages import became, stage, value, words

Shape = dict[str, Any]

KINDS: Final = 512
"""Cells that are kept: comparators by modalities, verdicts and stages by language."""


def cells_of(fact: Shape, role: str = "promise") -> Shape:
    """A target or an achievement with its `glyph`, `shown` (number and words) and `became`."""
    quantity = marks.Quantity.of(fact, role)
    drawn = quantity and _glyph(
        quantity.comparator, quantity.high is not None, quantity.modality, role
    )
    return fact | {
        "glyph": drawn or "",
        "shown": value(fact, role) + words(fact),
        "became": became_of(fact["outcomes"]),
    }


def became_of(outcomes: list[Shape]) -> SafeString:
    """What became of a promise: the disc and its words."""
    return _became(*marks.foremost(outcomes), current())


@lru_cache(KINDS)
def stage_of(name: str, language: str) -> SafeString:  # noqa: ARG001 - the page's, told apart
    """How far an undertaking had come, in the page's language."""
    return stage(name)


@lru_cache(KINDS)
def _became(verdict: str, directness: str | None, language: str) -> SafeString:  # noqa: ARG001
    return became([{"verdict": verdict, "directness": directness}])


@lru_cache(KINDS)
def _glyph(comparator: str, ranged: bool, modality: str | None, role: str) -> SafeString:
    # A glyph is not to scale: it shows of a number only how it is bounded and how firmly.
    return marks.glyph(marks.Quantity(comparator, 1, 2 if ranged else None, modality, role))

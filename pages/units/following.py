"""What became of a unit's promises: a disc for each, and which later documents could tell."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from django.utils.safestring import SafeString

from pages import marks
from pages.charts.words import years
from pages.language import current, local
from pages.marks.discs import VERDICTS
from pages.naming import named

Shape = dict[str, Any]
Kind = tuple[str, str | None]
"""A verdict, and how direct the evidence is where the disc shows it."""

MOST_TITLES: Final = 3
"""Titles of later documents that are named; the others are counted."""
SHOWN_INDIRECT: Final = ("met", "partly_met", "not_met")
"""Verdicts whose disc shows that the evidence is indirect."""


def followed_of(targets: list[Shape]) -> Shape:
    """The chart of some targets, in the order of verdicts, and how many there are of each."""
    language = current()
    folder = local("/targets/", language)
    told = [_told(target, folder, language) for target in targets]
    told.sort(key=lambda one: _order(one[0]))
    return {
        "chart": marks.unit_chart([disc for _, disc in told]) if told else SafeString(""),
        "tally": _tally(kind for kind, _ in told),
    }


def tally_of(targets: list[Shape]) -> list[Shape]:
    """How many of some targets there are of each verdict, without the chart."""
    return _tally(sorted(map(_kind, targets), key=_order))


@cache
def words_of(verdict: str, directness: str | None, language: str) -> str:
    """What became of a promise in words; that the evidence is indirect, where the disc shows it."""
    indirect = named("directness", directness, language) if directness == "indicative" else ""
    told = named("verdict", verdict, language)
    if not indirect:
        return told
    return f"{told}（{indirect}）" if language == "zh" else f"{told} ({indirect})"


def later_of(targets: list[Shape], documents: list[Shape]) -> list[Shape]:
    """For the targets of each year: how many, and the unit's documents of later years.

    A document of the same year is not later: it cannot tell what became of the year's promises.
    """
    begun: defaultdict[int, list[Shape]] = defaultdict(list)
    for target in targets:
        begun[target["period"]["start"]].append(target)
    return [
        _later(year, several, [d for d in documents if _year(d) > year])
        for year, several in sorted(begun.items())
    ]


def _later(year: int, targets: list[Shape], documents: list[Shape]) -> Shape:
    return {
        "year": year,
        "count": len(targets),
        "documents": documents[:MOST_TITLES],
        "more": max(0, len(documents) - MOST_TITLES),
    }


def label_of(targets: list[Shape]) -> str:
    """The years of targets that begin together; the first only where they do not end together."""
    ends = {target["period"]["end"] for target in targets}
    period = targets[0]["period"]
    return years(period) if len(ends) == 1 else str(period["start"])


def _tally(kinds: Iterable[Kind]) -> list[Shape]:
    language = current()
    return [
        {
            "disc": marks.disc(verdict, directness),
            "count": count,
            "verdict": verdict,
            "words": words_of(verdict, directness, language),
        }
        for (verdict, directness), count in Counter(kinds).items()
    ]


def _kind(target: Shape) -> Kind:
    verdict, directness = marks.foremost(target["outcomes"])
    return verdict, directness if verdict in SHOWN_INDIRECT else None


def _told(target: Shape, folder: str, language: str) -> tuple[Kind, marks.Followed]:
    verdict, directness = kind = _kind(target)
    label = f"{target['statement']}: {words_of(verdict, directness, language)}"
    return kind, marks.Followed(folder + target["id"], label, verdict, directness)


def _order(kind: Kind) -> tuple[int, bool]:
    verdict, directness = kind
    return VERDICTS.index(verdict), directness == "indicative"


def _year(document: Shape) -> int:
    date = document["event_on"] or document["published_on"]
    return int(date["date"][:4]) if date else 0

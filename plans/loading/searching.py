"""The searched text of every served row: what `q` looks through, and nothing else."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from districts.models import District
from plans.models import (
    Achievement,
    Citation,
    Discrepancy,
    Document,
    Fact,
    Indicator,
    Outcome,
    Plan,
    Project,
    Slogan,
    Target,
)
from policyapi.query import normalise
from policyapi.served import Served

SEARCHED: Final[dict[type[Served], tuple[str, ...]]] = {
    District: ("name", "short_name", "name_en", "code"),
    Document: ("title", "publisher"),
    Indicator: ("name", "name_en"),
    Plan: ("title", "theme", "goal"),
    Target: ("statement",),
    Achievement: ("statement",),
    Outcome: ("reasoning",),
    Project: ("name",),
    Slogan: ("text",),
    Discrepancy: ("subject", "reading"),
}
"""The fields of a model that are searched, beside aliases, indicator and quotes."""


def searched_text(row: Any) -> str:
    """Everything that `q` searches in a row, normalised and case-folded, a line each.

    A plan has its components in it: their names and quotes are searched too. A word of `q` has no
    white space, so that none is found across two lines.
    """
    texts = [getattr(row, name) or "" for name in SEARCHED[row.__class__]]
    texts += getattr(row, "aliases", [])
    texts += getattr(row, "synonyms", [])
    for former in getattr(row, "former_codes", []):
        texts += [former["code"], former["name"]]
    if getattr(row, "indicator", None) is not None:
        texts.append(row.indicator.name)
    if isinstance(row, Plan):
        texts += [element.name for element in row.elements.all()]
    texts += [citation.quote for citation in _citations(row)]
    lines = dict.fromkeys(map(_line, texts))
    return "\n".join(line for line in lines if line)


@lru_cache(maxsize=10_000)
def _line(text: str) -> str:
    return " ".join(normalise(text).casefold().split())


def _citations(row: Any) -> Iterable[Citation]:
    if isinstance(row, Outcome):
        reported = row.achievement.citations.all() if row.achievement else []
        return [*row.target.citations.all(), *reported]
    if isinstance(row, Discrepancy):
        return [citation for side in row.sides.all() for citation in side.citations.all()]
    if isinstance(row, Plan):
        own = [c for element in row.elements.all() for c in element.citations.all()]
        return [*row.citations.all(), *own]
    return row.citations.all() if isinstance(row, Fact) else []

"""The tokens of every served row: what the index finds it by."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

from django.db import connection

from districts.filters import DistrictFilterSet
from districts.models import District
from plans import filters
from plans.models import (
    Achievement,
    Discrepancy,
    Document,
    Indicator,
    Outcome,
    Plan,
    Project,
    Slogan,
    Target,
)
from policyapi.filtering import ParameterFilter, StrictFilterSet
from policyapi.index.database import ESCAPED
from policyapi.index.tokens import facet, grams_of_line, parted, reader
from policyapi.served import Served

Read = Callable[[Any], Iterable[str]]

FILTERS: Final[dict[type[Served], type[StrictFilterSet]]] = {
    District: DistrictFilterSet,
    Document: filters.DocumentFilterSet,
    Indicator: filters.IndicatorFilterSet,
    Plan: filters.PlanFilterSet,
    Target: filters.TargetFilterSet,
    Achievement: filters.AchievementFilterSet,
    Outcome: filters.OutcomeFilterSet,
    Project: filters.ProjectFilterSet,
    Slogan: filters.SloganFilterSet,
    Discrepancy: filters.DiscrepancyFilterSet,
}
"""The filters of every list."""


class Indexed:
    """What the index keeps of some rows, and how many of them have each token.

    The longest line of a row, a quote or a reason, is often that of the rows beside it: its grams
    are written once, and counted once.
    """

    def __init__(self) -> None:
        self._written = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
        self._counts: Counter[str] = Counter()
        self._longest: Counter[str] = Counter()

    def add(self, row: Any, searched: str) -> bytes:
        """What the index of this kind of database keeps of a row, as text in UTF-8."""
        longest, others = parted(searched)
        others |= facets_of(row)
        self._counts.update(others)
        self._longest[longest] += 1
        return self._written.row(longest, others).encode()

    def counts(self) -> Counter[str]:
        """Rows by token."""
        for line, rows in self._longest.items():
            self._counts.update(grams_of_line(line))
            if rows > 1:
                self._counts.update(dict.fromkeys(grams_of_line(line), rows - 1))
        self._longest.clear()
        return self._counts


def facets_of(row: Any) -> set[str]:
    """The facets of a row under its list's filters and a search's."""
    return {prefix + value for prefix, read in _readers(row.__class__) for value in read(row)}


@cache
def _readers(model: type[Served]) -> list[tuple[str, Read]]:
    """How each facet begins, and what reads its values: each filter is walked once."""
    sets = [FILTERS[model]]
    if model is Plan:
        # A search asks for what belongs to a programme, the list of plans for itself and its parts.
        sets.append(filters.facts.FactFilterSet)
    return [
        (facet(parameter.named or name, ""), _reader(model, parameter))
        for filterset in sets
        for name, parameter in filterset.parameters().items()
    ]


def _reader(model: type[Served], parameter: ParameterFilter) -> Read:
    """The one of the parameter's column, where the parameter reads nothing else."""
    if type(parameter).facets is ParameterFilter.facets:
        return reader(model, str(parameter.field_name))
    return parameter.facets


class _Written(dict[str, str]):
    """Tokens as one kind of database has them written; the same come again and again."""

    def __init__(self, escaped: dict[int, str], quote: str, between: str, around: str) -> None:
        super().__init__()
        self._escaped, self._quote = escaped, quote
        self._between, self._around = between, around
        self._lines: dict[str, str] = {}

    def __missing__(self, token: str) -> str:
        if len(self) >= MOST_KNOWN:
            self.clear()
        found = self[token] = f"{self._quote}{token.translate(self._escaped)}{self._quote}"
        return found

    def row(self, longest: str, others: Iterable[str]) -> str:
        """What the index keeps of a row with the grams of a line and other tokens."""
        line = self._lines.get(longest)
        if line is None:
            if len(self._lines) >= MOST_LINES:
                self._lines.clear()
            line = self._lines[longest] = self._joined(grams_of_line(longest))
        return self._around % self._between.join(filter(None, (line, self._joined(others))))

    def _joined(self, tokens: Iterable[str]) -> str:
        return self._between.join(map(self.__getitem__, tokens))


MOST_KNOWN: Final = 50_000
"""Tokens whose writing is kept."""
MOST_LINES: Final = 1000
"""Lines whose grams are kept as they are written."""
_SQLITE: Final = _Written(ESCAPED, "", "\t", "%s")
_POSTGRESQL: Final = _Written(str.maketrans({'"': '\\"', "\\": "\\\\"}), '"', ",", "{%s}")

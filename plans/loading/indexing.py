"""The tokens of every served row: what the index finds it by."""

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
from policyapi.index.tokens import facet, grams, reader
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


def tokens_of(row: Any, searched: str) -> set[str]:
    """The facets of a row under its list's filters and a search's, and the grams of its text."""
    found = grams(searched)
    for prefix, read in _readers(row.__class__):
        for value in read(row):
            found.add(prefix + value)
    return found


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


def stored(tokens: Iterable[str]) -> str:
    """What the index of this kind of database keeps of a row, as text."""
    if connection.vendor == "sqlite":
        return "\t".join(map(_SQLITE.__getitem__, tokens))
    return '{"' + '","'.join(map(_POSTGRESQL.__getitem__, tokens)) + '"}'


class _Written(dict[str, str]):
    """Tokens as one kind of database has them written; the same come again and again."""

    def __init__(self, escaped: dict[int, str]) -> None:
        super().__init__()
        self._escaped = escaped

    def __missing__(self, token: str) -> str:
        if len(self) >= MOST_KNOWN:
            self.clear()
        found = self[token] = token.translate(self._escaped)
        return found


MOST_KNOWN: Final = 50_000
"""Tokens whose writing is kept."""
_SQLITE: Final = _Written(ESCAPED)
_POSTGRESQL: Final = _Written(str.maketrans({'"': '\\"', "\\": "\\\\"}))

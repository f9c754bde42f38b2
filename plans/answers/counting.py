"""Facts counted by their properties, over the rows that a question wants."""

from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import Any

from plans.answers.columns import MEASURES, Columns
from policyapi.index.finding import Found

Counts = dict[tuple[Any, ...], dict[str, int]]
"""By the values of the properties, how often each measure is there."""


def counted(found: Found, names: Sequence[str], measures: Sequence[str]) -> Counts:
    """The rows counted by properties; one of several years or documents, in the group of each."""
    columns = Columns(found.model, [*names, MEASURES])
    *meanings, measured = columns.values
    places = [[measures.index(name) for name in held if name in measures] for held in measured]
    totals: dict[tuple[int, ...], list[int]] = {}
    for stretch in columns.chosen(numbers_of(found)):
        # A stretch at a time, so that what is held grows with the groups and not with the rows.
        for (*codes, code), rows in Counter(zip(*stretch, strict=True)).items():
            key = tuple(codes)
            total = totals.get(key)
            if total is None:
                total = totals[key] = [0] * len(measures)
            for place in places[code]:
                total[place] += rows
    return _named(totals, meanings, measures)


def counted_each(found: Found, names: Sequence[str]) -> dict[str, dict[Any, int]]:
    """The rows counted by each of some properties apart; found once for each version of the data.

    Values that no row has are left out.
    """
    return found.remembered(("each", *names), lambda: _counted_each(found, names))


def _counted_each(found: Found, names: Sequence[str]) -> dict[str, dict[Any, int]]:
    columns = Columns(found.model, names)
    totals: list[Counter[int]] = [Counter() for _ in names]
    for stretch in columns.chosen(numbers_of(found)):
        for total, codes in zip(totals, stretch, strict=True):
            total.update(codes)
    counts: dict[str, dict[Any, int]] = {}
    for name, total, meanings in zip(names, totals, columns.values, strict=True):
        counts[name] = Counter()
        for code, rows in total.items():
            for value in meanings[code]:
                counts[name][value] += rows
    return counts


def _named(
    totals: dict[tuple[int, ...], list[int]], meanings: list[Any], measures: Sequence[str]
) -> Counts:
    counts: Counts = {}
    for codes, total in totals.items():
        values = (meaning[code] for meaning, code in zip(meanings, codes, strict=True))
        for key in product(*values):
            group = counts.get(key)
            if group is None:
                counts[key] = dict(zip(measures, total, strict=True))
            else:
                for measure, rows in zip(measures, total, strict=True):
                    group[measure] += rows
    return counts


def numbers_of(found: Found) -> Sequence[int] | None:
    """The numbers of the rows in the order of ids; None where that is all of them."""
    if not found.groups and not found.wanted.bounds:
        return None
    return array("I", found.all_numbers())

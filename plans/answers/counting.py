"""Facts counted by their properties, over the rows that a question wants."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any, Final

from plans.answers.columns import Columns
from policyapi.index.finding import Found

MOST_HELD: Final = 20_000
"""Sets of codes that are counted before they become groups: some megabytes."""
BITS: Final = 32
"""Of one count. A group's counts stand in one number, the first lowest; as objects they took ten
times as much memory."""

Places = Sequence[Sequence[int]]
"""By code of a column, where the values that it stands for are among those that are shown."""
ONLY: Final[Places] = [[0]]
"""In the place of a second column, where rows are counted by one."""


def tallied(
    stretches: Iterable[Sequence[Iterable[int]]],
    axes: tuple[Places, Places],
    weights: Sequence[int],
) -> dict[int, int]:
    """Counts by group: rows of one or two columns and one more, whose codes have these weights.

    A group is known by the sum of its places; a row of several values is in the group of each.
    """
    totals: dict[int, int] = {}
    alike: Counter[tuple[int, ...]] = Counter()
    for first, *second, held in stretches:
        alike.update(zip(first, second[0] if second else repeat(0), held, strict=False))
        if len(alike) > MOST_HELD:
            _add(totals, alike, axes, weights)
            alike.clear()
    _add(totals, alike, axes, weights)
    return totals


def _add(
    totals: dict[int, int],
    alike: Counter[tuple[int, ...]],
    axes: tuple[Places, Places],
    weights: Sequence[int],
) -> None:
    firsts, seconds = axes
    known = totals.get
    for (first, second, held), rows in alike.items():
        more = rows * weights[held]
        for place in firsts[first]:
            for other in seconds[second]:
                totals[place + other] = known(place + other, 0) + more


def weights_of(held: Iterable[Sequence[str]], measures: Sequence[str]) -> list[int]:
    """What a row adds to its group's counts, by what is counted of it."""
    return [
        sum(1 << BITS * place for place, name in enumerate(measures) if name in names)
        for names in held
    ]


def counts_in(total: int, measures: Sequence[str]) -> dict[str, int]:
    """A group's counts."""
    return {name: total >> BITS * place & (1 << BITS) - 1 for place, name in enumerate(measures)}


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


def numbers_of(found: Found) -> Sequence[int] | None:
    """The numbers of the rows in the order of ids; None where that is all of them."""
    if not found.groups and not found.wanted.bounds:
        return None
    return array("I", found.all_numbers())

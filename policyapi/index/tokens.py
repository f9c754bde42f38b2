"""What the index keeps of a row: its characters, its pairs of characters, and its facets."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import pairwise
from operator import add
from typing import Any, Final

from django.db.models import Field, Model

PROVEN: Final = 2
"""Longest word whose tokens prove it: a longer one's pairs may stand apart from each other."""

ALL: Final = ""
"""The token that `plans_frequency` counts all rows of a list under; no row has it."""

Reader = Callable[[Any], list[str]]


def grams(text: str) -> set[str]:
    """Characters and pairs of a searched text; no word has white space, so no pair has any."""
    longest, others = parted(text)
    return others | grams_of_line(longest)


def parted(text: str) -> tuple[str, set[str]]:
    """The longest line of a text, and the grams that its other lines have beside those of it."""
    longest, *others = sorted(text.split("\n"), key=len, reverse=True)
    found: set[str] = set()
    taken = longest
    # A statement stands in its quote, nearly always: a line within another has no more grams.
    for line in others:
        if line not in taken:
            found |= grams_of_line(line)
            taken += f"\n{line}"
    return longest, found - grams_of_line(longest) if found else found


@lru_cache(maxsize=2000)
def grams_of_line(line: str) -> frozenset[str]:
    """Quotes, names and reasons are lines of many rows that follow each other."""
    found: set[str] = set()
    for part in line.split():
        found.update(part)
        found.update(map(add, part, part[1:]))
    return frozenset(found)


def grams_of_word(word: str) -> list[str]:
    """The tokens that every text with this word has: the pairs, or its only character."""
    return list(dict.fromkeys(map("".join, pairwise(word)))) or [word]


def facet(name: str, value: str) -> str:
    """The token of a value; longer than any gram."""
    return f"{name}={value}"


@cache
def reader(model: type[Model], path: str) -> Reader:
    """Reads the values at a path such as `citations__document`, as text; rows are ids.

    It follows what `plans.loading.rendering.FETCH` fetches along, so that it asks the database
    nothing more.
    """
    steps: list[tuple[str, bool]] = []
    current: Any = model
    for name in path.split("__"):
        field = _field_of(current, name)
        many = bool(field.many_to_many or field.one_to_many)
        back = many and field.auto_created
        steps.append((field.get_accessor_name() if back else field.name, many))
        current = field.related_model or current
    *links, (last, last_is_many) = steps
    if not last_is_many and isinstance(field, Field) and field.is_relation:
        last = field.attname
    if not links and not last_is_many:
        return lambda row: [str(value)] if (value := getattr(row, last)) is not None else []

    def read(row: Any) -> list[str]:
        rows = [row]
        for name, many in links:
            rows = _followed(rows, name, many=many)
        if last_is_many:
            return [str(found.pk) for found in _followed(rows, last, many=True)]
        return [str(value) for found in rows if (value := getattr(found, last)) is not None]

    return read


def _field_of(model: Any, name: str) -> Any:
    """A field by its name, or by that of its column, as `plan_id`."""
    by_column = {field.attname: field for field in model._meta.concrete_fields}
    return by_column.get(name) or model._meta.get_field(name)


def _followed(rows: Iterable[Any], name: str, *, many: bool) -> list[Any]:
    if many:
        return [found for row in rows for found in getattr(row, name).all()]
    return [found for row in rows if (found := getattr(row, name)) is not None]

"""Names and ids that the present data know: kept per version where few, looked up where many."""

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

from django.db import connection
from django.db.models import Model

from policyapi.index.database import fetched
from policyapi.index.memory import MOST_KEPT, Memory, loaded, memory_of
from policyapi.index.ordering import table_of
from policyapi.values import MOST_KNOWN

NEIGHBOURS: Final = 500
"""Of more values, those that are looked through: so many on either side of the asked one."""

_STEPS: Final = """
WITH RECURSIVE known (value, place) AS (
    SELECT {least}({column}), 1 FROM {table} WHERE {column} {behind} ?
    UNION ALL
    SELECT (SELECT {least}({column}) FROM {table} WHERE {column} {behind} known.value), place + 1
    FROM known WHERE value IS NOT NULL AND place < ?
)
SELECT value FROM known WHERE value IS NOT NULL ORDER BY place
"""
"""Values one by one, each a look into the column's index, however many rows have it."""

T = TypeVar("T")


def kept(key: Hashable, find: Callable[[], T], *, among: str = "", most: int = MOST_KEPT) -> T:
    """What was found for a key in the present version of the data before, or is found now.

    `among` and `most` are as of `Memory.of`.
    """
    return present().of(key, find, among=among, most=most)


def present() -> Memory:
    """The memory of the version that this snapshot reads; a passing one where there is none."""
    dataset = loaded()
    return memory_of(dataset) if dataset else Memory()


def values_like(model: type[Model], column: str, text: str) -> list[str]:
    """Values of an indexed column, in order: all where they are few, else the asked one's place.

    Empty texts and nulls are none.
    """
    few = kept(("values", model, column), lambda: _few(model, column))
    if few is not None:
        return few
    before = _values(model, column, text, NEIGHBOURS, down=True)
    return before[::-1] + _values(model, column, text, NEIGHBOURS)


def _few(model: type[Model], column: str) -> list[str] | None:
    found = _values(model, column, "", MOST_KNOWN + 1)
    return found if len(found) <= MOST_KNOWN else None


def _values(
    model: type[Model], column: str, behind: str, most: int, *, down: bool = False
) -> list[str]:
    name = connection.ops.quote_name(str(model._meta.get_field(column).column))  # type: ignore[union-attr]
    least, sign = ("MAX", "<") if down else ("MIN", ">")
    steps = _STEPS.format(least=least, column=name, table=table_of(model), behind=sign)
    return [str(value) for (value,) in fetched(steps, [behind, most]) if value != ""]

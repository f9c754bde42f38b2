"""Rows of a list that a question wants: how many, a page of them, or all, in any order.

Three ways lead to a page. In the order of ids the index itself is read, from any place on. In
another order, few rows are gathered by the index and sorted; of many, the column's own index is
walked, and each row is checked, until the page is full. The number of rows is known beforehand, and
chooses the way. No way reads a body that it does not show.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from itertools import islice
from typing import Any, Final, TypeVar

from django.db.models import Model

from plans.models import Dataset
from plans.models.rows import LIST_SIZE, first_place
from policyapi.index.database import dialect
from policyapi.index.memory import memory_of
from policyapi.index.ordering import Order, table_of
from policyapi.index.statements import Lines, Statement
from policyapi.index.tokens import ALL, facet
from policyapi.index.wanted import Wanted
from policyapi.paging import SortColumn

MOST_GATHERED: Final = 20_000
"""Rows that are sorted sooner than an index is walked for them: some ten milliseconds' worth."""

MOST_MARKS: Final = 2
"""Questions whose marks are kept: a byte a row, three megabytes each at the size of a nation."""

BY_ID: Final = SortColumn("id", "id", descending=False)

T = TypeVar("T")
Place = Sequence[Any]
"""What a row is compared by in an order; in that of ids its number comes first."""


class Found:
    """The rows of a list that a question wants, in one snapshot."""

    def __init__(self, model: type[Model], wanted: Wanted, dataset: Dataset) -> None:
        self.model, self.wanted = model, wanted
        self.first = first_place(model)
        self.groups = wanted.all_groups()
        self._memory = memory_of(dataset)
        self._dialect = dialect()

    @property
    def count(self) -> int:
        """How many rows there are; found once for each version of the data."""
        return self.remembered(("count",), self._count)

    def remembered(self, what: tuple[str, ...], find: Callable[[], T]) -> T:
        """What was found of these rows in this version of the data before, or is found now."""
        return self._memory.of((*what, self.first, self.wanted.key()), find)

    def page(self, order: Order, size: int, *, start: int = 0, place: Place | None = None) -> Lines:
        """Bodies of rows behind a place, or from a number on; backwards, nearest first."""
        if order.by_id():
            number = None if place is None else int(place[0])
            return self._by_id(order, size, start, number)
        numbers = self._numbers(order, size, start, place)
        if not numbers:
            return b"", 0
        table, tail, value = self._dialect.listed([self.first + number for number in numbers])
        found = Statement([table, f"{self._dialect.join} plans_servedrow r ON r.place = p.value"])
        return found.lines(self._dialect, "r.body", tail, [value])

    def across(self, lists: int, size: int, start: int) -> Lines:
        """Bodies of this list and those behind it, so many lists, in the order of their ids."""
        return self._by_id(Order(self.model, (BY_ID,)), size, start, None, lists)

    def adjacent(self, lists: Sequence["Found"]) -> int:
        """How many of some lists, of which this is the first, `across` finds the same rows of.

        A server would walk through all of the last ones for a few rows.
        """
        if self._dialect.is_told or self.wanted.bounds or not self.groups:
            return 1
        apart = (n for n, one in enumerate(lists) if one.first != self.first + n * LIST_SIZE)
        return next(apart, len(lists))

    def batches(self, order: Order, size: int, column: str = "body") -> Iterator[list[Any]]:
        """All rows, some at a time, each costing the same at any depth: bodies, or keys."""
        return self._batches(order, size, f"r.{column}")

    def encoded(self, order: Order, size: int, column: str) -> Iterator[list[bytes]]:
        """The same as bytes of UTF-8: bodies, or lines of CSV."""
        return self._batches(order, size, self._dialect.utf8(f"r.{column}"))

    def _batches(self, order: Order, size: int, column: str) -> Iterator[list[Any]]:
        if order.by_id():
            found = self._statement("r", within=(self.first, self.first + LIST_SIZE))
            down = " DESC" if order.ids_descend() else ""
            rows = found.streamed(column, f" ORDER BY {found.key}{down}")
            while batch := [body for (body,) in islice(rows, size)]:
                yield batch
            return
        found = self._statement("f")
        numbers = (n for (n,) in found.streamed("f.number", f" ORDER BY {order.sql()}"))
        while chosen := list(islice(numbers, size)):
            yield self._columns(chosen, column)

    def all_numbers(self) -> Iterator[int]:
        """Numbers of all rows, in the order of ids."""
        found = self._statement()
        rows = found.streamed(f"{found.key} - {self.first}", f" ORDER BY {found.key}")
        return (number for (number,) in rows)

    def place_of(self, order: Order, key: str) -> Place | None:
        """What the row with this id is compared by; None where there is none."""
        found = Statement([f"{table_of(self.model)} f"])
        found.where("f.id = ?", [key])
        rows = found.select(", ".join(order.values()))
        return rows[0] if rows else None

    def body_of(self, key: str) -> bytes | None:
        """The body of the row with this id, wanted or not; None where there is none."""
        found = Statement([f"{table_of(self.model)} f"])
        found.tables.append(f"JOIN plans_servedrow r ON r.place = f.number + {self.first}")
        found.where("f.id = ?", [key])
        rows = found.select(self._dialect.utf8("r.body"))
        return rows[0][0] if rows else None

    def counts_by(self, name: str) -> dict[str, int]:
        """How many of the rows have each value of a facet; values that none has are left out.

        Each value costs a look into the index, however many rows there are.
        """
        return self.remembered(("by", name), lambda: self._by(name))

    def _by(self, name: str) -> dict[str, int]:
        prefix = facet(name, "")
        known = Statement(["plans_frequency"])
        known.where("list = ? AND token >= ?", [self.first // LIST_SIZE, prefix])
        known.where("token < ?", [prefix[:-1] + chr(ord("=") + 1)])
        found = known.select("token, rows")
        if not (self.groups or self.wanted.bounds):
            return {token.removeprefix(prefix): int(rows) for token, rows in found}
        counts = {}
        for token, _ in found:
            groups = [*self.wanted.groups, (token,)]
            count = self._narrowed_to(replace(self.wanted, groups=groups))._count()
            if count:
                counts[token.removeprefix(prefix)] = count
        return counts

    def _narrowed_to(self, wanted: Wanted) -> "Found":
        found = copy(self)
        found.wanted, found.groups = wanted, wanted.all_groups()
        return found

    def _count(self) -> int:
        single = len(self.groups) <= 1 and all(len(group) == 1 for group in self.groups)
        if single and not self.wanted.bounds and not self.wanted.unproven():
            return self._frequency(self.groups[0][0] if self.groups else ALL)
        [(count,)] = self._statement().select("COUNT(*)")
        return int(count)

    def _frequency(self, token: str) -> int:
        found = Statement(["plans_frequency"])
        found.where("list = ? AND token = ?", [self.first // LIST_SIZE, token])
        rows = found.select("rows")
        return int(rows[0][0]) if rows else 0

    def _many(self) -> bool:
        return self.count > MOST_GATHERED

    def _columns(self, numbers: Sequence[int], column: str) -> list[Any]:
        """A column of some rows, in the order of the numbers."""
        found = Statement(["plans_servedrow r"])
        marks = ",".join("?" * len(numbers))
        found.where(f"r.place IN ({marks})", [self.first + number for number in numbers])
        rows = dict(found.select(f"r.place, {column}"))
        return [rows[self.first + number] for number in numbers]

    def _by_id(
        self, order: Order, size: int, start: int, number: int | None, lists: int = 1
    ) -> Lines:
        """Bodies behind a number, or from a place in the order on."""
        down = order.ids_descend()
        lower, upper = self.first, self.first + lists * LIST_SIZE
        if number is None and not self.groups and not self.wanted.bounds:
            # Of a whole list, numbers are places: nothing needs to be counted off.
            number, start = (self.count - start + 1 if down else start), 0
        if number is not None:
            lower, upper = (lower, lower + number) if down else (lower + number, upper)
        found = self._statement("r", within=(lower, upper))
        tail = f" ORDER BY {found.key}{' DESC' if down else ''} LIMIT ? OFFSET ?"
        return found.lines(self._dialect, "r.body", tail, [size, start])

    def _numbers(self, order: Order, size: int, start: int, place: Place | None) -> list[int]:
        if self._many():
            return self._walk(order, size, start, place)
        found = self._statement("f")
        if place is not None:
            found.where(*order.behind(place))
        tail = f" ORDER BY {order.sql()} LIMIT ? OFFSET ?"
        return [number for (number,) in found.select("f.number", tail, [size, start])]

    def _walk(self, order: Order, size: int, start: int, place: Place | None) -> list[int]:
        """Rows that have something in the first column and then the others; backwards, reversed."""
        numbers: list[int] = []
        for present in order.passes(place):
            found = self._checked(order, place, present=present)
            tail = f" ORDER BY {order.sql(present=present)} LIMIT ? OFFSET ?"
            rows = found.select("f.number", tail, [size - len(numbers), start])
            numbers += [number for (number,) in rows]
            if len(numbers) == size:
                break
            if start and not rows:
                [(passed,)] = self._checked(order, place, present=present).select("COUNT(*)")
                start -= passed
            else:
                start = 0
        return numbers

    def _statement(self, *tables: str, within: tuple[int, int] | None = None) -> Statement:
        """All conditions, by the index where it has something to look up, else by the facts."""
        found = Statement()
        bounded, worded = bool(self.wanted.bounds), bool(self.wanted.unproven())
        if self.groups:
            few = within is None or not self._dialect.is_told or not self._many()
            table, condition, values = self._dialect.rows(self.groups, few=few)
            found.begin(table, self._dialect.place, values if not condition else ())
            found.where(condition, values if condition else ())
        elif "r" in tables and not (bounded and not self._many()):
            found.begin("plans_servedrow r", "r.place")
        else:
            found.begin(f"{table_of(self.model)} f", f"f.number + {self.first}")
        if ("f" in tables or bounded) and not found.has("f"):
            found.join(self._dialect, f"{table_of(self.model)} f", "f.number", self.first)
        if ("r" in tables or worded) and not found.has("r"):
            found.join(self._dialect, "plans_servedrow r", "r.place")
        if self.groups or within is not None:
            lower, upper = within or (self.first, self.first + LIST_SIZE)
            found.where(f"{found.key} > ? AND {found.key} < ?", [lower, upper])
        self._verify(found)
        return found

    def _checked(self, order: Order, place: Place | None, *, present: bool) -> Statement:
        """All conditions, each row of the facts checked as it comes in the order of a column."""
        found = Statement()
        found.begin(f"{table_of(self.model)} f", f"f.number + {self.first}")
        found.where(order.present() if present else order.absent())
        if place is not None:
            found.where(*order.beyond(place, present=present))
            found.where(*order.behind(place))
        if self.groups:
            found.where(*self._dialect.has(self.groups, found.key, self._marks))
        if self.wanted.unproven():
            found.join(self._dialect, "plans_servedrow r", "r.place")
        self._verify(found)
        return found

    def _marks(self) -> tuple[int, bytearray]:
        key = (self.first, tuple(sorted(self.groups)))
        return self.first, self._memory.of(key, self._marked, among="marks", most=MOST_MARKS)

    def _marked(self) -> bytearray:
        """For each number of the list, whether its row has the tokens."""
        marked = bytearray(self._frequency(ALL) + 1)
        for number in self._narrowed_to(Wanted(groups=self.groups)).all_numbers():
            marked[number] = 1
        return marked

    def _verify(self, found: Statement) -> None:
        for word in self.wanted.unproven():
            found.where(self._dialect.contains(word), [word])
        for column, operator, value in self.wanted.bounds:
            found.where(f"f.{column} {operator} ?", [value])

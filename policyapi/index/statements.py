"""A SELECT under construction: tables in the order in which they are read, conditions, values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from policyapi.index.database import Dialect, fetched, streamed

Lines = tuple[bytes, int]
"""Texts of rows, a line each and in their order, and how many they are."""


@dataclass
class Statement:
    """`key` is the place of a row, in terms of the first table."""

    tables: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    key: str = ""

    def begin(self, table: str, key: str, values: Sequence[Any] = ()) -> None:
        """The first table, with the values that stand in it."""
        self.tables.append(table)
        self.values += values
        self.key = key

    def has(self, alias: str) -> bool:
        """Whether a table of this short name is there."""
        return any(table.endswith(f" {alias}") for table in self.tables[:1])

    def join(self, dialect: Dialect, table: str, column: str, offset: int = 0) -> None:
        """A table by a column that, with an offset, is the place of its rows."""
        place = f"{self.key} - {offset}" if offset else self.key
        self.tables.append(f"{dialect.join} {table} ON {column} = {place}")

    def where(self, condition: str, values: Sequence[Any] = ()) -> None:
        """One more condition; none for an empty text."""
        if condition:
            self.conditions.append(condition)
            self.values += values

    def select(self, columns: str, tail: str = "", values: Sequence[Any] = ()) -> list[Any]:
        """All rows."""
        return fetched(self._text(columns, tail), [*self.values, *values])

    def lines(self, dialect: Dialect, column: str, tail: str, values: Sequence[Any]) -> Lines:
        """A column of all rows."""
        columns = f"{dialect.lines('line')}, COUNT(*)"
        rows = self._text(f"{column} AS line", tail)
        [(lines, count)] = fetched(f"SELECT {columns} FROM ({rows}) s", [*self.values, *values])  # noqa: S608
        return lines or b"", count

    def streamed(self, columns: str, tail: str = "") -> Iterator[Any]:
        """The rows, as they are taken."""
        return streamed(self._text(columns, tail), self.values)

    def _text(self, columns: str, tail: str) -> str:
        where = f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""
        return f"SELECT {columns} FROM {' '.join(self.tables)}{where}{tail}"  # noqa: S608

"""What a database finds only row by row: values that stand twice, ids that lead nowhere.

The values are kept in a private file of SQLite, so that memory does not grow with them.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Final

AT_ONCE: Final = 1000
MOST_REMEMBERED: Final = 50_000
"""Ids of a model that are known to be there without asking again."""

Owned = tuple[str, str]
"""A value, and the row that has it."""


class Keys:
    """Values by kind, of which each is had once, and ids that rows name."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000;"
            "CREATE TABLE named (kind TEXT, value TEXT, place TEXT); BEGIN"
        )
        self._tables: dict[str, str] = {}
        self._remembered: dict[str, set[str]] = {}

    def close(self) -> None:
        """Forget everything."""
        self._database.close()

    def add(self, kind: str, owned: Sequence[Owned]) -> Iterator[tuple[str, str, str]]:
        """Keep values with their owners; of each that another owner has: value, first, second."""
        table, before = self._table(kind), self._database.total_changes
        statement = f"INSERT OR IGNORE INTO {table} (value, owner) VALUES (?, ?)"  # noqa: S608
        self._database.executemany(statement, owned)
        if self._database.total_changes - before == len(owned):
            return
        question = f"SELECT owner FROM {table} WHERE value = ?"  # noqa: S608
        for value, owner in owned:
            [(first,)] = self._database.execute(question, [value])
            if first != owner:
                yield value, first, owner

    def unknown(self, kind: str, values: Collection[str]) -> set[str]:
        """Those of some values that nobody has, so far."""
        remembered = self._remembered.setdefault(kind, set())
        asked = set(values) - remembered
        found = self._found(kind, asked) if asked else set()
        if len(remembered) > MOST_REMEMBERED:
            remembered.clear()
        remembered |= found
        return asked - found

    def name(self, kind: str, value: str, place: str) -> None:
        """A row at a place names a value that may still come."""
        self._database.execute("INSERT INTO named VALUES (?, ?, ?)", [kind, value, place])

    def missing(self) -> Iterator[tuple[str, str, str]]:
        """Kind, value and place of what was named and never came, in the order of naming."""
        with closing(self._database.cursor()) as cursor:
            rows = cursor.execute("SELECT kind, value, place FROM named ORDER BY rowid")
            for kind, value, place in rows:
                if not self._found(kind, [value]):
                    yield kind, value, place

    def _found(self, kind: str, values: Iterable[str]) -> set[str]:
        table, wanted = self._table(kind), sorted(values)
        found: set[str] = set()
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            marks = ", ".join("?" * len(some))
            statement = f"SELECT value FROM {table} WHERE value IN ({marks})"  # noqa: S608
            found.update(value for (value,) in self._database.execute(statement, some))
        return found

    def _table(self, kind: str) -> str:
        if kind not in self._tables:
            name = self._tables[kind] = f"kept_{len(self._tables)}"
            self._database.execute(
                f"CREATE TABLE {name} (value TEXT PRIMARY KEY, owner TEXT) WITHOUT ROWID"
            )
        return self._tables[kind]

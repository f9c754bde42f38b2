"""The indexes of SQLite's tables, taken away while very many rows are put in.

An index that is made of all rows at once is sorted, and written once. PostgreSQL keeps its own:
taking one away would lock out who reads the version before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

from plans.loading.progress import Progress
from plans.loading.tables import PREFIXES, execute, fetched, quoted

MANY: Final = 50_000
"""Rows from which it is worth it."""


@contextmanager
def indexes_made_afterwards(rows: int, progress: Progress) -> Iterator[None]:
    """Take the indexes of the data's tables away, and make them again behind what is done here.

    Those that keep values from standing twice stay.
    """
    if connection.vendor != "sqlite" or rows < MANY:
        yield
        return
    found = _indexes()
    for name, _ in found:
        execute(f"DROP INDEX {quoted(name)}")
    yield
    for number, (_, statement) in enumerate(found, 1):
        execute(statement)
        progress("Making indexes", number, len(found))


def _indexes() -> list[tuple[str, str]]:
    """Name and statement of each index that is not unique."""
    rows = fetched("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index'")
    return [
        (name, statement)
        for name, table, statement in rows
        if table.startswith(PREFIXES) and (statement or "").startswith("CREATE INDEX")
    ]

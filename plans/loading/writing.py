"""Transactions that write: one at a time, waiting for each other from the start."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

from plans.loading.indexes import MANY
from plans.loading.progress import Progress
from plans.loading.tables import PREFIXES, execute, fetched, quoted
from plans.models import Dataset

PRAGMAS: Final = {"temp_store": 1, "cache_size": -64_000, "mmap_size": 0, "foreign_keys": 0}
"""While SQLite is written: sorting on the disk and not in memory, 64 MB of pages in all, and no
look at what a row leads to. All records were checked for that, and a row that leads to a later one
would make SQLite walk whole tables with every row that comes after."""

WAIT_FOR_READERS: Final = 5_000
"""Milliseconds that the write-ahead log waits for who reads it, before it is cut."""


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that may write. Readers go on reading what was there until it ends.

    The lock is taken at once, so that a second writer waits for the first instead of failing
    half-way: SQLite's write lock, or on PostgreSQL one on the table of the version. Inside another
    transaction it only joins that one.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    if connection.vendor != "sqlite":
        table = connection.ops.quote_name(Dataset._meta.db_table)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
            yield
        return
    connection.ensure_connection()
    before, connection.transaction_mode = connection.transaction_mode, "IMMEDIATE"  # type: ignore[attr-defined]
    try:
        with _set(PRAGMAS), transaction.atomic():
            yield
    finally:
        connection.transaction_mode = before  # type: ignore[attr-defined]


@contextmanager
def _set(pragmas: dict[str, int]) -> Iterator[None]:
    found = {name: fetched(f"PRAGMA {name}") for name in pragmas}
    before = {name: rows[0][0] for name, rows in found.items() if rows}  # one has none in memory
    for name in before:
        execute(f"PRAGMA {name}={pragmas[name]}")
    try:
        yield
    finally:
        # Not through Django's cursor, which refuses after an error.
        for name, value in before.items():
            connection.connection.execute(f"PRAGMA {name}={value}")


def settle(rows: int, progress: Progress) -> None:
    """Behind the commit of very many rows: what makes reading them fast."""
    if rows < MANY or connection.in_atomic_block:
        return
    if connection.vendor == "sqlite":
        progress("Moving the log into the database", 0, 0)
        waiting = fetched("PRAGMA busy_timeout")[0][0]
        execute(f"PRAGMA busy_timeout={WAIT_FOR_READERS}")
        fetched("PRAGMA wal_checkpoint(TRUNCATE)")
        execute(f"PRAGMA busy_timeout={waiting}")
        return
    for table in connection.introspection.table_names():
        if table.startswith(PREFIXES):
            progress(f"Analysing {table}", 0, 0)
            execute(f"ANALYZE {quoted(table)}")

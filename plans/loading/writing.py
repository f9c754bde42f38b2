"""Transactions that write: one at a time, waiting for each other from the start."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from plans.models import Dataset


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
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = before  # type: ignore[attr-defined]

"""One answer, one version of the data: every read of a response happens in one snapshot."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from policyapi.errors import Problem


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside from one state of the database, which cannot be written to meanwhile.

    SQLite: a deferred transaction under WAL, `query_only`. PostgreSQL: REPEATABLE READ READ ONLY.
    Inside another transaction (a test's) it only joins that one.
    """
    if connection.in_atomic_block:
        yield
        return
    sqlite = connection.vendor == "sqlite"
    with transaction.atomic(), connection.cursor() as cursor:
        if sqlite:
            cursor.execute("PRAGMA query_only=1")
        else:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            if sqlite:
                cursor.execute("PRAGMA query_only=0")


def no_data() -> Problem:
    """503 while nothing has been loaded."""
    detail = "No data are loaded yet: run `manage.py load_data` (`make serve` does)."
    return Problem(503, "no-data", detail, headers={"Retry-After": "5"})

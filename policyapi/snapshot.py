"""One answer, one version of the data: every read of a response happens in one snapshot."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from policyapi.errors import Problem, unavailable


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside from one state of the database, which cannot be written to meanwhile.

    SQLite: a deferred transaction under WAL, `query_only`. PostgreSQL: REPEATABLE READ READ ONLY.
    Inside another transaction (a test's) it only joins that one. Raises Problem 503 where the file
    of an SQLite database is gone.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        _open_the_file_that_is_there()
        with transaction.atomic(), _query_only():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


@contextmanager
def _query_only() -> Iterator[None]:
    connection.connection.execute("PRAGMA query_only=1")
    try:
        yield
    finally:
        # Not through Django's cursor, which refuses after an error; the connection is kept.
        connection.connection.execute("PRAGMA query_only=0")


def _open_the_file_that_is_there() -> None:
    """Connect anew where another file has taken the place of the one that is open.

    A kept connection would go on reading a file that nobody else sees. A file that is gone is not
    made by asking for it.
    """
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        return
    try:
        status = Path(connection.settings_dict["NAME"]).stat()
    except OSError as error:
        connection.close()
        raise unavailable() from error
    file = (status.st_dev, status.st_ino)
    if connection.connection is not None and getattr(connection, "opened_file", file) != file:
        connection.close()
    connection.opened_file = file  # type: ignore[attr-defined]


def no_data() -> Problem:
    """503 while nothing has been loaded."""
    detail = "No data are loaded yet: run `manage.py load_data` (`make serve` does)."
    return Problem(503, "no-data", detail, headers={"Retry-After": "5"})

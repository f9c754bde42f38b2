"""One answer, one version of the data: every read of a response happens in one snapshot."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from time import monotonic
from typing import Any, Final, ParamSpec, TypeVar

from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    connections,
    transaction,
)
from django.db.backends.base.base import BaseDatabaseWrapper

from policyapi.errors import Problem, unavailable
from policyapi.replicas import FLEET, HERE, IDENTITY, PRIMARY, Identity, ReplicaLost

LONGEST_STATEMENT: Final = 20
"""Seconds after which PostgreSQL gives up a statement of a reader."""
LONGEST_SILENCE: Final = LONGEST_STATEMENT + 5.0
"""Seconds after which a reader gives up a server that has not even done that."""
BEGIN: Final = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; "
    f"SET LOCAL statement_timeout = '{LONGEST_STATEMENT}s'; "
    "SET LOCAL enable_mergejoin = off"
)
"""How a reader's transaction begins.

Without merge joins: PostgreSQL takes a token that it has no statistics of for one of thousands of
rows, and reads all served rows beside the few that it finds, for half a second.
"""
SOON: Final = 1.0
"""Seconds in which a server refuses that is not silent."""
GIVEN_UP: Final = "57014"
"""What PostgreSQL says of a statement that took too long: it would anywhere else."""

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside from one state of the database, which cannot be written to meanwhile.

    SQLite: a deferred transaction under WAL, `query_only`. PostgreSQL: REPEATABLE READ READ ONLY,
    on a replica that has the newest data known where there is one (`policyapi.replicas`).
    Inside another transaction (a test's) it only joins that one. Raises Problem 503 where the file
    of an SQLite database is gone, and ReplicaLost, which `retried` knows what to do about.
    """
    primary = connections[PRIMARY]
    if HERE.alias is not None or primary.in_atomic_block:
        yield
    elif primary.vendor == "sqlite":
        with _of_a_file(primary):
            yield
    else:
        with _of_a_server():
            yield


def reading() -> BaseDatabaseWrapper:
    """The connection that the present snapshot reads from; outside of one, the primary's."""
    return HERE.connection or connections[HERE.alias or PRIMARY]


def retried(call: Callable[P, T]) -> Callable[P, T]:
    """A function that reads in a snapshot, called again where its replica goes away meanwhile."""

    @wraps(call)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in FLEET.aliases:
            try:
                return call(*args, **kwargs)
            except ReplicaLost:
                continue
        return call(*args, **kwargs)

    return wrapper


@contextmanager
def _of_a_server() -> Iterator[None]:
    HERE.longest = LONGEST_SILENCE
    try:
        with ExitStack() as held:
            HERE.alias = _opened(held)
            HERE.connection = connections[HERE.alias]
            yield
    except (OperationalError, InterfaceError) as error:
        alias = HERE.alias or PRIMARY
        if alias == PRIMARY or getattr(error.__cause__, "sqlstate", "") == GIVEN_UP:
            raise
        _leave(alias, error)
        raise ReplicaLost(str(error)) from error
    finally:
        HERE.alias = HERE.connection = HERE.longest = HERE.dataset = None


def _opened(held: ExitStack) -> str:
    """The server of a new transaction for reading: the next good replica, or else the primary."""
    for alias in FLEET.candidates():
        try:
            if _opened_on(held, alias):
                return alias
        except (DatabaseError, InterfaceError) as error:
            _leave(alias, error)
    _begin(held, PRIMARY)
    return PRIMARY


def _opened_on(held: ExitStack, alias: str) -> bool:
    """Whether a replica has the newest data known; its transaction is then held open."""
    kept, began = connections[alias].connection is not None, monotonic()
    try:
        with ExitStack() as trial:
            good = FLEET.accepts(alias, _begin(trial, alias))
            if good:
                held.enter_context(trial.pop_all())
            return good
    except (OperationalError, InterfaceError):
        # A connection from before the server was started anew says nothing of the server.
        if not kept or monotonic() - began > SOON:
            raise
    connections[alias].close()
    return _opened_on(held, alias)


def _begin(held: ExitStack, alias: str) -> Identity | None:
    """Open a transaction for reading; of a replica, which load it shows, in the same round trip."""
    held.enter_context(transaction.atomic(using=alias))
    held.enter_context(_closed_when_lost(connections[alias]))
    with connections[alias].cursor() as cursor:
        if alias == PRIMARY:
            cursor.execute(BEGIN)
            return None
        cursor.execute(f"{BEGIN}; {IDENTITY}")
        while cursor.nextset():
            pass
        row = cursor.fetchone()
    return Identity(*row) if row else None


@contextmanager
def _closed_when_lost(lost: BaseDatabaseWrapper) -> Iterator[None]:
    """Inside its transaction: Django would connect anew, only to end what has ended."""
    try:
        yield
    except (OperationalError, InterfaceError):
        if lost.connection is None or lost.connection.closed:
            lost.close()
        raise


def _leave(alias: str, error: Exception) -> None:
    FLEET.leave(alias, str(error))
    connections[alias].close()


@contextmanager
def _of_a_file(primary: BaseDatabaseWrapper) -> Iterator[None]:
    """A deferred transaction of SQLite that refuses to write.

    Straight to the driver: Django's `atomic` costs as much as reading a page of a list, and what it
    keeps (savepoints, what is to happen on commit) a reader has no use for.
    """
    _open_the_file_that_is_there(primary)
    primary.ensure_connection()
    driver = primary.connection
    with primary.wrap_database_errors:
        _only_read(primary)
        driver.execute("BEGIN")
    HERE.alias, HERE.connection = PRIMARY, primary
    try:
        yield
    finally:
        HERE.alias = HERE.connection = HERE.dataset = None
        # An error may have ended the transaction already.
        if driver.in_transaction:
            driver.execute("ROLLBACK")


def _only_read(primary: Any) -> None:
    """Refuse writes from now on, until something else than a snapshot is done with the connection.

    Each change of `query_only` has SQLite compile every statement anew, which costs more than
    finding a page's rows. Threads that answer do nothing but read.
    """
    if getattr(primary, "only_reads", None) is not primary.connection:
        primary.connection.execute("PRAGMA query_only=1")
        primary.only_reads = primary.connection
        if _write_again not in primary.execute_wrappers:
            primary.execute_wrappers.insert(0, _write_again)


def _write_again(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Run a statement of Django's; outside of a snapshot it may write, or begin to."""
    if HERE.alias is None:
        primary = context["connection"]
        primary.execute_wrappers.remove(_write_again)
        primary.connection.execute("PRAGMA query_only=0")
        primary.only_reads = None
    return execute(sql, params, many, context)


def _open_the_file_that_is_there(primary: Any) -> None:
    """Connect anew where another file has taken the place of the one that is open.

    A kept connection would go on reading a file that nobody else sees. A file that is gone is not
    made by asking for it.
    """
    if primary.is_in_memory_db():
        return
    try:
        status = os.stat(primary.settings_dict["NAME"])  # noqa: PTH116 - half the cost of a Path's
    except OSError as error:
        primary.close()
        raise unavailable() from error
    file = (status.st_dev, status.st_ino)
    if primary.connection is not None and getattr(primary, "opened_file", file) != file:
        primary.close()
    primary.opened_file = file


def no_data() -> Problem:
    """503 while nothing has been loaded."""
    detail = "No data are loaded yet: run `manage.py load_data` (`make serve` does)."
    return Problem(503, "no-data", detail, headers={"Retry-After": "5"})

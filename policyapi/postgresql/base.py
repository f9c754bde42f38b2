"""The backend that `DATABASES` names: Django's own, with connections that know when to give up."""

from collections.abc import Generator
from time import monotonic
from typing import Any, Final

import psycopg
from django.db.backends.postgresql import base

from policyapi.postgresql.validation import DatabaseValidation
from policyapi.replicas import HERE

QUIET: Final = 2.0
"""Seconds of silence after which a new connection shows whether the server lives at all."""


class WatchedConnection(psycopg.Connection[Any]):
    """A connection that is closed, with an OperationalError, when its server is frozen.

    The network does not tell: the kernel of a machine whose PostgreSQL is stopped, or starved,
    goes on confirming what it is sent. So a server that is silent for QUIET seconds is asked for a
    new connection, and a statement with a longest time (`policyapi.replicas.HERE`) ends by then.
    """

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        """What the generator returns. Raises OperationalError as the class says."""
        return super().wait(self._watched(gen), *args, **kwargs)

    def _watched(self, steps: Any) -> Generator[Any, Any, Any]:
        """The same steps; between them the driver comes by ten times a second."""
        began = asked = monotonic()
        try:
            awaited = next(steps)
            while True:
                ready = yield awaited
                if not ready:
                    asked = self._heard_of(began, asked)
                awaited = steps.send(ready)
        except StopIteration as end:
            return end.value

    def _heard_of(self, began: float, asked: float) -> float:
        """When the server was last heard of; raises OperationalError where it is not."""
        now = monotonic()
        longest = HERE.longest
        if longest is not None and now - began > longest:
            self.close()
            raise psycopg.OperationalError(f"no answer within {longest} s")
        if now - asked < QUIET:
            return asked
        try:
            psycopg.connect(self.info.dsn, password=self.info.password, connect_timeout=2).close()
        except psycopg.OperationalError:
            self.close()
            raise
        return monotonic()


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, on connections that are watched; it takes no pool and no isolation level."""

    validation_class = DatabaseValidation

    def get_new_connection(self, conn_params: Any) -> Any:
        """A new connection. Raises OperationalError after `connect_timeout`."""
        self.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        return WatchedConnection.connect(**conn_params)

"""Copies of the primary that answers are read from, and which of them may be read from now."""

import logging
import threading
import time
from datetime import datetime
from itertools import count
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    InterfaceError,
    OperationalError,
    connections,
)
from django.db.backends.base.base import BaseDatabaseWrapper

PRIMARY: Final = DEFAULT_DB_ALIAS
EVERY: Final = 0.25
"""Seconds between two looks of a process at a server."""
FRESH: Final = 3.0
"""Seconds without an answer after which a server counts as away."""
LONGEST_LOOK: Final = 5.0
"""Seconds that a look may take."""
IDENTITY: Final = (
    "SELECT loaded_at, data_version, rendering FROM plans_dataset "
    "WHERE finished_version = data_version AND loaded_at IS NOT NULL"
)

logger = logging.getLogger(__name__)


class ReplicaLost(OperationalError):  # noqa: N818 - it is named for what happened
    """A replica went away while it was read from."""


class Identity(NamedTuple):
    """What tells one load from every other; the later one is the greater."""

    loaded_at: datetime
    data_version: str
    rendering: str


class Here(threading.local):
    """What this thread reads."""

    alias: str | None = None
    """The server of the open snapshot."""
    connection: BaseDatabaseWrapper | None = None
    """To that server: Django looks up a connection anew at each use, which adds up."""
    dataset: Any = None
    """The row that tells what the snapshot holds, once it was asked for."""
    longest: float | None = None
    """Seconds after which a statement is given up, whatever the server says."""


HERE: Final = Here()


class ReadRouter:
    """A snapshot is of one server, which refuses writes in it; all else is the primary's."""

    def db_for_read(self, model: Any, **hints: Any) -> str:  # noqa: ARG002
        """The server of the snapshot."""
        return HERE.alias or PRIMARY

    db_for_write = db_for_read

    def allow_relation(self, *rows: Any, **hints: Any) -> bool:  # noqa: ARG002
        """Rows of any two servers are rows of one database."""
        return True

    def allow_migrate(self, db: str, *names: Any, **hints: Any) -> bool | None:  # noqa: ARG002
        """A replica gets its tables from the primary."""
        return None if db == PRIMARY else False


class Fleet:
    """The replicas of a process, and what is known of each and of the newest data.

    A thread for each server looks at it every EVERY seconds, from the first reading on. A replica
    is read from while it answers and has the newest data known, whoever it was that had them.
    What is known as newest never gets older, so that readers of one process do not go back in time.
    """

    def __init__(self, aliases: tuple[str, ...]) -> None:
        self.aliases = aliases
        self.newest: Identity | None = None
        self._answered: dict[str, float] = {}
        self._lock = threading.Lock()
        self._watching = False
        self._turn = count()

    def candidates(self) -> list[str]:
        """Replicas to read from, in the order in which to try them: each is the first in turn."""
        if not self.aliases:
            return []
        if not self._watching:
            self._watch()
        good = [alias for alias in self.aliases if self._is_fresh(alias)]
        first = next(self._turn) % len(good) if good else 0
        return good[first:] + good[:first]

    def accepts(self, alias: str, identity: Identity | None) -> bool:
        """Whether a replica that has these data may be read from; it may not while it is behind."""
        with self._lock:
            behind = identity is None or (self.newest is not None and identity < self.newest)
            if not behind:
                self.newest = identity
        if behind:
            self.leave(alias, "it is behind")
        else:
            if alias not in self._answered:
                logger.info("%s is good", alias)
            self._answered[alias] = time.monotonic()
        return not behind

    def leave(self, alias: str, reason: str) -> None:
        """Read from others, until a look has found a server good again."""
        if self._answered.pop(alias, None) is not None:
            logger.warning("%s is left alone: %s", alias, reason)

    def look(self, alias: str) -> None:
        """Ask a server what it has."""
        try:
            identity = identity_of(alias)
        except (DatabaseError, InterfaceError) as error:
            connections[alias].close()
            self.leave(alias, str(error))
        else:
            self.accepts(alias, identity)

    def _is_fresh(self, alias: str) -> bool:
        return time.monotonic() - self._answered.get(alias, -FRESH) < FRESH

    def _watch(self) -> None:
        """Begin to look, and wait until each server was looked at once or is slow to answer."""
        with self._lock:
            begins, self._watching = not self._watching, True
        if begins:
            looked = [threading.Event() for _ in (PRIMARY, *self.aliases)]
            for alias, once in zip((PRIMARY, *self.aliases), looked, strict=True):
                threading.Thread(target=self._look_on, args=(alias, once), daemon=True).start()
            for once in looked:
                once.wait(FRESH)

    def _look_on(self, alias: str, once: threading.Event) -> None:
        HERE.longest = LONGEST_LOOK
        while True:
            try:
                self.look(alias)
            except Exception as error:  # a look that fails in a new way must not be the last one
                logger.exception("Looking at %s", alias)
                self.leave(alias, str(error))
            once.set()
            time.sleep(EVERY)


def identity_of(alias: str) -> Identity | None:
    """Which load a server has whole; None for none. Raises DatabaseError or InterfaceError."""
    with connections[alias].cursor() as cursor:
        cursor.execute(IDENTITY)
        row = cursor.fetchone()
    return Identity(*row) if row else None


FLEET: Final = Fleet(tuple(alias for alias in settings.DATABASES if alias != PRIMARY))

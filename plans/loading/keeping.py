"""Rendered rows put into the tables that answers are made of: bodies, index, frequencies."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from django.db import connection

from plans.loading.rendered import COLUMNS, IN_UTF8, Rendered
from plans.loading.tables import execute, writer
from plans.models import ServedRow
from plans.models.rows import LIST_SIZE
from policyapi.index.database import dialect

INDEX: Final = "plans_index"
FREQUENCY: Final = "plans_frequency"
HASH_BYTES: Final = 16_000_000
"""What SQLite's index gathers in memory before it writes."""


class Keeper:
    """Writes what is rendered, in the order of places."""

    def __init__(self) -> None:
        sqlite = connection.vendor == "sqlite"
        self._rows = writer(ServedRow._meta.db_table, COLUMNS, IN_UTF8)
        self._index = writer(INDEX, ["rowid" if sqlite else "place", "tokens"], ["tokens"])
        if sqlite:
            execute(f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('hashsize', {HASH_BYTES})")  # noqa: S608

    def clear(self) -> None:
        """Take everything out."""
        execute(f"DELETE FROM {ServedRow._meta.db_table}")  # noqa: S608
        execute(f"DELETE FROM {FREQUENCY}")  # noqa: S608
        dialect().clear()

    def keep(self, first: int, rendered: Iterable[Rendered]) -> Iterable[int]:
        """Write the rows of a list behind its first place; how many there are, as they come."""
        counts: Counter[str] = Counter()
        done = 0
        for some in rendered:
            self._rows(some.rows)
            self._index(some.kept)
            counts.update(some.counts)
            done += len(some.rows)
            yield done
        number = first // LIST_SIZE
        rows: Any = ((number, token, count) for token, count in sorted(counts.items()))
        writer(FREQUENCY, ["list", "token", "rows"])(rows)

    def settle(self) -> None:
        """What is better done once than with every row."""
        if connection.vendor == "sqlite":
            execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize')")  # noqa: S608

"""What a PostgreSQL database must be: one that sorts texts as SQLite does."""

from typing import Any, Final

from django.core.checks import CheckMessage, Error
from django.db import OperationalError
from django.db.backends.base.validation import BaseDatabaseValidation

SORTED: Final = ["-", "B", "a", "é", "中", "市"]
"""Texts in the order of their bytes; no language has them all so."""

MESSAGE: Final = (
    "The database sorts texts by the rules of a language, so that lists would come in another "
    "order than from other databases."
)
HINT: Final = (
    "Make it anew: createdb -E UTF8 --lc-collate=C.UTF-8 --lc-ctype=C.UTF-8 -T template0 NAME"
)


class DatabaseValidation(BaseDatabaseValidation):
    """Refuses a database in which lists would come in another order, when tables are made."""

    def check(self, **_options: Any) -> list[CheckMessage]:
        """An error for another collation; none where the server does not answer."""
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(
                    "SELECT array_agg(word ORDER BY word) FROM unnest(%s::text[]) AS word",
                    [SORTED[::-1]],
                )
                found = cursor.fetchone()[0]
        except OperationalError:
            return []
        if found == SORTED:
            return []
        return [Error(MESSAGE, hint=HINT, id="policyapi.E001")]

"""Targets of which no later document reports: an outcome with the verdict none for each."""

from functools import lru_cache
from typing import Any, Final

from django.db import connection

from plans.loading.fixtures import batches
from plans.loading.progress import Progress, unseen
from plans.loading.tables import in_bytes, quoted, writer
from plans.models import Citation, Document, Outcome, Target
from plans.models.claims import NO_LATER_DOCUMENT, NO_REPORT
from policyapi.index.database import streamed

BATCH: Final = 2000
COLUMNS: Final = ("id", "target_id", "verdict", "directness", "reasoning", "number")


def add_unreported(progress: Progress = unseen) -> int:
    """Say of each target without a result that there is none, and where one could stand.

    The number of such targets. Nothing found speaks of the documents, not of the work. Outcomes
    get their numbers here, in the byte order of all ids.
    """
    rows = Outcome.objects.filter(verdict=Outcome.Verdict.NONE)
    rows._raw_delete(rows.db)  # type: ignore[attr-defined]
    write, count, order = writer(Outcome._meta.db_table, COLUMNS), 0, _Order()
    _documents.cache_clear()
    _reasoning.cache_clear()
    # All of them are found before the first is written, since they come sorted.
    for batch in batches(streamed(_unreported(), []), BATCH):
        write([_row(order.number_of(row[0]), *row) for row in batch])
        count += len(batch)
        progress("Looking for what no document reports", count, 0)
    order.number_the_rest()
    return count


def _row(number: int, key: str, target: str, district: str, printed: str) -> tuple[Any, ...]:
    reasoning = _reasoning(district, str(printed or ""))
    return key, target, Outcome.Verdict.NONE.value, "", reasoning, number


def _unreported() -> str:
    """Id of the outcome, id and unit of the target, and the latest date that it was printed on."""
    target, outcome = quoted(Target._meta.db_table), quoted(Outcome._meta.db_table)
    link = Target._meta.get_field("citations")
    return (
        f"SELECT {_KEY}, t.id, t.district_id, ("  # noqa: S608
        f"SELECT MAX(COALESCE(d.published_on, d.event_on)) FROM {quoted(link.m2m_db_table())} l "  # type: ignore[union-attr]
        f"JOIN {quoted(Citation._meta.db_table)} c ON c.id = l.citation_id "
        f"JOIN {quoted(Document._meta.db_table)} d ON d.id = c.document_id "
        f"WHERE l.target_id = t.id) FROM {target} t "
        f"WHERE NOT EXISTS (SELECT 1 FROM {outcome} o WHERE o.target_id = t.id) "
        f"ORDER BY {in_bytes(_KEY)}"
    )


_KEY: Final = "t.id || '-unreported'"


class _Order:
    """Numbers given to ids that come in order, with those that are there already in between."""

    def __init__(self) -> None:
        table = quoted(Outcome._meta.db_table)
        there = f"SELECT id FROM {table} WHERE verdict <> 'none' ORDER BY {in_bytes('id')}"  # noqa: S608
        self._there = (key for (key,) in streamed(there, []))
        self._next: str | None = next(self._there, None)
        self._statement = f"UPDATE {table} SET number = %s WHERE id = %s"  # noqa: S608
        self._number = 0
        self._given: list[tuple[int, str]] = []

    def number_of(self, key: str) -> int:
        """The number of an id that is not there yet."""
        while self._next is not None and self._next < key:
            self._give(self._next)
        self._number += 1
        return self._number

    def number_the_rest(self) -> None:
        """Write the numbers of all that are there."""
        while self._next is not None:
            self._give(self._next)
        self._write()

    def _give(self, key: str) -> None:
        self._number += 1
        self._given.append((self._number, key))
        self._next = next(self._there, None)
        if len(self._given) == BATCH:
            self._write()

    def _write(self) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(self._statement, self._given)
        self._given.clear()


@lru_cache(maxsize=10_000)
def _reasoning(district: str, printed: str) -> str:
    later = [pk for date, pk in _documents(district) if date > printed]
    if not later:
        return NO_LATER_DOCUMENT
    return NO_REPORT.format(", ".join(later))


@lru_cache(maxsize=1000)
def _documents(district: str) -> list[tuple[str, str]]:
    """Date and id of the documents that speak of a unit, the earliest first."""
    rows = Document.objects.filter(districts=district).order_by()
    dated = rows.values_list("published_on", "event_on", "pk")
    return sorted((str(published or event or ""), pk) for published, event, pk in dated)

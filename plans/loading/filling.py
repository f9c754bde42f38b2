"""Checked records put into empty tables, with their numbers and links."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.apps import apps
from django.db.models import Model

from plans.curation.files import FILES
from plans.loading.fixtures import Fixtures, batches
from plans.loading.numbering import number_all
from plans.loading.progress import Progress
from plans.loading.tables import Write, clear, columns_of, links_of, maker, writer
from plans.loading.values import Record
from policyapi.served import Served

BATCH: Final = 2000

WRITING: Final = "Writing "
"""How progress begins that tells of records put in."""


def empty() -> None:
    """Empty all tables, links first."""
    models = list(map(apps.get_model, FILES))
    for model in models:
        for link in model._meta.local_many_to_many:
            clear(link.m2m_db_table())  # type: ignore[attr-defined]
    for model in reversed(models):
        clear(model._meta.db_table)


def fill(fixtures: Fixtures, progress: Progress) -> None:
    """Put in the records of all files. Raises FixturesRefused where a file has changed.

    Records that are wrong may be put in as they are, or raise whatever they do.
    """
    for model, count in fixtures.lines.items():
        _fill(fixtures, model, count, progress)
    fixtures.refuse_if_changed()


def _fill(fixtures: Fixtures, model: type[Model], count: int, progress: Progress) -> None:
    what, make, state = WRITING + str(model._meta.verbose_name_plural), maker(model), _State()
    write, links = writer(model._meta.db_table, columns_of(model)), links_of(model)
    for batch in batches(fixtures.records(model), BATCH):
        write([make(record, state.next(record["pk"])) for record in batch])
        for name, link in links.items():
            _link(name, link, batch)
        progress(what, state.number, count)
    if issubclass(model, Served) and not state.in_order:
        number_all(model)


def _link(name: str, link: Write, batch: list[Record]) -> None:
    link([(record["pk"], linked) for record in batch for linked in record["fields"][name]])


@dataclass
class _State:
    """How many records there were, and whether each came behind the one before."""

    number: int = 0
    last: Any = field(default="")
    in_order: bool = True

    def next(self, key: str) -> int:
        # Texts compare by code points, which is the order of their bytes in UTF-8.
        self.in_order &= self.last < key
        self.last = key
        self.number += 1
        return self.number

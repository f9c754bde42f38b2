"""The data as plain tables: one for each type of row, and one for each link between types."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.db import connection, models
from django.db.models.functions import Collate

from plans.curation.files import FILES
from plans.publishing.columns import (
    NOT_PUBLISHED,
    Column,
    Row,
    columns_of,
    display_column,
    plain,
    reader,
)

BATCH: Final = 1000
"""Rows that are in memory at a time."""

OF_FACTS: Final = ("plan", "target", "achievement", "project", "slogan")

LINKS: Final = {
    ("plans.document", "districts"): "document_districts",
    ("plans.document", "citations_of_dates"): "document_date_citations",
    ("plans.discrepancyside", "citations"): "discrepancy_side_citations",
    ("plans.planelement", "citations"): "plan_element_citations",
    ("plans.discrepancy", "districts"): "discrepancy_districts",
    **{(f"plans.{name}", "citations"): f"{name}_citations" for name in OF_FACTS},
}
"""The table of each link from many rows to many."""


@dataclass(frozen=True)
class Table:
    """A table: its columns, its key, and the query that it is read from.

    `several` makes rows of a row: one for each entry of a list that it holds.
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    model: type[models.Model]
    several: Callable[[Row], Iterable[Row]] | None = None

    def rows(self) -> Iterator[list[Any]]:
        """Its rows as plain values, in the order of their ids; few are in memory at a time."""
        keys = [field.attname for field in self.model._meta.concrete_fields]
        order = [name for name in self.key if name in keys] if self.several is None else ["id"]
        rows = self.model._default_manager.order_by(*(bytewise(name) for name in order))
        for row in rows.values(*(key for key in keys if key not in NOT_PUBLISHED)).iterator(BATCH):
            for entry in self.several(row) if self.several else (row,):
                yield [column.read(entry) for column in self.columns]


@cache
def tables() -> tuple[Table, ...]:
    """Every table: of the types in the order of a load, each with its links behind it."""
    found: list[Table] = []
    for label in FILES:
        model = apps.get_model(label)
        found.append(_of_type(model))
        found += [_of_link(model, field.name) for field in model._meta.many_to_many]
        if label in _LISTS:
            found.append(_LISTS[label](model))
    return tuple(found)


def _names() -> dict[type[models.Model], str]:
    return {apps.get_model(label): name.removesuffix(".json") for label, name in FILES.items()}


def _of_type(model: type[models.Model]) -> Table:
    names = _names()
    columns: list[Column] = []
    for field in model._meta.concrete_fields:
        if field.name not in NOT_PUBLISHED and field.name not in _IN_TABLES_OF_THEIR_OWN:
            columns += columns_of(field, names)
    if hasattr(model, "threshold"):
        columns.append(display_column())
    doc = " ".join(str(model.__doc__).split())
    title = names[model].replace("_", " ")
    return Table(names[model], title, doc, ("id",), tuple(columns), model)


def _of_link(model: type[models.Model], name: str) -> Table:
    """The table of a link, with the two ids that make up its key."""
    names = _names()
    described = next(f.help_text for f in model._meta.many_to_many if f.name == name)
    through: Any = getattr(model, name).through
    ends = [f for f in through._meta.concrete_fields if f.is_relation]
    columns = tuple(
        Column(
            end.attname, "string", f"One of the {names[end.related_model].replace('_', ' ')}.",
            reader(end.attname), required=True, references=names[end.related_model],
        )
        for end in ends
    )  # fmt: skip
    table = LINKS[model._meta.label_lower, name]
    key = tuple(column.name for column in columns)
    return Table(table, table.replace("_", " "), str(described), key, columns, through)


def _former_codes(model: type[models.Model]) -> Table:
    def several(row: Row) -> Iterable[Row]:
        for position, former in enumerate(row["former_codes"], 1):
            yield {"district_id": row["id"], "position": position, **former}

    columns = (
        _part("district_id", "string", "The unit.", references="districts"),
        _part("position", "integer", "Order among the unit's former codes, from 1."),
        _part("code", "string", "Code of GB/T 2260 as it then was."),
        _part("name", "string", "Name as it then was."),
        _part("until", "integer", "Last year in which it held."),
    )
    described = "Earlier codes and names of units, each with the last year that it held."
    key = ("district_id", "position")
    name = "district_former_codes"
    return Table(name, "district former codes", described, key, columns, model, several)


def _facts_of_sides(model: type[models.Model]) -> Table:
    def several(row: Row) -> Iterable[Row]:
        for position, fact in enumerate(row["facts"], 1):
            ids = {f"{kind}_id": fact["id"] if fact["type"] == kind else None for kind in OF_FACTS}
            yield {"side_id": row["id"], "position": position, **ids}

    columns = (
        _part("side_id", "string", "The side.", references="discrepancy_sides"),
        _part("position", "integer", "Order among the side's facts, from 1."),
        *(
            Column(
                f"{kind}_id", "string", f"The fact, where it is one of the {kind}s.",
                reader(f"{kind}_id"), references=f"{kind}s",
            )
            for kind in OF_FACTS
        ),
    )  # fmt: skip
    described = (
        "The facts made of a side's passages; each row names one, in the column of its type."
    )
    key = ("side_id", "position")
    name = "discrepancy_side_facts"
    return Table(name, "discrepancy side facts", described, key, columns, model, several)


def _part(name: str, kind: str, description: str, references: str = "") -> Column:
    def read(row: Row) -> Any:
        return plain(row[name])

    return Column(name, kind, description, read, required=True, references=references)


def bytewise(name: str) -> Any:
    """The order of a column's bytes, which is the same in every database."""
    return Collate(models.F(name), "C" if connection.vendor == "postgresql" else "BINARY")


_LISTS: Final = {"districts.district": _former_codes, "plans.discrepancyside": _facts_of_sides}
_IN_TABLES_OF_THEIR_OWN: Final = {"former_codes", "facts"}

"""Rows of a parcel as serializers read them: what the ORM would give, without its cost."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.db.models.expressions import Col

from plans.loading.parcels import Parcel, Row

Convert = Callable[[Any], Any]


class Linked(list[Any]):
    """Rows that a relation leads to: what a related manager is asked for."""

    def all(self) -> "Linked":
        """Themselves."""
        return self


class Unpacked:
    """A row that has a model's columns and relations, and answers to the model's name."""

    pk: str


@cache
def _class_of(model: type[Model]) -> type[Unpacked]:
    """It says that it is the model, so that what asks with `isinstance` finds it to be one."""
    return type(
        f"Unpacked{model.__name__}",
        (Unpacked,),
        {"_meta": model._meta, "__class__": property(lambda _: model)},
    )


def unpacked(parcel: Parcel) -> list[Any]:
    """The rows of a parcel, in its order, each with what its relations lead to."""
    model: Any = apps.get_model(parcel.model)
    rows = list(_rows(model, parcel.rows))
    for name, found in parcel.related.items():
        _relate(model, rows, name, found)
    return rows


def _rows(model: type[Model], raw: list[Row]) -> Iterator[Any]:
    names = (*(column.attname for column in model._meta.concrete_fields), "pk")
    key = names.index(model._meta.pk.attname)
    steps = list(_converters(model))
    made = _class_of(model)
    new = made.__new__
    for row in raw:
        values = [*row, row[key]]
        for position, convert in steps:
            value = values[position]
            if value is not None:
                values[position] = convert(value)
        instance = new(made)
        instance.__dict__ = dict(zip(names, values, strict=True))
        yield instance


def _relate(model: type[Model], rows: list[Any], name: str, parcel: Parcel) -> None:
    relation: Any = model._meta.get_field(name)
    found = unpacked(parcel)
    if not relation.many_to_many and not relation.one_to_many:
        one = {row.pk: row for row in found}
        for row in rows:
            row.__dict__[name] = one.get(row.__dict__[relation.attname])
        return
    # In the order that the model gives its rows, and with nulls first in every database.
    target: Any = apps.get_model(parcel.model)
    found.sort(key=_order_of(target))
    pairs = parcel.pairs
    if relation.one_to_many:
        pairs = [(row.__dict__[relation.field.attname], row.pk) for row in found]
    of: dict[str, list[str]] = {}
    for own, other in pairs:
        of.setdefault(other, []).append(own)
    many: dict[str, Linked] = {row.pk: Linked() for row in rows}
    for row in found:
        for own in of[row.pk]:
            many[own].append(row)
    accessor = relation.get_accessor_name() if relation.auto_created else name
    for row in rows:
        row.__dict__[accessor] = many[row.pk]


@cache
def _order_of(model: type[Model]) -> Callable[[Any], Any]:
    names = [str(name) for name in model._meta.ordering or ["pk"]]

    def place(row: Any) -> list[tuple[bool, Any]]:
        values = row.__dict__
        return [(values[name] is not None, values[name]) for name in names]

    return place


@cache
def _converters(model: type[Model]) -> tuple[tuple[int, Convert], ...]:
    """Of the columns whose values the database gives otherwise than the model has them."""
    return tuple(
        (position, converter)
        for position, field in enumerate(model._meta.concrete_fields)
        if (converter := _converter(model, field))
    )


def _converter(model: type[Model], field: Any) -> Convert | None:
    expression = Col(model._meta.db_table, field)
    steps = [
        *connection.ops.get_db_converters(expression),
        *field.get_db_converters(connection),
    ]
    if not steps:
        return None
    known: dict[Any, Any] = {}

    def convert(value: Any) -> Any:
        # The same few values come again and again; nothing that reads a row changes them.
        found = known.get(value)
        if found is None:
            found = value
            for step in steps:
                found = step(found, expression, connection)
            if len(known) < MOST_KNOWN:
                known[value] = found
        return found

    return convert


MOST_KNOWN = 10_000
"""Values of a column that are converted once."""

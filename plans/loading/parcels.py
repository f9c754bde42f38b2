"""Some rows of a list with all rows that their shapes show, as the database gives them.

The ORM would take several times as long to fetch them. A parcel is plain tuples, so that another
process can render it. What a list needs is said in `plans.loading.rendering.FETCH`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from django.db.models import Model

from plans.loading.tables import fetched, quoted
from policyapi.served import Served

Tree = dict[str, "Tree"]
"""Names of relations, each with those of the rows that it leads to."""

Row = tuple[Any, ...]

AT_ONCE: Final = 1000
"""Ids in one statement."""


@dataclass
class Parcel:
    """Rows of a model, and by the name of a relation what it leads to.

    `pairs` has, for a relation to many through a table of links, the ids on both sides.
    """

    model: str
    rows: list[Row]
    related: "dict[str, Parcel]" = field(default_factory=dict)
    pairs: list[tuple[str, str]] = field(default_factory=list)


def parcel_of(model: type[Served], tree: Tree, above: int, most: int) -> Parcel:
    """The rows of a list whose numbers are above one and at most another, in their order."""
    names, table = ", ".join(_columns(model)), quoted(model._meta.db_table)
    condition = "number > %s AND number <= %s ORDER BY number"
    rows = fetched(f"SELECT {names} FROM {table} WHERE {condition}", [above, most])  # noqa: S608
    return Parcel(model._meta.label, rows, _related(model, rows, tree))


def _related(model: type[Model], rows: list[Row], tree: Tree) -> dict[str, Parcel]:
    return {name: _lead(model, rows, name, below) for name, below in tree.items()}


def _lead(model: type[Model], rows: list[Row], name: str, below: Tree) -> Parcel:
    """The rows that a relation leads to from some rows."""
    relation: Any = model._meta.get_field(name)
    target: type[Model] = relation.related_model
    pairs: list[tuple[str, str]] = []
    if relation.many_to_many:
        pairs = _pairs(relation, values_of(model, rows, "pk"))
        found = _by(target, str(target._meta.pk.column), {linked for _, linked in pairs})
    elif relation.one_to_many:
        found = _by(target, relation.field.column, values_of(model, rows, "pk"))
    else:
        keys = set(values_of(model, rows, relation.attname)) - {None}
        found = _by(target, str(target._meta.pk.column), keys)
    return Parcel(target._meta.label, found, _related(target, found, below), pairs)


def values_of(model: type[Model], rows: list[Row], name: str) -> list[Any]:
    """The values of one column; `pk` is that of the key."""
    if name == "pk":
        name = model._meta.pk.attname
    position = [column.attname for column in model._meta.concrete_fields].index(name)
    return [row[position] for row in rows]


def _pairs(relation: Any, keys: list[str]) -> list[tuple[str, str]]:
    """Ids of rows and of what they are linked with."""
    own, other = quoted(relation.m2m_column_name()), quoted(relation.m2m_reverse_name())
    table = quoted(relation.m2m_db_table())
    return _in(f"SELECT {own}, {other} FROM {table} WHERE {own}", keys)  # noqa: S608


def _by(model: type[Model], column: str, keys: Collection[Any]) -> list[Row]:
    names, table = ", ".join(_columns(model)), quoted(model._meta.db_table)
    return _in(f"SELECT {names} FROM {table} WHERE {quoted(column)}", keys)  # noqa: S608


def _in(statement: str, keys: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    wanted = sorted(keys)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found += fetched(f"{statement} IN ({', '.join(['%s'] * len(some))})", some)
    return found


@cache
def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(quoted(str(column.column)) for column in model._meta.concrete_fields)

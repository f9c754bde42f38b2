"""Rows written into tables without the ORM, which would take several times as long."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from json import dumps
from operator import itemgetter
from typing import Any, Final

from django.db import connection
from django.db.models import JSONField, Model

from plans.loading.values import Record, fields_of
from policyapi.served import Served

Row = Sequence[Any]
Write = Callable[[Iterable[Row]], None]
Make = Callable[[Record, int], Row]

PREFIXES: Final = ("districts_", "plans_")


def writer(table: str, columns: Sequence[str], in_utf8: Collection[str] = ()) -> Write:
    """What puts rows into a table: values as text where the database makes them of a text.

    Texts of the columns `in_utf8` are given as bytes.
    """
    names = ", ".join(quoted(column) for column in columns)
    if connection.vendor == "sqlite":
        marks = ", ".join("CAST(? AS TEXT)" if name in in_utf8 else "?" for name in columns)
        statement = f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks})"  # noqa: S608
        return lambda rows: _insert(statement, rows)
    statement = f"COPY {quoted(table)} ({names}) FROM STDIN"
    encoded = [position for position, name in enumerate(columns) if name in in_utf8]
    return lambda rows: _copy(statement, _decoded(rows, encoded) if encoded else rows)


def _insert(statement: str, rows: Iterable[Row]) -> None:
    with connection.wrap_database_errors:
        connection.connection.executemany(statement, rows)


def _copy(statement: str, rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _decoded(rows: Iterable[Row], positions: list[int]) -> Iterator[Row]:
    for row in rows:
        values = list(row)
        for position in positions:
            values[position] = values[position].decode()
        yield values


def columns_of(model: type[Model]) -> list[str]:
    """The columns of a model's table; of a served one's, `number` is the last."""
    key = model._meta.pk.column
    own = [field.column for field in model._meta.concrete_fields]
    names = [key, *(name for name in own if name not in {key, "number"})]
    return [str(name) for name in names] + (["number"] if issubclass(model, Served) else [])


def maker(model: type[Model]) -> Make:
    """What makes the row of a record; the number goes to served rows, behind all else."""
    key = model._meta.pk.name
    written = [f for f in model._meta.concrete_fields if f.name not in {key, "number"}]
    read = itemgetter(*(field.name for field in written))
    as_json = [n for n, field in enumerate(written, 1) if isinstance(field, JSONField)]
    served = issubclass(model, Served)

    def make(record: Record, number: int) -> Row:
        values = [record["pk"], *read(record["fields"])]
        for position in as_json:
            value = values[position]
            if value is not None:
                values[position] = dumps(value) if value else EMPTY[type(value)]
        if served:
            values.append(number)
        return values

    return make


def _links_to_many(model: type[Model]) -> list[Any]:
    return [field for field in fields_of(model) if field.many_to_many]


EMPTY: Final[dict[type, str]] = {list: "[]", dict: "{}"}


def links_of(model: type[Model]) -> dict[str, Write]:
    """What puts in the links of a model's rows, by the field that lists them."""
    return {
        field.name: writer(
            field.m2m_db_table(),
            [field.m2m_column_name(), field.m2m_reverse_name()],
        )
        for field in _links_to_many(model)
    }


def clear(table: str) -> None:
    """Empty a table. Readers of the version before still see it."""
    execute(f"DELETE FROM {quoted(table)}")  # noqa: S608


def execute(statement: str, values: Sequence[Any] = ()) -> None:
    """A statement without an answer."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def fetched(statement: str, values: Sequence[Any] = ()) -> list[Any]:
    """All rows of an answer."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def quoted(name: str) -> str:
    """A name in a statement."""
    return str(connection.ops.quote_name(name))


def in_bytes(column: str) -> str:
    """A column in the order of its bytes, in every database."""
    return column if connection.vendor == "sqlite" else f'{column} COLLATE "C"'

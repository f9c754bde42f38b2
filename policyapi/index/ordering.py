"""The order of a list as SQL: columns, nulls and empty texts last, equals in the order of ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import CharField, Field, Model, TextField

from policyapi.paging import SortColumn

Condition = tuple[str, list[Any]]


@dataclass(frozen=True)
class Order:
    """The columns of an order, without the id at its end, and whether it is read backwards."""

    model: type[Model]
    columns: tuple[SortColumn, ...]
    backwards: bool = False

    def by_id(self) -> bool:
        """Whether the order is that of ids, in one direction or the other."""
        return self.columns[0].column == "id"

    def ids_descend(self) -> bool:
        """Whether ids are read from the last to the first."""
        last = next(column for column in self.columns if column.column == "id")
        return last.descending != self.backwards

    def leading(self) -> str:
        """The first column, as an index has it."""
        return f"f.{_field(self.model, self.columns[0].column).column}"

    def may_lack(self) -> bool:
        """Whether rows may have nothing in the first column."""
        field = _field(self.model, self.columns[0].column)
        return bool(field.null or _is_blank_text(field))

    def present(self) -> str:
        """The condition that a row has something in the first column."""
        field = _field(self.model, self.columns[0].column)
        return f"{self.leading()} {'> ' + _EMPTY if _is_blank_text(field) else 'IS NOT NULL'}"

    def absent(self) -> str:
        """The condition that it has nothing there."""
        field = _field(self.model, self.columns[0].column)
        return f"{self.leading()} {'= ' + _EMPTY if _is_blank_text(field) else 'IS NULL'}"

    def values(self) -> list[str]:
        """What rows are compared by, with the number at the end."""
        return [self._value(column) for column in self.columns]

    def sql(self, *, present: bool = False) -> str:
        """ORDER BY; where the first column is known to be there, in words that an index knows."""
        parts = []
        for position, (column, value) in enumerate(zip(self.columns, self.values(), strict=True)):
            down = column.descending != self.backwards
            if position == 0 and present:
                parts.append(self.leading() + (" DESC" if down else ""))
                continue
            nulls = " NULLS FIRST" if self.backwards else " NULLS LAST"
            certain = column.column == "id" or not self._may_be_null(column)
            parts.append(value + (" DESC" if down else "") + ("" if certain else nulls))
        return ", ".join(parts)

    def behind(self, place: Sequence[Any]) -> Condition:
        """The rows behind a row with these values, in the direction of reading."""
        ways, values = [], []
        same: list[str] = []
        same_values: list[Any] = []
        for column, name, value in zip(self.columns, self.values(), place, strict=True):
            step, given = self._step(column, name, value)
            if step:
                ways.append(" AND ".join([*same, step]))
                values += [*same_values, *given]
            same.append(f"{name} IS NULL" if value is None else f"{name} = ?")
            same_values += [] if value is None else [value]
        return f"({' OR '.join(f'({way})' for way in ways)})", values

    def passes(self, place: Sequence[Any] | None) -> list[bool]:
        """In which order rows with something in the first column, and those without, are read."""
        both = [True, False] if self.may_lack() else [True]
        if self.backwards:
            both.reverse()
        if place is not None and place[0] is not None and self.backwards:
            return [True]
        return [False] if place is not None and place[0] is None and not self.backwards else both

    def beyond(self, place: Sequence[Any], *, present: bool) -> Condition:
        """What rows behind a row surely keep, in words that the first column's index knows."""
        if place[0] is None or not present:
            return "", []
        down = self.columns[0].descending != self.backwards
        return f"{self.leading()} {'<=' if down else '>='} ?", [place[0]]

    def _step(self, column: SortColumn, name: str, value: Any) -> Condition:
        down = column.descending != self.backwards
        if value is None:
            return (f"{name} IS NOT NULL", []) if self.backwards else ("", [])
        further = f"{name} {'<' if down else '>'} ?"
        if not self.backwards and self._may_be_null(column):
            further = f"({further} OR {name} IS NULL)"
        return further, [value]

    def _value(self, column: SortColumn) -> str:
        if column.column == "id":
            return "f.number"
        field = _field(self.model, column.column)
        name = f"f.{field.column}"
        return f"NULLIF({name}, {_EMPTY})" if _is_blank_text(field) else name

    def _may_be_null(self, column: SortColumn) -> bool:
        field = _field(self.model, column.column)
        return column.column != "id" and bool(field.null or _is_blank_text(field))


_EMPTY = "''"


def table_of(model: type[Model]) -> str:
    """The table of a list's facts, quoted."""
    return connection.ops.quote_name(model._meta.db_table)


def _field(model: type[Model], column: str) -> "Field[Any, Any]":
    name = column.removesuffix("_id") if column.endswith("_id") else column
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return field


def _is_blank_text(field: "Field[Any, Any]") -> bool:
    return isinstance(field, CharField | TextField) and field.blank and not field.null

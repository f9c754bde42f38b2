"""How a row of nested JSON becomes flat cells: each shape names its columns and fills them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

import orjson


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "true or false"
    DATE = "date"
    LIST = "list"
    JSON = "JSON"


@dataclass(frozen=True)
class Column:
    """A column of an export."""

    name: str
    kind: Kind
    help: str


class Shape(Protocol):
    """One field of a row."""

    def columns(self, name: str) -> list[Column]:
        """Its columns, where the field has this name."""
        ...

    def cells(self, value: Any) -> list[Any]:
        """Its value as one cell a column."""
        ...


@dataclass(frozen=True)
class Scalar:
    """A text, a number, a date or a truth value: one column of its own name."""

    kind: Kind
    help: str

    def columns(self, name: str) -> list[Column]:
        """The one."""
        return [Column(name, self.kind, self.help)]

    def cells(self, value: Any) -> list[Any]:
        """The value."""
        return [value]


@dataclass(frozen=True)
class Texts:
    """A list of texts: one column, joined by semicolons."""

    help: str

    def columns(self, name: str) -> list[Column]:
        """The one."""
        return [Column(name, Kind.LIST, self.help)]

    def cells(self, value: Any) -> list[Any]:
        """The joined text."""
        return [None if value is None else joined(value)]


@dataclass(frozen=True)
class Group:
    """An object: the columns of its fields, with its own name before theirs."""

    fields: Mapping[str, Shape]
    help: str = ""

    def columns(self, name: str = "") -> list[Column]:
        """Those of every field, in order."""
        prefix, about = (f"{name}_", f"{self.help} " if self.help else "") if name else ("", "")
        return [
            Column(column.name, column.kind, about + column.help)
            for field, shape in self.fields.items()
            for column in shape.columns(prefix + field)
        ]

    def cells(self, value: Any) -> list[Any]:
        """Those of every field; all empty for null."""
        if not value:
            return self._blank
        out: list[Any] = []
        for field, shape in self.fields.items():
            if isinstance(shape, Scalar):  # most are: a call for each would cost as much again
                out.append(value.get(field))
            else:
                out += shape.cells(value.get(field))
        return out

    @cached_property
    def _blank(self) -> list[Any]:
        return [cell for shape in self.fields.values() for cell in shape.cells(None)]

    def only(self, names: Iterable[str]) -> "Group":
        """Some of the fields, in the order given."""
        return Group({name: self.fields[name] for name in names}, self.help)


@dataclass(frozen=True)
class Citations:
    """The spans that state a fact: their number, the first one field by field, and all as JSON."""

    first: Group
    help: str

    def columns(self, name: str) -> list[Column]:
        """citation_count, citation_document, …, citations."""
        one = singular(name)
        of_first = [
            Column(column.name, column.kind, f"Of the first citation: {column.help}")
            for column in self.first.columns(one)
        ]
        count = Column(f"{one}_count", Kind.INTEGER, "How many citations there are.")
        return [count, *of_first, Column(name, Kind.JSON, self.help)]

    def cells(self, value: Any) -> list[Any]:
        """Number, first, all."""
        first = value[0] if value else None
        return [_length(value), *self.first.cells(first), _json(value)]


@dataclass(frozen=True)
class Records:
    """A list of objects: their number, each flat field joined by semicolons, and all as JSON.

    Objects that hold objects or lists themselves are only counted and written as JSON.
    """

    item: Group
    help: str

    def columns(self, name: str) -> list[Column]:
        """outcome_count, outcome_verdict, …, outcomes."""
        one = singular(name)
        of_each = [
            Column(f"{one}_{field}", Kind.LIST, f"Of each, joined: {shape.columns('')[0].help}")
            for field, shape in self._joined().items()
        ]
        count = Column(f"{one}_count", Kind.INTEGER, f"How many {name.replace('_', ' ')} it has.")
        return [count, *of_each, Column(name, Kind.JSON, self.help)]

    def cells(self, value: Any) -> list[Any]:
        """Number, joined fields, all."""
        of_each = [
            None if value is None else joined(item.get(field) for item in value)
            for field in self._joined()
        ]
        return [_length(value), *of_each, _json(value)]

    def _joined(self) -> Mapping[str, Shape]:
        shapes = self.item.fields
        return shapes if all(isinstance(shape, Scalar) for shape in shapes.values()) else {}


def singular(name: str) -> str:
    """The name of one of a list of things: citation of citations, match of matches."""
    return name.removesuffix("es" if name.endswith("ches") else "s")


def joined(values: Iterable[Any]) -> str:
    r"""Values with `;` between them; inside a value `;` is `\;` and `\` is `\\`, null is empty."""
    texts = (
        v if isinstance(v, str) else "" if v is None else orjson.dumps(v).decode() for v in values
    )
    return ";".join(text.replace("\\", "\\\\").replace(";", "\\;") for text in texts)


def _length(value: Any) -> int | None:
    return None if value is None else len(value)


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value).decode()

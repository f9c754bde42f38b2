"""A row's line of CSV, made of its shape as `as_csv.line_of` makes it of a body.

The cells of a unit or a programme that many rows show are made once. Most cells are null, or begin
with a letter or a digit: `safe` gives them back, and is not called for them.
"""

import csv
from collections.abc import Callable
from typing import Any, Final

from policyapi.exporting.as_csv import END, safe
from policyapi.exporting.columns import shape_of_rows
from policyapi.exporting.shapes import Scalar, Shape

Cells = Callable[[Any], list[Any]]

MOST_KNOWN: Final = 5_000
"""Objects whose cells are kept."""


def line_writer(serializer: Any) -> Callable[[Any], str]:
    """What makes the line of a serializer's shape, without the line break."""
    fields = serializer().fields
    shapes = shape_of_rows(serializer).fields
    steps = [(name, _cells(shape, fields[name])) for name, shape in shapes.items()]
    sink = _Sink()
    # With an end, for the writer quotes a cell that has a part of what ends a line.
    write = csv.writer(sink, lineterminator=END).writerow

    def line(shape: Any) -> str:
        cells: list[Any] = []
        for name, cells_of in steps:
            value = shape[name]
            if cells_of is not None:
                cells += cells_of(value)
            elif value is None or (type(value) is str and value[:1].isalnum()):
                cells.append(value)
            else:
                cells.append(safe(value))
        write(cells)
        return sink.text.removesuffix(END)

    return line


class _Sink:
    """Takes the one text that a row is written as."""

    text: str

    def write(self, text: str) -> None:
        self.text = text


def _cells(shape: Shape, field: Any) -> Cells | None:
    """The cells of a field, safe; None where the value is the only one."""
    if isinstance(shape, Scalar):
        return None
    related = getattr(field, "fields", None) is not None and field.source != "*"
    return _shared(shape) if related else _own(shape)


def _own(shape: Shape) -> Cells:
    none, empty = _safe(shape, None), _safe(shape, [])

    def cells(value: Any) -> list[Any]:
        if not value:
            return none if value is None else empty
        return _safe(shape, value)

    return cells


def _shared(shape: Shape) -> Cells:
    """Of an object that several rows show. It is kept along, so that no other takes its id."""
    known: dict[int, tuple[Any, list[Any]]] = {}

    def cells(value: Any) -> list[Any]:
        found = known.get(id(value))
        if found is None:
            if len(known) >= MOST_KNOWN:
                known.clear()
            found = known[id(value)] = value, _safe(shape, value)
        return found[1]

    return cells


def _safe(shape: Shape, value: Any) -> list[Any]:
    return [
        cell if cell is None or (type(cell) is str and cell[:1].isalnum()) else safe(cell)
        for cell in shape.cells(value)
    ]

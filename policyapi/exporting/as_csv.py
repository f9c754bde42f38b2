"""CSV as RFC 4180 has it, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import orjson

from policyapi.exporting.shapes import Group
from policyapi.exporting.tables import Source, Table, complete, ended

END: Final = "\r\n"
BOM: Final = "\ufeff"
"""Without it a spreadsheet reads UTF-8 as something else."""

_FORMULA: Final = re.compile(r"'*(?:[\t\r\n]|[\s\u200b-\u200f\ufeff]*[=+\-@﹢﹣﹦﹫＋－＝＠−])")
"""How a text begins that a spreadsheet would run: also behind spaces and in full width, and with
apostrophes before it, so that taking one off gives back every text that got one."""


def csv_chunks(table: Table, source: Source, *, bom: bool) -> Iterator[bytes]:
    """A line of names and the rows, a chunk a batch, lines ending in CR LF."""
    names = _written([[column.name for column in table.shape.columns()]])
    head = (BOM + names if bom else names).encode()
    # A stored cell is quoted or not as it needs without the address.
    if table.stored and not _needs_quotes(source.root):
        chunks = (ended(batch, END.encode(), source.root) for batch in table.stored("line"))
    else:
        rendered = (_rendered(table.shape, complete(b, source.root)) for b in table.batches)
        chunks = (text.encode() for text in rendered)
    # With the first rows, so that what fails before them is told by the status.
    yield head + next(chunks, b"")
    yield from chunks


def line_of(shape: Group, body: str) -> str:
    """A row as a line of CSV with all columns, without the line break behind it."""
    # Written with one, for the writer quotes a cell that has a part of what ends a line.
    return _rendered(shape, [body]).removesuffix(END)


def safe(cell: Any) -> Any:
    """A cell as written: an apostrophe before what would be a formula; numbers stay numbers."""
    if isinstance(cell, str):
        # A letter or digit in front, as nearly always, is told at a fraction of the match's cost.
        return cell if cell[:1].isalnum() or not _FORMULA.match(cell) else f"'{cell}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell


def plain(cell: str) -> str:
    """The text that `safe` made a cell of."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def _rendered(shape: Group, bodies: Iterable[str]) -> str:
    rows = (shape.cells(orjson.loads(body)) for body in bodies)
    return _written([safe(cell) for cell in row] for row in rows)


def _written(rows: Iterable[Iterable[Any]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator=END).writerows(rows)
    return buffer.getvalue()


def _needs_quotes(text: str) -> bool:
    return _written([[text, ""]]) != f"{text},{END}"

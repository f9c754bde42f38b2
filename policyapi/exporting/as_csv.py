"""CSV as RFC 4180 has it, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, Final

import orjson

from policyapi.exporting.tables import Source, Table, complete

BOM: Final = "\ufeff"
"""Without it a spreadsheet reads UTF-8 as something else."""

_FORMULA: Final = re.compile(r"'*(?:[\t\r\n]|[\s\u200b-\u200f\ufeff]*[=+\-@﹢﹣﹦﹫＋－＝＠−])")
"""How a text begins that a spreadsheet would run: also behind spaces and in full width, and with
apostrophes before it, so that taking one off gives back every text that got one."""


def csv_chunks(table: Table, source: Source, *, bom: bool) -> Iterator[bytes]:
    """A line of names and the rows, a chunk a batch, lines ending in CR LF."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(BOM if bom else "")
    writer.writerow(column.name for column in table.shape.columns())
    for batch in table.batches:
        rows = (table.shape.cells(orjson.loads(body)) for body in complete(batch, source.root))
        writer.writerows([safe(cell) for cell in row] for row in rows)
        yield _taken(buffer)
    if buffer.tell():
        yield _taken(buffer)


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


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()

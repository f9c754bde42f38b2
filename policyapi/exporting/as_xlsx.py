"""XLSX: typed cells and no formula, and sheets that say where the rows come from."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

import orjson
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from plans.models import Document
from policyapi.errors import Problem
from policyapi.exporting.shapes import Column, Kind
from policyapi.exporting.tables import Source, Table, complete

MOST_ROWS: Final = 100_000
"""A sheet could hold a million rows, but takes minutes to build and longer to open."""

LONGEST_CELL: Final = 32_767
"""The format's own bound, in characters."""

MOST_DOCUMENTS: Final = 1_000
CHUNK: Final = 64 * 1024
WIDTHS: Final = {Kind.TEXT: 22, Kind.LIST: 22, Kind.DATE: 12, Kind.JSON: 22}


def xlsx_chunks(table: Table, source: Source) -> Iterator[bytes]:
    """A workbook, built on disk and then read out. Raises Problem 400 for too many rows."""
    if table.count is not None and table.count > MOST_ROWS:
        raise _too_many()
    with tempfile.TemporaryFile() as file:
        with _workbook() as book:
            _fill(book, table, source)
            book.save(file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


@contextmanager
def _workbook() -> Iterator[Workbook]:
    """A workbook whose sheets leave no file behind, even if they are given up half-way."""
    book = Workbook(write_only=True)
    try:
        yield book
    except BaseException:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()
            if Path(sheet._writer.out).exists():
                sheet._writer.cleanup()
        raise


def _fill(book: Workbook, table: Table, source: Source) -> None:
    book.properties.creator = "policyapi"
    book.properties.title = f"{source.name}, data version {source.data_version}"
    columns = table.shape.columns()
    sheet = book.create_sheet(source.name[:31])
    _head(sheet, columns)
    rows = 0
    for batch in table.batches:
        rows += len(batch)
        if rows > MOST_ROWS:
            raise _too_many()
        for body in complete(batch, source.root):
            cells = table.shape.cells(orjson.loads(body))
            sheet.append([_typed(sheet, c, v) for c, v in zip(columns, cells, strict=True)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"
    _about(book.create_sheet("about"), source, rows)
    _meanings(book.create_sheet("columns"), columns)


def _head(sheet: Any, columns: list[Column]) -> None:
    """Names in a row that stays in sight."""
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column.kind, 11)
    sheet.append([_bold(sheet, column.name) for column in columns])


def _about(sheet: Any, source: Source, rows: int) -> None:
    """Source, date, version and query."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 90
    loaded = timezone.localdate(source.loaded_at) if source.loaded_at else None
    lines: list[tuple[str, Any]] = [
        ("Contents", f"{source.name}: facts extracted from press documents, with their words"),
        ("Source", f"policyapi, {source.root}/"),
        ("Query URL", source.url),
        ("Data version", source.data_version),
        ("Date of the data", loaded),
        ("Rows", rows),
        ("Licence and terms", f"{source.root}/api/dataset"),
        ("Cut cells", f"A text longer than {LONGEST_CELL} characters ends in … in this format"),
    ]
    for label, value in lines:
        sheet.append([_bold(sheet, label), _typed(sheet, None, value)])
    sheet.append([])
    titles = ("Document", "Title", "Publisher", "Published", "File", "SHA-256")
    sheet.append([_bold(sheet, title) for title in titles])
    names = ("id", "title", "publisher", "published_on", "filename", "sha256")
    for document in Document.objects.order_by("id").values_list(*names)[:MOST_DOCUMENTS]:
        sheet.append([_typed(sheet, None, value) for value in document])


def _meanings(sheet: Any, columns: list[Column]) -> None:
    """What each column holds."""
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["C"].width = 30, 90
    sheet.append([_bold(sheet, title) for title in ("Column", "Type", "Meaning")])
    for column in columns:
        sheet.append([_text(sheet, text) for text in (column.name, column.kind, column.help)])


def _typed(sheet: Any, column: Column | None, value: Any) -> Any:
    """A value as a cell of its own type."""
    if not isinstance(value, str):
        return value
    if column is not None and column.kind is Kind.DATE:
        return date.fromisoformat(value)
    return _text(sheet, value)


def _text(sheet: Any, value: str) -> Any:
    """A text as a cell that stays a text, whatever it begins with."""
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1] + "…"
    if text[:1] not in ("=", "#"):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _too_many() -> Problem:
    detail = (
        f"More than {MOST_ROWS} rows match, too many for a spreadsheet. Narrow the question, or "
        "take format=csv or format=ndjson, which have no bound."
    )
    return Problem(400, "too-many-rows", detail)

"""XLSX: typed cells, no formula, a head that stays, and sheets that say where the rows are from."""

import io
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from openpyxl import Workbook, load_workbook

from plans.models import Document
from policyapi.errors import Problem
from policyapi.exporting import as_xlsx
from policyapi.exporting.as_xlsx import LONGEST_CELL, xlsx_chunks
from policyapi.exporting.shapes import Group, Kind, Scalar
from policyapi.exporting.tables import Source, Table
from tests.api.asking import refused
from tests.exporting.taking import CASES, content_of, export, flat, json_rows
from tests.exporting.test_csv import HOSTILE

pytestmark = pytest.mark.django_db
SOURCE = Source("things", "http://here", "http://here/api/things?format=xlsx", "v1", None)


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def written(texts: list[str]) -> list[Any]:
    """What a spreadsheet reads back of some texts."""
    rows = [orjson.dumps({"text": text}).decode() for text in texts]
    shape = Group({"text": Scalar(Kind.TEXT, "A text.")})
    book = opened(b"".join(xlsx_chunks(Table(shape, iter([rows])), SOURCE)))
    return [row[0] for row in book["things"].iter_rows(min_row=2)]


def plain_value(value: Any) -> Any:
    return value.date().isoformat() if isinstance(value, datetime) else value


@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_a_sheet_has_the_rows_of_the_json_answer(name: str, parameters: dict[str, Any]) -> None:
    sheet = opened(content_of(export(name, "xlsx", **parameters)))[name]
    head, *lines = sheet.iter_rows(values_only=True)
    rows = json_rows(name, **parameters)
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        cells = {str(c): plain_value(v) for c, v in zip(head, line, strict=True) if v is not None}
        expected = {column: cut(value) for column, value in flat(row).items()}
        assert cells == expected


def cut(value: Any) -> Any:
    long = isinstance(value, str) and len(value) > LONGEST_CELL
    return value[: LONGEST_CELL - 1] + "…" if long else value


def test_numbers_dates_and_codes_have_their_own_types() -> None:
    sheet = opened(content_of(export("targets", "xlsx", has_value="true")))["targets"]
    head = [cell.value for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        cells = dict(zip(head, line, strict=True))
        assert cells["base_value"].data_type == "n"
        assert isinstance(cells["base_value"].value, int | float)
        assert cells["deadline_date"].is_date
        assert cells["deadline_date"].number_format.lower() == "yyyy-mm-dd"
        assert isinstance(cells["period_start"].value, int)
        assert cells["district_code"].value is None or cells["district_code"].data_type == "s"
        assert cells["plan_code"].value is None or cells["plan_code"].data_type == "s"
    assert any(cell.value == "1+456" for cell in sheet[letter(head, "plan_code")])


def letter(head: list[Any], name: str) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(head.index(name) + 1)


def test_truth_values_are_truth_values() -> None:
    sheet = opened(content_of(export("projects", "xlsx", fields="is_group")))["projects"]
    assert {cell.data_type for cell in sheet["A"][1:]} == {"b"}
    assert {cell.value for cell in sheet["A"][1:]} == {True, False}


@pytest.mark.parametrize("name", ["targets", "plans", "projects", "discrepancies"])
def test_no_cell_of_any_sheet_is_a_formula(name: str) -> None:
    for sheet in opened(content_of(export(name, "xlsx"))):
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_hostile_texts_are_kept_as_texts() -> None:
    texts = [*HOSTILE, "#REF!", "#N/A", "=", "1", "2019-01-01", "TRUE"]
    cells = written(texts)
    assert {cell.data_type for cell in cells} == {"s"}
    # XML knows no carriage return of its own: a reader makes a line feed of it.
    assert [cell.value for cell in cells] == [text.replace("\r", "\n") for text in texts]


def test_a_character_that_xml_cannot_hold_is_replaced() -> None:
    assert [cell.value for cell in written(["a\x01b", "=\x0b"])] == ["a\ufffdb", "=\ufffd"]


def test_a_text_longer_than_a_cell_is_cut_in_sight() -> None:
    [whole, cut_one] = written(["市" * LONGEST_CELL, "市" * (LONGEST_CELL + 1)])
    assert whole.value == "市" * LONGEST_CELL
    assert cut_one.value == "市" * (LONGEST_CELL - 1) + "…"


def test_the_line_of_names_stays_in_sight_and_can_be_filtered() -> None:
    sheet = opened(content_of(export("slogans", "xlsx")))["slogans"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet.auto_filter.ref == sheet.dimensions


def test_the_second_sheet_names_source_date_version_and_query() -> None:
    response: Any = export("targets", "xlsx", district="市中", year=2019)
    book = opened(content_of(response))
    assert book.sheetnames == ["targets", "about", "columns"]
    about = book["about"]
    facts = {row[0]: row[1] for row in about.iter_rows(values_only=True)}
    assert facts["Source"] == "policyapi, http://testserver/"
    assert facts["Data version"] == response["Data-Version"]
    assert facts["Query URL"] == (
        "http://testserver/api/targets?district=%E5%B8%82%E4%B8%AD&year=2019&format=xlsx"
    )
    assert isinstance(facts["Date of the data"], datetime)
    assert facts["Rows"] == book["targets"].max_row - 1
    listed = {row[0]: row for row in about.iter_rows(values_only=True)}
    for document in Document.objects.all():
        assert listed[document.pk][1] == document.title
        assert listed[document.pk][5] == document.sha256


def test_the_third_sheet_says_what_each_column_means() -> None:
    book = opened(content_of(export("targets", "xlsx")))
    named = [row[0] for row in book["columns"].iter_rows(min_row=2, values_only=True)]
    assert named == [cell.value for cell in book["targets"][1]]
    assert all(row[2] for row in book["columns"].iter_rows(min_row=2, values_only=True))


def test_more_rows_than_a_sheet_should_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_xlsx, "MOST_ROWS", 20)
    problem = refused("/api/targets", "format=xlsx")
    assert problem["code"] == "too-many-rows"
    assert "More than 20 rows match" in problem["detail"]
    assert "format=csv" in problem["detail"]
    content_of(export("targets", "csv"))


def test_rows_of_unknown_number_are_refused_while_they_are_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(as_xlsx, "MOST_ROWS", 2)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(Problem, match="too many for a spreadsheet"):
        written(["a", "b", "c"])
    assert list(tmp_path.iterdir()) == []
    assert len(written(["a", "b"])) == 2
    assert list(tmp_path.iterdir()) == []


def test_dates_of_the_documents_are_dates() -> None:
    sheet = opened(content_of(export("documents", "xlsx")))["about"]
    days = [row[3] for row in sheet.iter_rows(values_only=True) if len(row) > 3]
    printed = {value.date() for value in days if isinstance(value, datetime)}
    published = Document.objects.exclude(published_on=None).values_list("published_on", flat=True)
    assert printed == set(published)
    assert all(isinstance(day, date) for day in printed)

"""CSV: the same rows as JSON, in RFC 4180's form, and nothing that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyapi.exporting.as_csv import csv_chunks, plain, safe
from policyapi.exporting.shapes import Group, Kind, Scalar, Texts, joined
from policyapi.exporting.tables import Source, Table
from tests.exporting.taking import (
    CASES,
    content_of,
    export,
    flat,
    json_rows,
    lines_of,
    read,
    written,
)

SOURCE = Source("things", "http://here", "http://here/api/things", "v1", None)
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tx",
    "  =1",
    "\u3000=1",
    "\ufeff=1",
    "\u200b@x",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "﹢1",
    "−1",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
]
HARMLESS = ["1+456", "12347", "010", "5G", "370103", "省道103线", "a=1", "> 100亿元", "'tis", ""]


def table(texts: list[str], **others: Any) -> Table:
    shape = Group({name: Scalar(Kind.TEXT, "") for name in ("text", *others)})
    rows = [orjson.dumps({"text": text, **others}).decode() for text in texts]
    return Table(shape, iter([rows]))


def cells_of(chunks: Iterator[bytes]) -> list[list[str]]:
    text = b"".join(chunks).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_a_csv_file_has_the_rows_of_the_json_answer(name: str, parameters: dict[str, Any]) -> None:
    lines = lines_of(content_of(export(name, "csv", **parameters)))
    rows = json_rows(name, **parameters)
    assert [line["id"] for line in lines] == [row["id"] for row in rows]
    for line, row in zip(lines, rows, strict=True):
        assert read(line) == {column: written(value) for column, value in flat(row).items()}


@pytest.mark.django_db
def test_the_file_is_utf_8_with_a_byte_order_mark_unless_it_is_refused() -> None:
    assert content_of(export("districts", "csv")).startswith(b"\xef\xbb\xbfid,code,")
    assert content_of(export("districts", "csv", bom=1)).startswith(b"\xef\xbb\xbfid,")
    without = content_of(export("districts", "csv", bom=0))
    assert without.startswith(b"id,code,")
    assert content_of(export("districts", "csv")) == b"\xef\xbb\xbf" + without


@pytest.mark.django_db
def test_every_line_ends_as_rfc_4180_says() -> None:
    content = content_of(export("slogans", "csv"))
    assert content.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n", content)


@pytest.mark.django_db
def test_a_file_without_rows_still_names_its_columns() -> None:
    content = content_of(export("targets", "csv", year=2050, bom=0))
    assert content.startswith(b"id,district_id,district_code,")
    assert content.count(b"\r\n") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_would_run_as_a_formula_gets_an_apostrophe(text: str) -> None:
    assert cells_of(csv_chunks(table([text]), SOURCE, bom=True)) == [[f"'{text}"]]
    assert plain(f"'{text}") == text


@pytest.mark.parametrize("text", HARMLESS)
def test_a_text_that_cannot_run_stays_as_it_is(text: str) -> None:
    assert cells_of(csv_chunks(table([text], more="x"), SOURCE, bom=True)) == [[text, "x"]]


def test_a_hostile_list_is_one_cell_that_does_not_run() -> None:
    shape = Group({"id": Scalar(Kind.TEXT, ""), "wording": Texts("")})
    rows = [orjson.dumps({"id": "a", "wording": ["=1", "+2"]}).decode()]
    assert cells_of(csv_chunks(Table(shape, iter([rows])), SOURCE, bom=False)) == [["a", "'=1;+2"]]


@pytest.mark.parametrize("number", [-5, -0.5, 0, 3, 12.25, 10_000_000_000, 10**18])
def test_a_number_is_never_escaped(number: float) -> None:
    assert cells_of(csv_chunks(table(["x"], value=number), SOURCE, bom=True)) == [
        ["x", str(number)]
    ]


def test_truth_values_are_the_words_of_json() -> None:
    chunks = csv_chunks(table(["x"], yes=True, no=False, none=None), SOURCE, bom=True)
    assert cells_of(chunks) == [["x", "true", "false", ""]]


@given(st.text(alphabet=st.sampled_from("=+-@＝＠' \t\r\n\ufeff1a市,;\"")))
def test_escaping_can_be_undone_and_leaves_nothing_that_runs(text: str) -> None:
    assert plain(safe(text)) == text
    assert not re.match(r"[\t\r\n]|[\s\ufeff]*[=+\-@＝＠]", safe(text))


@given(st.lists(st.text(alphabet=st.sampled_from('ab;\\市 =",\r\n')), min_size=1))
def test_a_list_joined_by_semicolons_can_be_taken_apart(texts: list[str]) -> None:
    assert _apart(joined(texts)) == texts


def _apart(text: str) -> list[str]:
    parts, escaped = [""], False
    for char in text:
        if escaped or char not in ";\\":
            parts[-1] += char
            escaped = False
        elif char == "\\":
            escaped = True
        else:
            parts.append("")
    return parts


@given(
    st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")), min_size=1)
)
def test_any_text_comes_back_from_a_csv_reader(texts: list[str]) -> None:
    cells = cells_of(csv_chunks(table(texts, more="x"), SOURCE, bom=True))
    assert [plain(text) for text, _ in cells] == texts

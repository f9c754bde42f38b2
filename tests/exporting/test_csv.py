"""CSV: the same rows as JSON, in RFC 4180's form, and nothing that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.models import ServedRow
from plans.models.rows import LIST_SIZE, first_place
from policyapi.exporting.as_csv import csv_chunks, line_of, plain, safe
from policyapi.exporting.columns import shape_of_rows
from policyapi.exporting.shapes import Group, Kind, Scalar, Texts, joined
from policyapi.exporting.tables import Source, Table
from policyapi.serializing import PUBLIC_BYTES
from tests.api.asking import LISTS, NAMES
from tests.exporting.taking import (
    CASES,
    content_of,
    export,
    flat,
    json_rows,
    lines_of,
    read,
    statements,
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


ADDRESSES = ["http://testserver", "https://example.org/a,b"]
"""Addresses of the API: one that a cell can hold as it is, and one for which it is quoted."""


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
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("bom", [0, 1])
@pytest.mark.parametrize("name", NAMES)
def test_stored_lines_are_the_lines_that_a_rendered_file_has(
    name: str, bom: int, address: str, settings: Any
) -> None:
    settings.POLICYAPI_PUBLIC_URL = address
    model = LISTS[name].serializer_class.Meta.model
    bodies = ServedRow.objects.filter(
        place__gt=first_place(model), place__lt=first_place(model) + LIST_SIZE
    ).values_list("body", flat=True)
    rendered = Table(shape_of_rows(LISTS[name].serializer_class), iter([list(bodies)]))
    source = replace(SOURCE, root=address)
    content = content_of(export(name, "csv", bom=bom))
    assert content == b"".join(csv_chunks(rendered, source, bom=bool(bom)))
    assert PUBLIC_BYTES not in content


@pytest.mark.django_db
def test_stored_lines_are_sent_unless_the_address_or_a_choice_of_fields_forbids_it(
    settings: Any,
) -> None:
    columns = ",".join(LISTS["slogans"].serializer_class.Meta.fields)
    for address, fields, stored in [
        (ADDRESSES[0], {}, True),
        (ADDRESSES[0], {"fields": columns}, True),
        (ADDRESSES[0], {"fields": "id,text"}, False),
        (ADDRESSES[1], {}, False),
    ]:
        settings.POLICYAPI_PUBLIC_URL = address
        with statements() as sent:
            content_of(export("slogans", "csv", **fields))
        assert any("r.line" in statement for statement in sent) == stored


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a,b", 'a"b', "市"])
def test_a_stored_line_is_the_line_of_the_file(text: str) -> None:
    made = table([text], more="x")
    [body] = next(made.batches)
    made = table([text], more="x")
    line = b"".join(csv_chunks(made, SOURCE, bom=False)).partition(b"\r\n")[2]
    assert line_of(made.shape, body).encode() + b"\r\n" == line


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
    st.lists(
        st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\x7f")), min_size=1
    )
)
def test_any_text_comes_back_from_a_csv_reader(texts: list[str]) -> None:
    cells = cells_of(csv_chunks(table(texts, more="x"), SOURCE, bom=True))
    assert [plain(text) for text, _ in cells] == texts

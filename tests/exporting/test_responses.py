"""Headers of a file: its name, its validators, and what is not read for them."""

import re
import tracemalloc
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from django.test import Client, RequestFactory

from policyapi import views
from policyapi.asking import Asked
from policyapi.exporting.formats import EXPORTS
from policyapi.exporting.naming import attachment, file_name
from policyapi.exporting.responding import respond
from policyapi.exporting.shapes import Group, Kind, Scalar
from policyapi.exporting.tables import Table
from policyapi.index.statements import Statement
from tests.api.asking import NAMES, get
from tests.exporting.taking import content_of, export, json_rows, rows_read_by, statements

pytestmark = pytest.mark.django_db
SHAPE = Group({"id": Scalar(Kind.TEXT, ""), "text": Scalar(Kind.TEXT, "")})


def test_a_file_is_named_after_its_list_its_filters_and_the_data_version() -> None:
    response = export("targets", "csv", district="市中", year=2019)
    version = response["Data-Version"]
    assert response["Content-Disposition"] == (
        f'attachment; filename="policyapi-targets-2019-{version}.csv"; '
        f"filename*=UTF-8''policyapi-targets-%E5%B8%82%E4%B8%AD-2019-{version}.csv"
    )
    content_of(response)
    plain = export("slogans", "ndjson")
    assert plain["Content-Disposition"] == (
        f'attachment; filename="policyapi-slogans-{version}.ndjson"'
    )
    content_of(plain)


@pytest.mark.parametrize(
    "word", ['a"b', "a\r\nb", "../../etc/passwd", "a;b", "a\\b", "a/b", "%41", "…", "x" * 500]
)
def test_no_word_of_a_question_breaks_out_of_a_file_name(word: str) -> None:
    name = file_name("targets", [word] * 20, "v1", "csv")
    assert re.fullmatch(r"policyapi-targets(-\w+)*-v1\.csv", name)
    assert len(name.encode()) < 255
    assert re.fullmatch(
        r"attachment; filename=\"[\w.-]+\"(; filename\*=UTF-8''[\w.%-]+)?", attachment(name)
    )


def test_long_chinese_words_leave_a_name_that_a_disk_can_hold() -> None:
    assert len(file_name("achievements", ["市" * 200] * 20, "0" * 16, "ndjson").encode()) < 255


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", EXPORTS)
def test_a_client_that_has_the_file_is_told_so_without_a_row_being_read(
    name: str, format_name: str
) -> None:
    first = export(name, format_name)
    content_of(first)
    with statements() as sent:
        again = get(f"/api/{name}", f"format={format_name}", if_none_match=first["ETag"])
    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    assert not rows_read_by(sent)
    with statements() as sent:
        other = get(f"/api/{name}", f"format={format_name}", if_none_match='"another"')
        assert other.status_code == 200
        content_of(other)
    assert rows_read_by(sent)


@pytest.mark.parametrize("format_name", EXPORTS)
def test_head_is_get_without_its_body_and_without_reading_a_row(format_name: str) -> None:
    query = {"format": format_name, "district": "市中"}
    got = export("targets", format_name, district="市中")
    content_of(got)
    with statements() as sent:
        head: Any = Client().head("/api/targets", query)
    assert head.status_code == 200
    assert dict(head.headers) == dict(got.headers)
    assert b"".join(head.streaming_content) == b""
    assert not rows_read_by(sent)


def test_an_etag_is_of_the_question_and_the_format_however_it_is_spelt() -> None:
    def etag(path: str, query: str, **headers: str) -> str:
        response = get(path, query, **headers)
        content_of(response)
        return str(response["ETag"])

    csv = etag("/api/targets", "format=csv&district=%E5%B8%82%E4%B8%AD&year=2019")
    assert etag("/api/targets", "year=2019&district=+%E5%B8%82%E4%B8%AD&format=csv") == csv
    assert etag("/api/targets/", "year=2019&district=%E5%B8%82%E4%B8%AD", accept="text/csv") == csv
    others = [
        etag("/api/targets", "format=csv&district=%E5%B8%82%E4%B8%AD"),
        etag("/api/targets", "format=csv&district=%E5%B8%82%E4%B8%AD&year=2019&bom=0"),
        etag("/api/targets", "format=csv&district=%E5%B8%82%E4%B8%AD&year=2019&fields=id"),
        etag("/api/targets", "format=csv&district=%E5%B8%82%E4%B8%AD&year=2019&sort=-id"),
        etag("/api/targets", "format=ndjson&district=%E5%B8%82%E4%B8%AD&year=2019"),
        etag("/api/achievements", "format=csv&district=%E5%B8%82%E4%B8%AD&year=2019"),
        etag("/api/targets", "format=csv&district=%E5%B8%82%E4%B8%AD&year=2019", host="localhost"),
    ]
    assert len({csv, *others}) == len(others) + 1


def test_the_bytes_behind_a_strong_etag_are_the_same_each_time() -> None:
    for format_name in ("csv", "ndjson"):
        first, second = export("projects", format_name), export("projects", format_name)
        assert not first["ETag"].startswith("W/")
        assert content_of(first) == content_of(second)
    assert export("projects", "xlsx")["ETag"].startswith("W/")


def test_a_name_of_several_units_is_said_in_a_header(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"district": {"市中": ["jinan-shizhong", "zaozhuang-shizhong"]}}
    monkeypatch.setattr(views, "several_matches", lambda _: found)
    response = export("targets", "csv", district="市中")
    assert response["Matched"].isascii()
    assert orjson.loads(response["Matched"]) == found
    content_of(response)


@pytest.mark.parametrize("parameters", [{}, {"sort": "-id"}, {"sort": "-value"}, {"year": 2019}])
def test_a_file_longer_than_a_batch_is_whole(
    parameters: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = content_of(export("targets", "ndjson", **parameters))
    for size in (1, 7, whole.count(b"\n")):
        monkeypatch.setattr(views, "BATCH", size)
        assert content_of(export("targets", "ndjson", **parameters)) == whole


@pytest.mark.parametrize("parameters", [{}, {"sort": "-id"}, {"sort": "-value"}, {"q": "项目"}])
@pytest.mark.parametrize("format_name", ["csv", "ndjson"])
def test_rows_are_read_as_they_are_sent(
    format_name: str, parameters: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = Statement.streamed
    taken = []

    def watched(*given: Any) -> Iterator[Any]:
        for row in rows(*given):
            taken.append(row)
            yield row

    monkeypatch.setattr(Statement, "streamed", watched)
    monkeypatch.setattr(views, "BATCH", 10)
    response: Any = export("targets", format_name, **parameters)
    sent = 0
    for chunk in response.streaming_content:
        sent += chunk.count(b"\n") - (b"id,district_id," in chunk)
        assert len(taken) == sent
    assert sent == len(json_rows("targets", **parameters)) > 20


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize("format_name", ["csv", "ndjson"])
def test_memory_does_not_grow_with_the_rows(format_name: str, *, stored: bool) -> None:
    body = orjson.dumps({"id": "a", "text": "市" * 400}).decode()

    def peak(batches: int) -> int:
        made: Iterator[list[str]] = ([body] * 1000 for _ in range(batches))
        kept: Iterator[list[bytes]] = ([body.encode()] * 1000 for _ in range(batches))
        table = Table(SHAPE, made, stored=(lambda _: kept) if stored else None)
        request = RequestFactory().get("/api/things")
        asked = Asked({"format": [format_name]}, format=format_name)
        response: Any = respond(request, asked, "things", lambda _: table)
        tracemalloc.start()
        size = sum(len(chunk) for chunk in response.streaming_content)
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert size > batches * 1000 * 1200
        return highest

    few, many = peak(3), peak(30)
    assert many < few * 1.2
    assert many < 16_000_000

"""How a format is chosen, and which questions do not go with a file."""

from typing import Any

import pytest
from django.test import Client

from policyapi.exporting.formats import EXPORTS
from policyapi.negotiating import preferred
from tests.api.asking import NAMES, get, query_of, refused
from tests.exporting.taking import content_of

XLSX = EXPORTS["xlsx"]
TYPES = {"json": "application/json", **EXPORTS}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("", "json"),
        ("*/*", "json"),
        (BROWSER, "json"),
        ("application/json", "json"),
        ("application/json; charset=utf-8", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv; charset=utf-8; header=present", "csv"),
        ("text/*", "csv"),
        ("application/x-ndjson", "ndjson"),
        (XLSX, "xlsx"),
        ("text/csv, */*", "csv"),
        ("text/csv, application/json", "csv"),
        ("application/json, text/csv", "json"),
        ("text/csv;q=0.5, application/json;q=0.4", "csv"),
        ("text/csv;q=0.4, application/json;q=0.5", "json"),
        ("text/csv;q=0.4, */*;q=0.5", "json"),
        ("application/json;q=0, */*", "csv"),
        ("application/json;q=0, text/csv;q=0, */*;q=0.1", "xlsx"),
        ("text/csv;q=2, application/json;q=0.5", "csv"),
        ("text/csv;q=x", "csv"),
        ("text/csv;q=nan", "csv"),
        (",, text/csv ,", "csv"),
        ("text/csv;q=0", None),
        ("*/*;q=0", None),
        ("image/png", None),
        ("text", None),
        ("/", None),
    ],
)
def test_the_accept_header_is_read_as_rfc_9110_says(header: str, chosen: str | None) -> None:
    assert preferred(header, TYPES) == chosen


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("media_type", EXPORTS.values())
def test_every_list_answers_in_the_media_type_that_is_accepted(name: str, media_type: str) -> None:
    response: Any = get(f"/api/{name}", accept=f"{media_type}, application/json;q=0.5")
    assert response["Content-Type"].partition(";")[0] == media_type
    assert "Accept" in response["Vary"]
    content_of(response)


@pytest.mark.django_db
def test_the_parameter_wins_over_the_header() -> None:
    response = get("/api/slogans", "format=json", accept="text/csv")
    assert response["Content-Type"] == "application/json"


@pytest.mark.django_db
def test_a_media_type_that_is_not_there_is_406_and_says_what_is() -> None:
    problem = refused("/api/slogans", "", 406, accept="application/pdf")
    assert all(media_type in problem["detail"] for media_type in TYPES.values())


@pytest.mark.django_db
def test_one_row_is_no_list_and_has_no_file() -> None:
    problem = refused("/api/districts/jinan", "format=csv")
    assert problem["errors"][0]["parameter"] == "format"
    refused("/api/districts/jinan", "", 406, accept="text/csv")


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", EXPORTS)
@pytest.mark.parametrize("paging", ["page=2", "after=WyJ4Il0"])
def test_a_file_has_no_second_page(name: str, format_name: str, paging: str) -> None:
    problem = refused(f"/api/{name}", f"format={format_name}&{paging}", 404)
    assert problem["code"] == "no-such-page"
    [error] = problem["errors"]
    assert error["parameter"] == paging.partition("=")[0]
    assert "format=json" in error["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize("paging", ["page=1", "page_size=1", "after=W10"])
def test_a_file_holds_every_row_whatever_the_page_size(paging: str) -> None:
    whole = Client().get("/api/slogans?format=ndjson").getvalue()
    assert Client().get(f"/api/slogans?format=ndjson&{paging}").getvalue() == whole


@pytest.mark.django_db
def test_all_that_is_wrong_with_a_request_for_a_file_is_said_at_once() -> None:
    query = "format=csv&page=2&after=x&bom=yes&sort=colour&distrct=x&year=abc"
    wrong = [error["parameter"] for error in refused("/api/targets", query)["errors"]]
    assert sorted(wrong) == sorted(["distrct", "sort", "bom", "year"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("format=csv&bom=true", "'true' is neither 0 nor 1"),
        ("format=csv&bom=", "neither 0 nor 1"),
        ("format=csv&bom=0&bom=1", "given 2 times"),
        ("format=xlsx&bom=2", "neither 0 nor 1"),
        ("bom=yes", "neither 0 nor 1"),
    ],
)
def test_a_byte_order_mark_is_asked_for_rightly_or_not_at_all(query: str, detail: str) -> None:
    problem = refused("/api/slogans", query)
    assert [error["parameter"] for error in problem["errors"]] == ["bom"]
    assert detail in problem["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", ["json", "xlsx", "ndjson"])
def test_a_byte_order_mark_changes_nothing_in_formats_that_have_none(format_name: str) -> None:
    answers: list[Any] = [
        get("/api/slogans", f"format={format_name}{bom}") for bom in ("", "&bom=0", "&bom=1")
    ]
    assert {answer.status_code for answer in answers} == {200}
    # An answer in JSON is told apart by its question as it was sent, a workbook by its time.
    assert format_name == "json" or len({answer["ETag"] for answer in answers}) == 1
    contents = {answer.getvalue() for answer in answers}
    assert format_name == "xlsx" or len(contents) == 1
    assert not any(content.startswith(b"\xef\xbb\xbf") for content in contents)


@pytest.mark.django_db
@pytest.mark.parametrize(("wrong", "near"), [("cvs", "csv"), ("xls", "xlsx"), ("jsonl", "json")])
def test_a_misspelt_format_is_refused_with_the_nearest_name(wrong: str, near: str) -> None:
    [error] = refused("/api/slogans", f"format={wrong}")["errors"]
    assert error["nearest"][0] == near


@pytest.mark.django_db
def test_a_file_of_another_data_version_is_refused_with_the_way_to_this_one() -> None:
    query = query_of({"format": "csv", "data_version": "0" * 16, "district": "市中"})
    problem = refused("/api/targets", query, 409)
    assert problem["first_page"].endswith("?format=csv&district=%E5%B8%82%E4%B8%AD")
    now = get("/api/targets", query_of({"format": "csv", "data_version": problem["data_version"]}))
    assert now.status_code == 200
    content_of(now)


@pytest.mark.django_db
def test_the_formats_are_in_the_schema() -> None:
    paths: Any = get("/api/openapi.json")
    paths = paths.json()["paths"]
    for name in NAMES:
        listed = paths[f"/api/{name}"]["get"]
        assert set(listed["responses"]["200"]["content"]) == set(TYPES.values())
        [chosen] = [p for p in listed["parameters"] if p["name"] == "format"]
        assert chosen["schema"]["enum"] == list(TYPES)
        assert [p["schema"]["enum"] for p in listed["parameters"] if p["name"] == "bom"] == [
            ["0", "1"]
        ]

"""ETag, Last-Modified, 304, Cache-Control and Vary are right on every path and in every format."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils.http import http_date, parse_http_date

from plans.models import Dataset
from policyapi.answering import CACHE_CONTROL
from tests.api.asking import problem_in
from tests.trust.paths import DESCRIPTIONS, DOWNLOADS, OF_THE_DATA, PAGES, body_of, fetch

pytestmark = pytest.mark.django_db

LOADED_AT = datetime(2024, 2, 29, 12, 30, 15, 987_654, tzinfo=UTC)
LAST_MODIFIED = "Thu, 29 Feb 2024 12:30:15 GMT"
DATA = [*OF_THE_DATA, *((path, "") for path in DOWNLOADS)]
EVERY = [*DATA, *DESCRIPTIONS, *((path, "") for path in PAGES)]
NEGOTIATED = [*OF_THE_DATA, *DESCRIPTIONS, ("/api", "")]


@pytest.fixture(autouse=True)
def _loaded_long_ago() -> None:
    Dataset.objects.update(loaded_at=LOADED_AT)


def at(seconds: int) -> str:
    """An HTTP date so many seconds after the load."""
    return http_date((LOADED_AT + timedelta(seconds=seconds)).timestamp())


def vary(response: Any) -> set[str]:
    """The headers that an answer depends on, in small letters."""
    return {name.strip().lower() for name in response.get("Vary", "").split(",")}


def unchanged(path: str, format_name: str, **headers: str) -> bool:
    """Whether the answer is 304, with nothing in it that a 304 must not or should have."""
    response = fetch(path, format_name, **headers)
    content = body_of(response)
    if response.status_code == 200:
        assert content
        return False
    whole = fetch(path, format_name)
    body_of(whole)
    assert (response.status_code, content) == (304, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
        assert response.get(name) == whole.get(name), name
    assert "Content-Type" not in response
    assert "Content-Disposition" not in response
    return True


@pytest.mark.parametrize(("path", "format_name"), DATA)
def test_an_answer_carries_the_moment_of_the_load_and_an_etag(path: str, format_name: str) -> None:
    response = fetch(path, format_name)
    assert response.status_code == 200
    assert body_of(response)
    assert response["Last-Modified"] == LAST_MODIFIED
    assert response["ETag"].removeprefix("W/").strip('"').isalnum()
    assert response["ETag"].startswith("W/") == (format_name == "xlsx")
    assert response["Cache-Control"] == CACHE_CONTROL
    assert response["Data-Version"] == Dataset.objects.get().data_version


@pytest.mark.parametrize(("path", "format_name"), DATA)
def test_a_client_that_has_the_answer_is_told_so_by_either_validator(
    path: str, format_name: str
) -> None:
    response = fetch(path, format_name)
    body_of(response)
    assert unchanged(path, format_name, if_none_match=response["ETag"])
    assert unchanged(path, format_name, if_modified_since=response["Last-Modified"])
    assert unchanged(path, format_name, if_modified_since=at(3600))
    assert not unchanged(path, format_name, if_none_match='"other"')
    assert not unchanged(path, format_name, if_modified_since=at(-1))
    head = fetch(path, format_name, "head", if_modified_since=LAST_MODIFIED)
    assert (head.status_code, body_of(head)) == (304, b"")


@pytest.mark.parametrize(("path", "format_name"), DATA)
def test_the_etag_wins_over_the_date(path: str, format_name: str) -> None:
    response = fetch(path, format_name)
    body_of(response)
    etag = response["ETag"]
    assert not unchanged(path, format_name, if_none_match='"other"', if_modified_since=at(3600))
    assert unchanged(path, format_name, if_none_match=etag, if_modified_since=at(-3600))


@pytest.mark.parametrize(
    "date",
    ["yesterday", "", "0", "Thu, 31 Feb 2024 12:30:15 GMT", "2024-02-29T12:30:15Z", "x" * 999],
)
def test_a_date_that_is_none_is_as_good_as_no_date(date: str) -> None:
    for path, format_name in (("/api/targets", ""), ("/api/targets", "csv"), (DOWNLOADS[0], "")):
        assert not unchanged(path, format_name, if_modified_since=date)


def test_the_three_ways_to_write_an_http_date_are_read() -> None:
    for date in (LAST_MODIFIED, "Thursday, 29-Feb-24 12:30:15 GMT", "Thu Feb 29 12:30:15 2024"):
        assert parse_http_date(date) == int(LOADED_AT.timestamp())
        assert unchanged("/api/targets", "", if_modified_since=date)


def test_another_load_has_another_date_and_an_old_date_is_answered_anew() -> None:
    Dataset.objects.update(loaded_at=LOADED_AT + timedelta(seconds=1))
    for path, format_name in DATA:
        response = fetch(path, format_name, if_modified_since=LAST_MODIFIED)
        assert body_of(response), path
        assert (response.status_code, response["Last-Modified"]) == (200, at(1))


@pytest.mark.parametrize(("path", "format_name"), DATA)
def test_a_condition_on_another_state_is_412_and_says_so(path: str, format_name: str) -> None:
    for header, wrong in (("if_match", '"other"'), ("if_unmodified_since", at(-1))):
        response = fetch(path, format_name, **{header: wrong})
        assert response.status_code == 412, header
        assert problem_in(response)["code"] == "precondition-failed"
    kept = fetch(path, format_name, if_unmodified_since=LAST_MODIFIED)
    assert body_of(kept)
    assert kept.status_code == 200


@pytest.mark.parametrize(("path", "format_name"), EVERY)
def test_head_is_get_without_its_body(path: str, format_name: str) -> None:
    whole = fetch(path, format_name)
    head = fetch(path, format_name, "head")
    assert body_of(whole)
    assert (whole.status_code, head.status_code) == (200, 200)
    assert body_of(head) == b""
    assert dict(head.items()) == dict(whole.items())


@pytest.mark.parametrize(("path", "format_name"), NEGOTIATED)
def test_what_the_accept_header_chooses_varies_by_it(path: str, format_name: str) -> None:
    response = fetch(path, format_name)
    body_of(response)
    assert {"accept", "origin"} <= vary(response)


@pytest.mark.parametrize("path", [*DOWNLOADS, "/livez", "/readyz"])
def test_what_has_one_form_only_does_not_vary_by_the_accept_header(path: str) -> None:
    response = fetch(path, accept="image/png")
    body_of(response)
    assert response.status_code == 200
    assert vary(response) == {"origin"}


@pytest.mark.parametrize(("path", "format_name"), OF_THE_DATA)
def test_a_format_by_name_and_by_the_accept_header_is_one_answer(
    path: str, format_name: str
) -> None:
    media_type = OF_THE_DATA[path, format_name]
    named, accepted = fetch(path, format_name), fetch(path, accept=media_type)
    for response in (named, accepted):
        assert body_of(response)
        assert response["Content-Type"].partition(";")[0] == media_type
        assert "accept" in vary(response)
    formats = [f for p, f in OF_THE_DATA if p == path and f != format_name]
    others = [fetch(path, other) for other in formats]
    for other in others:
        body_of(other)
        assert other["ETag"] != named["ETag"]


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_the_state_of_the_process_is_never_kept(path: str) -> None:
    assert fetch(path)["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("path", "format_name"), DESCRIPTIONS)
def test_the_description_of_the_api_has_an_etag(path: str, format_name: str) -> None:
    response = fetch(path, format_name)
    assert response["Cache-Control"] == CACHE_CONTROL
    assert unchanged(path, format_name, if_none_match=response["ETag"])
    assert not unchanged(path, format_name, if_none_match='"other"')
    assert fetch(path, format_name, if_match='"other"').status_code == 412

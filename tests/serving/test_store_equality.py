"""Whatever is asked, the store answers as Django does: first, again, encoded and conditionally."""

import gzip
from collections.abc import Iterator
from typing import Final

import pytest
from backports import zstd
from django.core.handlers.wsgi import WSGIHandler

from policyapi.store import Store
from policyapi.storing.encodings import preferred_coding
from tests.api.asking import NAMES, filters_of, query_of
from tests.serving.wsgi import Answer, ask
from tests.trust.paths import DESCRIPTIONS, DOWNLOADS, OF_THE_DATA, PAGES, QUESTIONS

pytestmark = pytest.mark.django_db

ROOM: Final = 64 * 1024 * 1024
DECODED: Final = {"": lambda body: body, "gzip": gzip.decompress, "zstd": zstd.decompress}
SPELLINGS: Final = (
    "?page_size=1", "/", "?page_size=7&sort=-id", "?sort=-id&page_size=7", "?fields=id",
    "?page=2&page_size=3", "?page=999999", "?page=0", "?page_size=%EF%BC%93", "?q=%E9%A1%B9",
    "?q=", "?x=1", "?q=%FF", "?q=%00", "?data_version=0123456789abcdef", "?after=W10", "/none",
    "?sort=-id&sort=id", "?format=json", "?fields=id,nothing",
)  # fmt: skip
"""Of every list."""
ENCODINGS: Final = ("", "gzip, deflate, br, zstd", "gzip", "identity;q=1, *;q=0", "gzip;q=0.5, *")


def of_lists() -> Iterator[str]:
    for name in NAMES:
        yield from (f"/api/{name}{spelling}" for spelling in SPELLINGS)
        yield f"/api/{name}/{filters_of(name).example_id}?fields=id"


def of_everything() -> Iterator[str]:
    """Every path in every format; but an XLSX file holds the time of its making."""
    paths = [*OF_THE_DATA, *DESCRIPTIONS, *((path, "") for path in (*PAGES, *DOWNLOADS))]
    for path, format_name in paths:
        query = {**QUESTIONS.get(path, {}), **({"format": format_name} if format_name else {})}
        if path == "/api/timeline":
            query["district"] = "市中"
        if format_name != "xlsx":
            yield f"{path}?{query_of(query)}"


URLS: Final = [*of_lists(), *of_everything(), "/static/none", "/admin/", "/api/nothing?a=b"]


def conditions(first: Answer) -> Iterator[dict[str, str]]:
    """Headers of requests that may have the answer already, or want another one."""
    etag = first.headers.get("ETag", '"none"')
    date = first.headers.get("Last-Modified", "Sat, 01 Jan 2022 00:00:00 GMT")
    old = "Sat, 01 Jan 2000 00:00:00 GMT"
    yield {}
    yield {"accept": "image/png"}
    if first.status != 200:
        return
    yield from ({"if_none_match": value} for value in (etag, f'"a", W/{etag}', "*", '"a"', "", "a"))
    yield from ({"if_modified_since": value} for value in (date, old, "yesterday", ""))
    yield {"if_none_match": '"a"', "if_modified_since": date}
    yield {"if_none_match": etag, "if_modified_since": old}
    yield from ({"if_match": value} for value in (etag, '"a"'))
    yield {"if_unmodified_since": old}
    yield {"origin": "https://example.org"}
    yield {"accept": "application/json;q=0.1, image/png"}
    yield {"host": "evil.example"}
    yield {"range": "bytes=0-9"}


def assert_same(given: Answer, plain: Answer, accepts: str) -> None:
    """The same answer, but for what a content encoding and the choice between them add."""
    headers = dict(given.headers)
    coding = headers.pop("Content-Encoding", "")
    assert coding in ("", preferred_coding(accepts))
    assert DECODED[coding](given.body) == plain.body
    expected = dict(plain.headers)
    if expected.get("Cache-Control", "").startswith("public"):
        expected["Vary"] = ", ".join(filter(None, [expected.get("Vary"), "Accept-Encoding"]))
    if coding or given.headers.get("ETag", "").endswith(('-gzip"', '-zstd"')):
        headers["ETag"] = headers["ETag"].replace("-gzip", "").replace("-zstd", "")
    if coding:
        assert given.headers["ETag"] == f'{plain.headers["ETag"][:-1]}-{coding}"'
        assert int(headers.pop("Content-Length")) == len(given.body) < len(plain.body)
        del expected["Content-Length"]
    assert (given.status, headers) == (plain.status, expected)


@pytest.fixture(scope="module")
def handler() -> WSGIHandler:
    """Django."""
    return WSGIHandler()


def test_there_are_enough_questions() -> None:
    assert len(set(URLS)) == len(URLS) >= 250


@pytest.mark.parametrize("url", URLS)
def test_every_answer_is_that_of_django(handler: WSGIHandler, url: str) -> None:
    store = Store(handler, ROOM)
    first = ask(handler, url)
    for headers in conditions(first):
        plain = ask(handler, url, **headers)
        for accepts in ENCODINGS if headers == {} else ENCODINGS[:2]:
            named = {**headers, **({"accept_encoding": accepts} if accepts else {})}
            assert_same(ask(store, url, **named), plain, accepts)
            assert_same(ask(store, url, **named), plain, accepts)


@pytest.mark.parametrize("url", URLS[::5])
def test_every_answer_to_head_is_that_of_django(handler: WSGIHandler, url: str) -> None:
    store = Store(handler, ROOM)
    first = ask(handler, url)
    for headers in ({}, {"if_none_match": first.headers.get("ETag", "*")}):
        plain = ask(handler, url, "HEAD", **headers)
        for accepts in ("", "gzip", ""):
            named = {**headers, **({"accept_encoding": accepts} if accepts else {})}
            assert_same(ask(store, url, "HEAD", **named), plain, accepts)
            whole = ask(store, url, **named)
            assert_same(ask(store, url, "HEAD", **named), plain, accepts)
            head = ask(store, url, "HEAD", **named)
            assert (head.status, head.headers) == (whole.status, whole.headers)


@pytest.mark.parametrize("accepts", ["gzip", "zstd"])
def test_what_is_had_in_any_encoding_is_not_sent_again(handler: WSGIHandler, accepts: str) -> None:
    warm, url = Store(handler, ROOM), "/api/targets?page_size=20"
    whole = ask(warm, url, accept_encoding=accepts)
    etag = whole.headers["ETag"]
    plain = etag.replace(f"-{accepts}", "")
    assert whole.headers["Content-Encoding"] == accepts
    for store in (warm, Store(handler, ROOM)):
        for had in (etag, f"W/{etag}", f'"other", {etag}', plain, etag.replace(accepts, "gzip")):
            for _ in range(3):
                answer = ask(store, url, accept_encoding=accepts, if_none_match=had)
                assert (answer.status, answer.body) == (304, b"")
                assert answer.headers["ETag"] == had.split()[-1].removeprefix("W/")
                assert "Content-Encoding" not in answer.headers
        assert ask(store, url, accept_encoding=accepts).body == whole.body
        assert ask(store, url, if_match=etag).status == 200
        assert ask(store, url, if_match='"other-gzip"').status == 412


def test_an_answer_to_be_had_in_several_encodings_has_a_body_of_each(handler: WSGIHandler) -> None:
    store, url = Store(handler, ROOM), "/api/targets"
    answers = [ask(store, url, accept_encoding=coding) for coding in ("", "gzip", "zstd")]
    plain = answers[0].body
    assert [DECODED[a.headers.get("Content-Encoding", "")](a.body) for a in answers] == [plain] * 3
    assert len({a.headers["ETag"] for a in answers}) == 3
    assert all(len(a.body) < len(plain) / 3 for a in answers[1:])
    assert {a.headers["Vary"] for a in answers} == {"Accept, origin, Accept-Encoding"}

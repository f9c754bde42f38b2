"""What the store keeps and what not, and that it never takes more room than it was given."""

import gc
import os
import tracemalloc
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from policyapi.store import Store, stored
from policyapi.storing.shelf import SMALLEST_SHARE, Shelf
from tests.serving.test_store_equality import DECODED
from tests.serving.wsgi import StandIn, ask

ROOM = 4 * 1024 * 1024


def awake(application: Any, room: int = ROOM) -> tuple[Store, Shelf]:
    """A store that knows its data, and its shelf."""
    store = Store(application, room, application.read)
    ask(store, "/api/x?wake")
    ask(store, "/api/x?wake")
    assert store.watch.shelf is not None
    return store, store.watch.shelf


def test_what_was_asked_is_not_asked_of_django_again() -> None:
    django = StandIn()
    store, _ = awake(django)
    asked = django.asked
    answers = [ask(store, "/api/x?wake") for _ in range(5)]
    assert django.asked == asked
    assert all(answer == answers[0] for answer in answers)
    ask(store, "/api/x?wake", origin="https://example.org")
    assert django.asked == asked + 1


def test_a_304_of_djangos_is_kept_until_the_whole_answer_is_wanted() -> None:
    django = StandIn()
    store, _ = awake(django)
    whole = ask(store, "/api/x?wake").headers
    django.status, django.more = 304, {n: whole[n] for n in ("Cache-Control", "Last-Modified")}
    django.more["ETag"] = '"e"'
    asked = django.asked
    for etag in ('"e"', 'W/"e"', '"other", "e"', '"e-gzip"'):
        answer = ask(store, "/api/x?had", if_none_match=etag)
        assert (answer.status, answer.body) == (304, b"")
    assert django.asked == asked + 1
    django.status, django.more = 200, {"ETag": '"e"'}
    for _ in range(2):
        assert ask(store, "/api/x?had", if_none_match='"f"').status == 200
        assert ask(store, "/api/x?had").body
    assert django.asked == asked + 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "no-store"},
        {"Cache-Control": "private"},
        {"Vary": "Accept, Cookie"},
        {"Set-Cookie": "a=b"},
        {"Data-Version": "c" * 16},
        {"Last-Modified": "Mon, 01 Jan 2024 00:00:01 GMT"},
        {"ETag": 'W/"weak"'},
        {"Content-Encoding": "br"},
    ],
)
def test_what_is_not_for_everybody_or_of_other_data_is_not_kept(headers: dict[str, str]) -> None:
    django = StandIn()
    store, shelf = awake(django)
    taken = shelf.taken
    django.more = headers
    for _ in range(3):
        assert (
            ask(store, "/api/x?private").headers.items()
            >= {name: value for name, value in headers.items() if name != "Vary"}.items()
        )
    assert shelf.taken == taken


@pytest.mark.parametrize("status", [204, 301, 400, 404, 406, 409, 412, 429, 500, 503])
def test_ten_thousand_errors_take_no_room(status: int) -> None:
    django = StandIn()
    store, shelf = awake(django)
    taken, asked = shelf.taken, django.asked
    django.status = status
    for number in range(10_000 if status == 400 else 100):
        ask(store, f"/api/x?wrong{number}")
    assert shelf.taken == taken
    assert django.asked == asked + (10_000 if status == 400 else 100)


@pytest.mark.django_db
def test_wrong_questions_take_no_room() -> None:
    store = Store(WSGIHandler(), ROOM)
    for _ in range(2):
        assert ask(store, "/api/targets?page_size=1").status == 200
    shelf = store.watch.shelf
    assert shelf is not None
    for number in range(500):
        assert ask(store, f"/api/targets?wrong{number}=1").status == 400
        assert ask(store, f"/api/none{number}").status == 404
    assert set(shelf.young) == set(shelf.young) | set(shelf.old)
    assert [question[2] for question in shelf.young] == ["page_size=1"]


def test_ten_thousand_right_questions_stay_within_the_room() -> None:
    django = StandIn(body=lambda query: query.encode() + os.urandom(1500))
    store, shelf = awake(django)
    most = 0
    try:
        for number in range(10_000):
            if number == 7_000:  # What is kept in the end was all asked after that.
                gc.collect()
                tracemalloc.start()
            ask(store, f"/api/x?right{number}", accept_encoding="gzip" if number % 2 else "")
            most = max(most, shelf.taken)
        gc.collect()
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert ROOM / 2 < most <= ROOM
    assert used <= ROOM * 1.1
    assert 500 < len(shelf.young) + len(shelf.old) < 3_000


def test_a_single_answer_takes_at_most_its_share() -> None:
    django = StandIn(body=lambda query: os.urandom(int(query) if query.isdecimal() else 10))
    store, shelf = awake(django)
    taken, share = shelf.taken, ROOM // SMALLEST_SHARE
    for _ in range(2):
        assert len(ask(store, f"/api/x?{share}", accept_encoding="gzip").body) == share
    assert shelf.taken == taken
    assert len(ask(store, f"/api/x?{share - 9000}").body) == share - 9000
    assert shelf.taken > taken + share - 9000


@pytest.mark.parametrize("accepts", ["", "gzip", "zstd"])
def test_a_large_answer_is_kept_compressed(accepts: str) -> None:
    body = b'{"id":"a","count":1},' * 100_000
    django = StandIn(body=lambda _query: body)
    store, shelf = awake(django)
    taken, asked = shelf.taken, django.asked
    answers = [ask(store, "/api/x?large", accept_encoding=accepts) for _ in range(3)]
    assert django.asked == asked + 1
    assert shelf.taken - taken < len(body) / 10
    for answer in answers:
        coding = answer.headers.get("Content-Encoding", "")
        assert coding == accepts
        assert DECODED[coding](answer.body) == body
        assert int(answer.headers["Content-Length"]) == len(answer.body)


def test_what_is_asked_for_often_stays_and_the_rest_goes() -> None:
    django = StandIn(body=lambda query: query.encode() * 300)
    store, _ = awake(django, 400_000)
    for number in range(1000):
        ask(store, "/api/x?often")
        ask(store, f"/api/x?seldom{number}")
    asked = django.asked
    ask(store, "/api/x?often")
    assert django.asked == asked
    ask(store, "/api/x?seldom0")
    assert django.asked == asked + 1


def test_one_body_in_many_spellings_is_there_once() -> None:
    body = os.urandom(100_000)
    django = StandIn(body=lambda _query: body)
    store, shelf = awake(django)
    for number in range(200):
        ask(store, f"/api/x?page=1&spelling{number}")
        ask(store, "/api/x", origin=f"https://{number}.example")
    assert len(shelf.young) > 400
    assert shelf.taken < 2_000_000


def test_another_host_or_scheme_is_another_question() -> None:
    django = StandIn()
    store, _ = awake(django)
    asked = django.asked
    for headers in ({"host": "other"}, {"x_forwarded_proto": "https"}, {"accept": "text/csv"}):
        ask(store, "/api/x?wake", **headers)
    assert django.asked == asked + 3


@pytest.mark.parametrize("changed", [{"POLICYAPI_STORE_BYTES": 0}, {"POLICYAPI_THROTTLE": "9/day"}])
def test_without_room_or_where_requests_are_counted_there_is_no_store(
    settings: Any, changed: dict[str, Any]
) -> None:
    django = StandIn()
    assert isinstance(stored(django), Store)
    for name, value in changed.items():
        setattr(settings, name, value)
    assert stored(django) is django

"""Other data are noticed within a second, and no answer of older ones is given after that."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from policyapi.replicas import Identity
from policyapi.store import Store
from policyapi.storing.watch import LONGEST_UNSEEN, LOOK_EVERY
from tests.serving.wsgi import FIRST, SECOND, StandIn, ask

ROOM = 1024 * 1024
URL = "/api/x?a=1"


class Clock:
    """The time as the store sees it, in seconds."""

    now = 1000.0

    def monotonic(self) -> float:
        """The time."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that a test sets."""
    clock = Clock()
    for module in ("policyapi.store", "policyapi.storing.watch"):
        monkeypatch.setattr(f"{module}.monotonic", clock.monotonic)
    return clock


def awake(django: StandIn, **more: Any) -> Store:
    """A store that has kept the answer to URL."""
    store = Store(django, ROOM, more.get("read", django.read))
    for _ in range(3):
        ask(store, URL)
    asked = django.asked
    ask(store, URL)
    assert django.asked == asked
    return store


def version(store: Store) -> str:
    """The data version of the answer, which its body must have too."""
    answer = ask(store, URL)
    named = answer.headers["Data-Version"]
    assert answer.body.startswith(named.encode())
    return named


@pytest.mark.parametrize(
    "other",
    [
        SECOND,
        FIRST._replace(rendering="s"),
        FIRST._replace(loaded_at=SECOND.loaded_at),
        FIRST._replace(loaded_at=FIRST.loaded_at.replace(microsecond=1)),
    ],
)
def test_another_load_is_noticed_even_of_the_same_version(clock: Clock, other: Identity) -> None:
    django = StandIn()
    store = awake(django)
    before, asked = store.watch.shelf, django.asked
    django.identity = other
    clock.now += LOOK_EVERY / 2
    assert version(store) == FIRST.data_version
    clock.now += LOOK_EVERY / 2
    assert version(store) == other.data_version
    assert store.watch.shelf is not before
    assert django.asked == asked + 1


def test_the_same_data_are_looked_at_and_everything_stays(clock: Clock) -> None:
    django = StandIn()
    store = awake(django)
    asked = django.asked
    for _ in range(50):
        clock.now += LOOK_EVERY * 1.01
        version(store)
    assert django.asked == asked


def test_an_answer_of_other_data_is_passed_on_and_makes_the_store_look(clock: Clock) -> None:
    django = StandIn()
    store = awake(django)
    django.identity = SECOND
    assert ask(store, "/api/x?b=2").headers["Data-Version"] == SECOND.data_version
    assert version(store) == SECOND.data_version


@pytest.mark.parametrize(("status", "headers"), [(409, {}), (200, {"Cache-Control": "no-store"})])
def test_a_refused_link_and_readiness_make_the_store_look(
    clock: Clock, status: int, headers: dict[str, str]
) -> None:
    django = StandIn()
    store = awake(django)
    django.identity, django.status, django.more = SECOND, status, headers
    ask(store, "/readyz")
    django.status, django.more = 200, {}
    assert version(store) == SECOND.data_version


def test_an_answer_that_was_begun_before_a_load_is_not_kept_for_after_it(clock: Clock) -> None:
    django = StandIn()
    store = awake(django)

    def loaded_meanwhile(query: str) -> bytes:
        body = f"{FIRST.data_version} {query}".encode()
        if query == "slow":
            clock.now += LOOK_EVERY
            django.identity = SECOND
            ask(store, "/api/x?another")
            django.identity = FIRST
        return body

    django.body = loaded_meanwhile
    ask(store, "/api/x?slow")
    assert store.watch.shelf is not None
    assert store.watch.shelf.identity == SECOND
    assert all(question[2] != "slow" for question in store.watch.shelf.young)


def test_while_the_database_is_away_nothing_is_answered_from_the_store(clock: Clock) -> None:
    looks = 0
    django = StandIn()

    def read() -> Identity:
        nonlocal looks
        looks += 1
        return django.read()

    store = awake(django, read=read)
    shelf = store.watch.shelf
    django.status, seen = 503, looks
    clock.now += LOOK_EVERY
    for _ in range(5):
        assert ask(store, URL).status == 503
        clock.now += LOOK_EVERY
    assert looks == seen + 1
    django.status = 200
    assert ask(store, URL).status == 200
    asked = django.asked
    assert ask(store, URL).status == 200
    assert (django.asked, store.watch.shelf) == (asked, shelf)


def test_an_error_of_the_server_ends_the_trust_in_what_is_kept(clock: Clock) -> None:
    django = StandIn()
    store = awake(django)
    django.status = 503
    assert ask(store, "/api/x?b=2").status == 503
    assert ask(store, URL).status == 503


def test_a_look_that_hangs_holds_up_one_request_and_is_trusted_no_longer_than_a_second(
    clock: Clock,
) -> None:
    hangs, hanging = threading.Event(), threading.Event()
    django = StandIn()

    def read() -> Identity:
        if clock.now > 1000.0:
            hanging.set()
            assert hangs.wait(30)
        return django.read()

    store = awake(django, read=read)
    clock.now += LOOK_EVERY
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(ask, store, URL)
        assert hanging.wait(30)
        asked = django.asked
        assert ask(store, URL).status == 200
        assert django.asked == asked
        clock.now = 1000.0 + LONGEST_UNSEEN
        assert ask(store, URL).status == 200
        assert django.asked == asked + 1
        hangs.set()
        assert held.result(30).status == 200


def test_threads_that_ask_while_versions_flip_get_no_mixed_and_no_old_answer() -> None:
    django = StandIn()
    store = Store(django, ROOM, django.read)
    loads = [(0.0, FIRST)]
    ended = threading.Event()
    wrong: list[str] = []
    served = [0, 0, 0]

    def read_on(thread: int) -> None:
        while not ended.is_set():
            began = time.monotonic()
            coding = ("", "gzip", "zstd")[thread]
            answer = ask(store, URL, accept_encoding=coding)
            named = answer.headers["Data-Version"]
            history = list(loads)
            # Of the loads, those that had not been followed by another one a second before.
            ends = [moment for moment, _ in history[1:]] + [began]
            right = {
                i.data_version
                for (_, i), end in zip(history, ends, strict=True)
                if end >= began - 1.0
            }
            same = coding != "" or answer.body.startswith(named.encode())
            if named not in right or not same:
                wrong.append(f"{named} is not of {right}")
            served[thread] += 1

    with ThreadPoolExecutor(3) as pool:
        done = [pool.submit(read_on, thread) for thread in range(3)]
        for number in range(1, 9):
            time.sleep(0.4)
            identity = load_of(number)
            django.identity = identity
            loads.append((time.monotonic(), identity))
        ended.set()
        for one in done:
            one.result(30)
    assert wrong == []
    assert min(served) > 50
    assert django.asked < sum(served) / 5


def not_followed_before(moment: float, loads: list[tuple[float, Identity]]) -> set[str]:
    """The data versions of loads that had not been followed by another one at a moment."""
    ends = [*(began for began, _ in loads[1:]), float("inf")]
    pairs = zip(loads, ends, strict=True)
    return {identity.data_version for (_, identity), end in pairs if end >= moment}


def load_of(number: int) -> Identity:
    """Another load each time."""
    return FIRST._replace(
        data_version=f"{number:016x}", loaded_at=FIRST.loaded_at.replace(second=number)
    )

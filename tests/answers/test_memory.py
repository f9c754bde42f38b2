"""What a version of the data is asked once is remembered, by all threads, and within bounds."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from policyapi.index.memory import Memory


def test_who_asks_the_same_meanwhile_waits_for_the_one_answer() -> None:
    known, began, asked = Memory(), Event(), []
    together = Barrier(5)

    def find() -> str:
        asked.append(1)
        began.wait(1)
        return "found"

    def ask(_: int) -> str:
        together.wait()
        return known.of("key", find)

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(ask, range(5)))
    assert answers == ["found"] * 5
    assert len(asked) == 1


def test_an_error_is_nobodys_answer() -> None:
    known = Memory()

    def fail() -> str:
        raise OSError

    for _ in range(2):
        with pytest.raises(OSError):  # noqa: PT011 - it has no text
            known.of("key", fail)
    assert known.of("key", lambda: "found") == "found"
    assert not known._turns


def test_what_is_found_may_ask_for_more() -> None:
    known = Memory()
    assert known.of("outer", lambda: known.of("inner", lambda: "a") + "b") == "ab"
    assert known.of("inner", lambda: "c") == "a"


def test_of_what_is_large_the_oldest_goes_first() -> None:
    known = Memory()

    def of(key: str, found: str) -> str:
        return known.of(key, lambda: found, among="large", most=2)

    for key in "abc":
        of(key, key)
    assert known.of("b", lambda: "of another kind") == "of another kind"
    assert of("b", "new") == "b"
    assert of("a", "new") == "new"

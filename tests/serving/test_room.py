"""What large answers leave behind in a worker's memory."""

import platform
import subprocess
import sys
import tracemalloc

import orjson
import pytest

from policyapi.serializing import fitted

PROGRAM = """
from policyapi.allocating import map_large_blocks
{call}

def own():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("RssAnon"))

def answer(size):
    body = bytes(size)
    small = [bytes(600) for _ in range(1000)]
    return small

before = own()
kept = [answer(size << 20) for size in (8, 6, 4, 8, 6)]
print(own() - before)
"""
"""Large blocks that come and go, with small ones that stay behind each; prints KiB more."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other allocators have no such bound")
def test_large_blocks_go_back_to_the_system_when_they_are_freed() -> None:
    def more(call: str) -> int:
        done = [sys.executable, "-c", PROGRAM.format(call=call)]
        return int(subprocess.run(done, capture_output=True, check=True).stdout)

    staying = 5 * 1000 * 600 / 1024
    assert more("map_large_blocks()") < staying + 2000 < more("")


def test_what_orjson_made_takes_no_more_room_than_it_needs() -> None:
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        body = fitted(orjson.dumps("x" * 100_000))
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(body) == 100_002
    assert after - before < 110_000

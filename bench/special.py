"""Figures that no load shows: first answers, places of a walk, SQL times, a live export."""

import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

from bench import questions
from bench.driving import ask
from bench.servers import Server
from bench.sets import REPOSITORY, DataSet

FORMATS: Final = ("ndjson", "csv")
FIRST: Final = "ndjson, first"
"""Rows that the system may have to read from the disk; all that come after find them in memory."""
MEANWHILE: Final = "/api/districts?page_size=10"
"""What others ask while an export runs."""


def fetch(server: Server, path: str) -> tuple[float, dict[str, Any]]:
    """Seconds of one request, and its JSON. Raises ValueError for any other answer than 200."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=600)
    began = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    seconds = time.perf_counter() - began
    connection.close()
    if response.status != 200:
        raise ValueError(f"{path} answers {response.status}: {body[:300].decode()}")
    answer: dict[str, Any] = json.loads(body)
    return seconds, answer


def of_fresh(data: DataSet, server: Server) -> dict[str, Any]:
    """Seconds of the first answer of each path that counts over the set."""
    asked = [one for one in questions.answers(data) if not one.name.endswith("-again")]
    return {"first_seconds": {one.name: fetch(server, one.paths[0])[0] for one in asked}}


def depths(data: DataSet, server: Server) -> dict[str, str]:
    """Paths of the first page of all targets, and of those that `next` leads to further on."""
    size = 100 if data.targets > 10_000 else 10
    first = f"/api/targets?page_size={size}"
    pages = data.targets // size
    found = {"first": first}
    for place, page in (("middle", pages // 2), ("end", pages - 2)):
        following = fetch(server, f"{first}&page={page}")[1]["next"]
        found[place] = following[following.index("/api/") :]
    return {**found, "number-middle": f"{first}&page={pages // 2}"}


def of_used(data: DataSet, server: Server, checkout: Path) -> dict[str, Any]:
    """Milliseconds of SQL of each search, and what the export costs."""
    exported = {FIRST: export(data, server, "ndjson")}
    exported |= {name: export(data, server, name) for name in FORMATS}
    return {"sql": sql_times(data, checkout, data.environment), "export": exported}


def sql_times(
    data: DataSet, checkout: Path, environment: Mapping[str, str]
) -> dict[str, dict[str, float]]:
    """Of each search the milliseconds of its statements, and in all, without a server."""
    asked = questions.searches(data)
    given = "".join(f"{path}\n" for one in asked for path in one.paths)
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / "bench" / "sql_times.py")],
        cwd=checkout,
        env={**os.environ, **environment, "POLICYAPI_STORE_BYTES": "0"},
        input=given,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    times = iter(json.loads(line) for line in done.stdout.splitlines())
    found = {one.name: [next(times) for _ in one.paths] for one in asked}
    return {name: _summed(rows) for name, rows in found.items()}


def _summed(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for figure in ("sql_ms", "all_ms"):
        values = [one[figure] for one in rows]
        found |= {figure: statistics.median(values), f"worst_{figure}": max(values)}
    return found


def _read_all(server: Server, path: str) -> int:
    """Bytes of a whole answer. Raises ValueError where it is none or breaks off."""
    held, size, last = bytearray(1 << 20), 0, b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=600) as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        while got := connection.recv_into(held):
            if not size and b" 200 " not in held[:32]:
                raise ValueError(f"{path} answers {bytes(held[:200]).decode(errors='replace')}")
            size += got
            last = (last + bytes(held[max(0, got - 5) : got]))[-5:]
    if last != b"0\r\n\r\n":
        raise ValueError(f"{path} broke off after {size} bytes")
    return size


def export(data: DataSet, server: Server, name: str) -> dict[str, float]:
    """Rows a second by CPU and by the clock, megabytes of growth, and others' p99 meanwhile."""
    path = f"/api/targets?format={name}"
    before, cpu, began = server.memory().worker_own, server.cpu(), time.perf_counter()
    with _Every(0.1, lambda: server.memory().worker_own) as seen:
        size = _read_all(server, path)
    seconds, spent = time.perf_counter() - began, server.cpu() - cpu
    ended = threading.Event()

    def go_on() -> None:
        while not ended.is_set():
            _read_all(server, path)

    reader = threading.Thread(target=go_on)
    reader.start()
    try:
        meanwhile = ask(server.port, [MEANWHILE], 3, 1)
    finally:
        ended.set()
        reader.join()
    return {
        "rows": data.targets,
        "bytes": size,
        "seconds": seconds,
        "rows_per_second": data.targets / seconds,
        # Of a few thousand rows the CPU time is below what the clock of /proc shows.
        "rows_per_cpu_second": data.targets / max(spent, 0.01),
        "growth_mb": max(0.0, max(seen.values, default=before) - before),
        "others_p99_ms": meanwhile.p99 * 1e3,
    }


class _Every:
    """Values of a function, called every so many seconds in a thread."""

    def __init__(self, seconds: float, value: Callable[[], float]) -> None:
        self.values: list[float] = []
        self._seconds, self._value, self._ended = seconds, value, threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def _watch(self) -> None:
        while not self._ended.wait(self._seconds):
            self.values.append(self._value())

    def __enter__(self) -> "_Every":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()

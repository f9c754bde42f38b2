"""Clients that ask without end, and hold every answer against what it must be."""

import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from typing import Final

LATE: Final = 1.0
"""Seconds after a load within which a worker must have noticed it."""
LONGEST: Final = 10.0
"""Seconds that no answer may take, whatever has happened."""
TIMEOUT: Final = 60.0

Known = Mapping[str, Mapping[str, bytes]]
"""The body of each path, by data version; versions in the order in which they are loaded."""


def fetch(connection: HTTPConnection, path: str) -> tuple[int, str, bytes]:
    """Status, data version and body."""
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.headers.get("Data-Version", ""), response.read()


class Readers:
    """What all clients of a step have seen.

    Wrong is an answer that is not 200, that is not the known one of its version, that is older than
    one that the same connection had before, or that is older than the newest load although it was
    asked for LATE seconds after that had ended; or one that took longer than LONGEST.
    """

    def __init__(self, port: int, known: Known) -> None:
        self.port, self.known = port, known
        self.order = {version: number for number, version in enumerate(known)}
        self.versions: Counter[str] = Counter()
        self.seconds: list[float] = []
        self.wrong: list[str] = []
        self.loaded = ("", 0.0)
        """The newest version, and when its load had ended."""
        self._ended = False

    @contextmanager
    def asking(self, connections: int) -> Iterator[None]:
        """Ask on so many connections while the context is open."""
        threads = [
            threading.Thread(target=self._ask_on, args=(number,)) for number in range(connections)
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._ended = True
            for thread in threads:
                thread.join()

    def _ask_on(self, number: int) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        paths: Sequence[str] = list(next(iter(self.known.values())))
        newest = -1
        for path in itertools.islice(itertools.cycle(paths), 7 * number, None):
            if self._ended:
                break
            newest = self._ask(connection, path, newest)
        connection.close()

    def _ask(self, connection: HTTPConnection, path: str, newest: int) -> int:
        """Ask once; which version is now the newest that the connection has seen."""
        loaded, began = self.loaded, time.perf_counter()
        try:
            status, version, body = fetch(connection, path)
        except (OSError, HTTPException) as error:
            self.wrong.append(f"{path}: {error!r}")
            connection.close()
            return newest
        took = time.perf_counter() - began
        self.seconds.append(took)
        self.versions[version] += 1
        number = self.order.get(version, -1)
        if status != 200:
            self.wrong.append(f"{path}: {status} {body[:200]!r}")
        elif body != self.known.get(version, {}).get(path):
            self.wrong.append(f"{path}: not the answer of version {version}")
        elif number < newest:
            self.wrong.append(f"{path}: version {number} after version {newest}")
        elif loaded[0] and began - loaded[1] > LATE and number < self.order[loaded[0]]:
            late = began - loaded[1]
            self.wrong.append(f"{path}: version {number}, {late:.2f} s after the load of another")
        elif took > LONGEST:
            self.wrong.append(f"{path}: {took:.1f} s")
        return max(newest, number)

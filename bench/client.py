"""Where wrk is missing: threads that ask the paths of a file in turn, and print as paths.lua does.

It is slower than wrk, so that fast servers are not driven to their limit: their CPU time a
request is as good, their requests a second are too few.
"""

import argparse
import itertools
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit


class Asking:
    """What one connection has seen."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.bytes = self.refused = self.broken = 0

    def ask(self, connection: HTTPConnection, path: str, headers: dict[str, str]) -> None:
        """One request."""
        began = time.perf_counter()
        try:
            connection.putrequest("GET", path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            self.bytes += len(response.read())
            self.refused += response.status >= 400
        except (OSError, HTTPException):
            self.broken += 1
            connection.close()
            return
        self.seconds.append(time.perf_counter() - began)


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of sorted values lies; 0 of none."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def main() -> None:
    """Ask until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("paths", type=Path)
    parser.add_argument("--header", action="append", default=[], help="as Name: value")
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3.0)
    options = parser.parse_args()
    headers = dict(header.split(": ", 1) for header in options.header)
    turns = itertools.cycle(options.paths.read_text().split())
    place = urlsplit(options.url)
    began = time.perf_counter()

    def work(seen: Asking) -> None:
        connection = HTTPConnection(place.hostname or "", place.port, timeout=60)
        while time.perf_counter() - began < options.seconds:
            seen.ask(connection, next(turns), headers)

    all_seen = [Asking() for _ in range(options.connections)]
    threads = [threading.Thread(target=work, args=(seen,)) for seen in all_seen]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = sorted(seconds for seen in all_seen for seconds in seen.seconds)
    print(
        f"BENCH requests={len(took)} seconds={time.perf_counter() - began:.6f} "
        f"bytes={sum(seen.bytes for seen in all_seen)} "
        f"p50={percentile(took, 0.5) * 1e6:.1f} p99={percentile(took, 0.99) * 1e6:.1f} "
        f"refused={sum(seen.refused for seen in all_seen)} "
        f"broken={sum(seen.broken for seen in all_seen)}"
    )


if __name__ == "__main__":
    main()

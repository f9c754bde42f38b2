"""A WSGI application without a framework: an indexed query and orjson."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from bench.contenders.rows import body, connect

_PATH = os.environ["BENCH_DATABASE"]
_HELD = threading.local()


def _connection() -> sqlite3.Connection:
    if not hasattr(_HELD, "connection"):
        _HELD.connection = connect(_PATH)
    held: sqlite3.Connection = _HELD.connection
    return held


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The targets of `district`, page `page`."""
    asked = parse_qs(environ["QUERY_STRING"])
    answer = body(_connection(), asked["district"][0], int(asked.get("page", ["1"])[0]))
    start("200 OK", [("content-type", "application/json"), ("content-length", str(len(answer)))])
    return [answer]

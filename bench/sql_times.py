"""Milliseconds of SQL of paths from standard input, asked without a server; a line of JSON each.

Each path is asked seven times and the median of the last five taken. Runs in the checkout whose
code it measures.
"""

import json
import sqlite3
import sqlite3.dbapi2
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, Final
from wsgiref.util import setup_testing_defaults

import psycopg

ROUNDS: Final = 5
WARMING: Final = 2
_TIMED: Final = ("execute", "executemany", "fetchone", "fetchmany", "fetchall", "__next__")
_spent = [0.0]


def _timed(method: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        began = perf_counter()
        try:
            return method(*arguments, **named)
        finally:
            _spent[0] += perf_counter() - began

    return call


def _class_of(base: type) -> type:
    """The same cursor with a clock on what it runs and reads."""
    methods = {name: _timed(getattr(base, name)) for name in _TIMED if hasattr(base, name)}
    return type(f"Timed{base.__name__}", (base,), methods)


def watch() -> None:
    """Put clocks on the cursors of both drivers; before Django, which derives others."""
    timed = _class_of(sqlite3.Cursor)
    connect = sqlite3.connect

    class TimedConnection(sqlite3.Connection):
        """Makes timed cursors."""

        def cursor(self, factory: Any = timed) -> Any:
            """As it is."""
            return super().cursor(factory)

        def execute(self, *arguments: Any) -> Any:
            """As it is; the driver's own goes past `cursor`."""
            return self.cursor().execute(*arguments)

    def connect_timed(*arguments: Any, **named: Any) -> Any:
        return connect(*arguments, **{"factory": TimedConnection, **named})

    for module in (sqlite3, sqlite3.dbapi2):
        vars(module).update(Cursor=timed, connect=connect_timed)
    psycopg.Cursor.execute = _timed(psycopg.Cursor.execute)  # type: ignore[method-assign]


def _time(application: Callable[..., Any], path: str) -> tuple[float, float]:
    environ: dict[str, Any] = {}
    environ["PATH_INFO"], _, environ["QUERY_STRING"] = path.partition("?")
    setup_testing_defaults(environ)
    statuses: list[str] = []
    _spent[0], began = 0.0, perf_counter()
    response = application(environ, lambda status, _headers: statuses.append(status))
    b"".join(response)
    getattr(response, "close", lambda: None)()
    seconds = perf_counter() - began
    if not statuses[0].startswith("200"):
        sys.exit(f"{path} answers {statuses[0]}")
    return _spent[0] * 1e3, seconds * 1e3


def main() -> None:
    """Time every line."""
    sys.path[0] = str(Path.cwd())
    watch()
    from policyapi.wsgi import application  # when the clocks are in their places

    for line in sys.stdin:
        path = line.rstrip("\n")
        times = [_time(application, path) for _ in range(WARMING + ROUNDS)][WARMING:]
        sql, whole = (statistics.median(column) for column in zip(*times, strict=True))
        print(json.dumps({"sql_ms": sql, "all_ms": whole}), flush=True)


if __name__ == "__main__":
    main()

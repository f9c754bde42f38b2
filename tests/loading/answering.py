"""Answer paths from standard input through the WSGI application, a line of JSON each."""

import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any
from wsgiref.util import setup_testing_defaults

import orjson

from policyapi.wsgi import application


def answer(path: str, app: Callable[..., Any] = application) -> dict[str, Any]:
    """Status, headers, body and seconds of one GET, as a server would get them."""
    path_info, _, query = path.partition("?")
    environ: dict[str, Any] = {"PATH_INFO": path_info, "QUERY_STRING": query}
    setup_testing_defaults(environ)
    environ["HTTP_HOST"] = "127.0.0.1"
    started: list[Any] = []
    began = perf_counter()
    response = app(environ, lambda status, headers: started.extend([status, headers]))
    try:
        body = b"".join(response)
    finally:
        response.close()
    return {
        "status": int(started[0].split()[0]),
        "headers": {name.lower(): value for name, value in started[1]},
        "body": body.decode(),
        "seconds": perf_counter() - began,
    }


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.buffer.write(orjson.dumps(answer(line.rstrip("\n"))) + b"\n")
        sys.stdout.flush()

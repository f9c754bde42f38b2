"""The real server in a process, and a second site beside it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote
from urllib.request import urlopen

import orjson

from tests.loading.databases import Database

LONGEST = 60.0
"""Seconds in which a server answers."""


@contextmanager
def serving(database: Database) -> Iterator[str]:
    """The address of the real server over a database."""
    with database.served() as port:
        yield f"http://127.0.0.1:{port}"


def read(site: str, path: str) -> dict[str, Any]:
    """An answer of the API."""
    with urlopen(site + path, timeout=LONGEST) as response:  # noqa: S310 - our own server
        answer: dict[str, Any] = orjson.loads(response.read())
    return answer


class _Frame(BaseHTTPRequestHandler):
    """A page with one frame: the URL that stands after the question mark."""

    def do_GET(self) -> None:
        framed = escape(unquote(self.path.partition("?")[2]))
        body = f'<!doctype html><title>Framing</title><iframe src="{framed}"></iframe>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def framing() -> Iterator[str]:
    """The address of another origin, whose pages frame what their query names."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Frame) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()

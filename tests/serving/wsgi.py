"""Ask a WSGI application as a server does, and applications that stand in for Django."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from wsgiref.util import setup_testing_defaults

from django.http import HttpResponse
from django.utils.http import http_date

from policyapi.replicas import Identity

FIRST: Final = Identity(datetime(2024, 1, 1, tzinfo=UTC), "a" * 16, "r")
SECOND: Final = Identity(datetime(2024, 1, 2, tzinfo=UTC), "b" * 16, "r")


@dataclass
class Answer:
    """What a server would send."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(application: WSGIApplication, path: str, method: str = "GET", **headers: str) -> Answer:
    """The answer to a request; the query is sent as it stands, headers are named if_none_match."""
    path_info, _, query = path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path_info,
        "QUERY_STRING": query,
        "HTTP_HOST": "127.0.0.1",
    }
    setup_testing_defaults(environ)
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    started: list[Any] = []

    def start(status: str, pairs: list[tuple[str, str]], _error: Any = None, /) -> Any:
        started.extend([status, pairs])

    response = application(environ, start)
    body = b"".join(response)
    close = getattr(response, "close", None)
    if close:
        close()
    status, pairs = started
    named = dict(pairs)
    assert len(named) == len(pairs), "a header is there twice"
    # A server may do with the headers what it likes.
    pairs.clear()
    return Answer(int(status.split()[0]), named, body)


class Ended(HttpResponse):
    """A response that ends no request of Django's."""

    def close(self) -> None:
        """Remember it."""
        self.closed = True


class StandIn:
    """Answers everything from the data that it is told, as Django would, and counts."""

    def __init__(self, identity: Identity = FIRST, body: Callable[[str], bytes] | None = None):
        self.identity = identity
        self.status = 200
        self.asked = 0
        self.more: dict[str, str] = {}
        self.body = body or (lambda query: f"{self.identity.data_version} {query}".encode() * 40)

    def read(self) -> Identity:
        """Which load the data are of."""
        if self.status >= 500:
            raise OSError
        return self.identity

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        self.asked += 1
        identity = self.identity
        body = self.body(environ["QUERY_STRING"])
        response = Ended(body, status=self.status, content_type="application/json")
        headers = {
            "Cache-Control": "public, max-age=0, must-revalidate",
            "ETag": f'"{hash((identity, environ["QUERY_STRING"])) & (2**64 - 1):x}"',
            "Data-Version": identity.data_version,
            "Last-Modified": http_date(int(identity.loaded_at.timestamp())),
            "Vary": "Accept, origin",
            "Content-Length": str(len(body)),
        }
        if self.status != 200:
            headers = {"Cache-Control": "no-store"}
        headers |= self.more
        start_response(
            f"{self.status} {response.reason_phrase}", [*response.items(), *headers.items()]
        )
        return response

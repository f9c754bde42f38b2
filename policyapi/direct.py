"""Lists and rows as JSON, answered without Django's request cycle, which costs more than they do.

The view sets make them, as under Django. Whatever is not a plain right question (another format, a
condition, an error) is Django's to answer, and so is the first question of each origin: what
Django's middlewares put beside the body is taken from that answer.
"""

from collections.abc import Iterable
from threading import Lock
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections, connection
from django.http import HttpRequest

from plans.loading.present import NotFinished
from policyapi.answering import etag_of, made, root_of, validators
from policyapi.asking import FORMATS
from policyapi.middleware import MET
from policyapi.storing.kept import Headers, Whole
from policyapi.views import ReadOnlyViewSet

OK: Final = "200 OK"
JSON: Final = FORMATS["json"]
PREFIX: Final = "/api/"

ORIGIN: Final = (
    "HTTP_HOST",
    "HTTP_ORIGIN",
    "HTTP_X_FORWARDED_PROTO",
    "wsgi.url_scheme",
    "SCRIPT_NAME",
)
"""What of a request the middlewares look at, where it asks for a list or a row."""
CONDITIONS: Final = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)
MOST_ORIGINS: Final = 64
LONGEST_TURN: Final = 0.01
"""Seconds that an answer waits for the one before it."""

Origin = tuple[str | None, ...]
Views = dict[str, ReadOnlyViewSet]


def direct(application: WSGIApplication, views: Views) -> WSGIApplication:
    """The application behind direct answers, unless each request must reach its middlewares."""
    return application if settings.POLICYAPI_THROTTLE else Direct(application, views)


class Question(HttpRequest):
    """As much of a request as reading its parameters needs."""

    def __init__(self, environ: WSGIEnvironment, root: str) -> None:
        self.META = environ
        self.method = "GET"
        self.path = self.path_info = environ["PATH_INFO"]
        self.root = root


class Site:
    """An origin that questions come from, known from an answer of Django's."""

    def __init__(self, environ: WSGIEnvironment, headers: Headers) -> None:
        self.root = root_of(WSGIRequest(environ))
        self._headers = headers

    def headers(self, own: dict[str, str]) -> Headers:
        """Those of Django's answer, with an answer's own in their places."""
        return [(name, own.get(name, value)) for name, value in self._headers]


class Direct:
    """A WSGI application that answers plain questions itself and passes on all others."""

    def __init__(self, application: WSGIApplication, views: Views) -> None:
        self._application = application
        self._views = views
        self._sites: dict[Origin, Site] = {}
        self._turn = Lock()
        self._is_file = connection.vendor == "sqlite"

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        name, _, key = path.removeprefix(PREFIX).partition("/")
        view = self._views.get(name) if path.startswith(PREFIX) else None
        plain = view is not None and environ["REQUEST_METHOD"] == "GET"
        if view is None or not plain or not key.isascii() or any(map(environ.get, CONDITIONS)):
            return self._application(environ, start_response)
        origin = tuple(map(environ.get, ORIGIN))
        site = self._sites.get(origin)
        if site is None:
            return self._learn(environ, start_response, origin)
        try:
            answered = self._in_turn(view, Question(environ, site.root), path, key)
        except NotFinished:
            answered = None
        except Exception as error:  # noqa: BLE001 - Django has the words for whatever it is
            environ[MET] = error
            answered = None
        if answered is None:
            return self._application(environ, start_response)
        body, own = answered
        start_response(OK, site.headers(own))
        return Whole([body])

    def _in_turn(
        self, view: ReadOnlyViewSet, question: Question, path: str, key: str
    ) -> tuple[bytes, dict[str, str]] | None:
        """One after the other: threads that take the interpreter from each other at every step of
        SQLite need half as much time again. None waits long for one that takes long.
        """
        if not self._is_file:
            close_old_connections()
        got = self._is_file and self._turn.acquire(timeout=LONGEST_TURN)
        try:
            return _answered(view, question, path, key)
        finally:
            if got:
                self._turn.release()

    def _learn(
        self, environ: WSGIEnvironment, start_response: StartResponse, origin: Origin
    ) -> Iterable[bytes]:
        """Django's answer; if it is one that could be given here, its headers are kept."""

        def start(status: str, headers: Headers, *error: Any) -> Any:
            if status == OK and _are_anybodys(headers):
                if len(self._sites) >= MOST_ORIGINS:
                    self._sites.clear()
                self._sites[origin] = Site(environ, headers.copy())
            return start_response(status, headers, *error)

        return self._application(environ, start)


def _are_anybodys(headers: Headers) -> bool:
    """Whether headers of a list or a row as JSON are the same for whoever asks the next one."""
    named = {name.lower(): value for name, value in headers}
    vary = {name.strip().lower() for name in named.get("vary", "").split(",")}
    is_plain = named.get("content-type") == JSON and "etag" in named
    return is_plain and "set-cookie" not in named and vary <= {"accept", "origin"}


def _answered(
    view: ReadOnlyViewSet, question: Question, path: str, key: str
) -> tuple[bytes, dict[str, str]] | None:
    """The body and its own headers; None for what is asked in another format. Raises Problem."""
    if path.endswith("/"):
        return None
    asked = view.asked_for_row(question) if key else view.asked_for_list(question)
    if asked.format != "json":
        return None
    if key:
        body, dataset = made(lambda dataset: view.row(question, asked, key, dataset))
    else:
        body, dataset = made(lambda dataset: view.page(question, asked, dataset))
    if dataset.loaded_at is None:
        return None
    own = validators(etag_of(question, JSON, dataset), dataset)
    return body, own | {"Content-Length": str(len(body))}

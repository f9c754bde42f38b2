"""Finished answers, kept in front of Django until other data are loaded.

The key is the question as it was sent, so that finding an answer reads no parameter. Only Django
says what a question means: one that it refuses is refused each time.
"""

from collections.abc import Callable, Iterable
from functools import partial
from time import monotonic
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings

from policyapi.replicas import Identity
from policyapi.storing.given import Given
from policyapi.storing.kept import Content, Whole, with_tag
from policyapi.storing.shelf import Question, Shelf
from policyapi.storing.watch import Watch, present_identity

OK: Final = "200 OK"
NOT_MODIFIED: Final = "304 Not Modified"
NO_BODY: Final = Whole([b""])

QUESTION: Final = (
    "REQUEST_METHOD",
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_HOST",
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ORIGIN",
    "HTTP_X_FORWARDED_PROTO",
    "wsgi.url_scheme",
    # With these Django answers: they are rare, and it knows what they mean.
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_MODIFIED_SINCE",
)
"""What of a request an answer that is kept may depend on, If-None-Match apart.

A body and `Range` are ignored by Django, and the prefix of all paths is one of the process.
"""
RARE: Final = slice(QUESTION.index("HTTP_IF_MATCH"), -1)


def stored(application: WSGIApplication) -> WSGIApplication:
    """The application behind a store, unless the settings want none.

    Where requests are counted (`POLICYAPI_THROTTLE`), there is none: each must reach the counter.
    """
    if settings.POLICYAPI_STORE_BYTES <= 0 or settings.POLICYAPI_THROTTLE:
        return application
    return Store(application, settings.POLICYAPI_STORE_BYTES)


class Store:
    """A WSGI application that answers what was asked before, and passes on what was not."""

    def __init__(
        self,
        application: WSGIApplication,
        most_bytes: int,
        read: Callable[[], Identity] = present_identity,
    ) -> None:
        self.watch = Watch(read, partial(Shelf, most_bytes))
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request. This is the path of nearly all requests: each line counts."""
        watch = self.watch
        shelf = watch.shelf if monotonic() < watch.due else watch.look()
        question = tuple(map(environ.get, QUESTION))
        if shelf is not None:
            kept = shelf.young.get(question)
            if kept is not None:
                wanted = environ.get("HTTP_IF_NONE_MATCH")
                if wanted is None:
                    if kept.whole is not None:
                        start_response(OK, kept.headers.copy())
                        return kept.whole
                elif wanted == kept.tag:
                    start_response(NOT_MODIFIED, kept.bare.copy())
                    return NO_BODY
        return self._answer(environ, start_response, shelf, question)

    def _answer(
        self,
        environ: WSGIEnvironment,
        start_response: StartResponse,
        shelf: Shelf | None,
        question: Question,
    ) -> Iterable[bytes]:
        """What is rarer: HEAD, other conditions, what was not asked lately, what is not kept."""
        if question[0] not in ("GET", "HEAD"):
            return self._application(environ, start_response)
        question = ("GET", *question[1:-1], None)
        kept = shelf.find(question) if shelf is not None else None
        if kept is not None:
            wanted = environ.get("HTTP_IF_NONE_MATCH", "")
            tag = kept.held(wanted, environ.get("HTTP_IF_MODIFIED_SINCE", ""))
            if tag is not None:
                start_response(NOT_MODIFIED, with_tag(kept.bare, tag))
                return NO_BODY
            if kept.whole is not None:
                start_response(OK, kept.headers.copy())
                return kept.whole
        return self._ask(environ, start_response, shelf, question)

    def _ask(
        self,
        environ: WSGIEnvironment,
        start_response: StartResponse,
        shelf: Shelf | None,
        question: Question,
    ) -> Iterable[bytes]:
        """Django's answer, kept where it can be."""
        given = Given(self._application, environ)
        self.watch.hear(given.code, given.named)
        kept = given.kept(shelf.shared if shelf else Content)
        if kept is None:
            start_response(given.status, given.headers)
            return given.body
        # The shelf is the one from before Django was asked: if other data were loaded meanwhile,
        # the answer goes to what nobody will look into.
        if shelf is not None and given.is_of(shelf.identity) and not any(question[RARE]):
            shelf.keep(question, kept)
        start_response(given.status, kept.headers.copy())
        return NO_BODY if kept.whole is None else kept.whole

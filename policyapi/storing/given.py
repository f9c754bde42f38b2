"""What Django answered, and what of it can be kept."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from django.http import HttpResponse
from django.utils.http import http_date, parse_etags

from policyapi.replicas import Identity
from policyapi.storing.encodings import preferred_coding
from policyapi.storing.kept import (
    Content,
    Headers,
    Kept,
    Whole,
    finished,
    uncoded,
    varied,
    with_tag,
)

CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH")
IN_THE_QUESTION = {"accept", "accept-encoding", "origin"}
"""What an answer that is kept may vary by: all of it is in its key."""


class Given:
    """An answer of Django's, before anything of it is sent."""

    def __init__(self, application: WSGIApplication, environ: WSGIEnvironment) -> None:
        self.status = ""
        self.headers: Headers = []
        self.coding = preferred_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        self._wanted = environ.get("HTTP_IF_NONE_MATCH", "")
        self.body: Iterable[bytes] = application(_as_django_knows(environ), self._start)
        self.named = {name.lower(): value for name, value in self.headers}
        if self.is_public:
            self.headers = varied(self.headers)

    def _start(
        self,
        status: str,
        headers: Headers,
        _exc_info: Any = None,
        /,
    ) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return _refuse_to_write

    @property
    def code(self) -> int:
        """The status as a number."""
        return int(self.status[:3])

    @property
    def is_public(self) -> bool:
        """Whether any cache may keep it."""
        return self.named.get("cache-control", "").startswith("public")

    def is_of(self, identity: Identity) -> bool:
        """Whether it was made from this load, as far as it tells: a 304 has no data version.

        Two loads of one version within a second are not told apart here; the next look at the data
        drops what was kept meanwhile.
        """
        version = self.named.get("data-version", identity.data_version)
        moment = http_date(int(identity.loaded_at.timestamp()))
        return (version, self.named.get("last-modified")) == (identity.data_version, moment)

    def kept(self, shared: Callable[[bytes], Content]) -> Kept | None:
        """The answer as it can be kept, or None for errors, streams and what varies by more."""
        if not self._can_be_kept():
            return None
        tag = self.named["etag"]
        if self.code == 304:
            held = [etag.removeprefix("W/") for etag in parse_etags(self._wanted)]
            theirs = next((etag for etag in held if uncoded(etag) == tag), tag)
            return Kept(with_tag(self.headers, theirs), tag, theirs, None)
        plain = b"".join(self.body)
        close = getattr(self.body, "close", None)
        if close:
            close()
        self.body = Whole([plain])
        if str(len(plain)) != self.named.get("content-length"):
            return None  # HEAD of what Django does not read for it
        return finished(self.headers, tag, shared(plain), self.coding)

    def _can_be_kept(self) -> bool:
        named = self.named
        vary = {name.strip().lower() for name in named.get("vary", "").split(",")} - {""}
        return (
            self.code in (200, 304)
            and self.is_public
            and isinstance(self.body, HttpResponse | Whole)
            and named.get("etag", "").startswith('"')
            and vary <= IN_THE_QUESTION
            and not named.keys() & {"set-cookie", "content-encoding"}
            and (self.code == 304 or "data-version" in named)
        )


def _refuse_to_write(_data: bytes) -> object:
    raise NotImplementedError("Django does not write; it returns its answers.")


def _as_django_knows(environ: WSGIEnvironment) -> WSGIEnvironment:
    """The request with the ETags that Django gave, which encodes nothing."""
    coded = {name: uncoded(environ[name]) for name in CONDITIONS if "-" in environ.get(name, "")}
    return {**environ, **coded} if coded else environ

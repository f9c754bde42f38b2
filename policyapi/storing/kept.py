"""One answer as it is kept: its headers for 200 and for 304 made beforehand, its body shared."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.utils.http import parse_etags, parse_http_date_safe

from policyapi.serializing import fitted
from policyapi.storing.encodings import CODINGS, LEAST_BYTES, PACKING, unpacked

Headers = list[tuple[str, str]]

_CODED: Final = re.compile(f'-(?:{"|".join(CODINGS)})"')
_ONLY_OF_WHOLE: Final = {"content-type", "content-encoding", "data-version"}
"""Headers that Django leaves out of a 304."""


class Whole(list[bytes]):
    """A body in one piece; closed like any other of Django's, though it holds nothing open."""

    def close(self) -> None:
        """Nothing."""


PIECE: Final = 1 << 18
"""Bytes of a body that the server is given at a time: it keeps the room of what it has sent."""


class Pieces:
    """A large body, made or looked up when it is sent, and cut up."""

    def __init__(self, body: Callable[[], bytes]) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        body = self._body()
        for start in range(0, len(body), PIECE):
            yield body[start : start + PIECE]


def sent(body: bytes) -> Iterable[bytes]:
    """A body as the server is given it."""
    return Whole([body]) if len(body) <= PIECE else Pieces(lambda: body)


class Content:
    """A body as Django made it, and in each content encoding that was asked for."""

    __slots__ = ("codings", "held")

    def __init__(self, plain: bytes) -> None:
        self.held = fitted(plain)
        """What tells the body from any other, and is in memory whatever is asked for."""
        self.codings: dict[str, bytes] = {}

    def plain(self) -> bytes:
        """The body as it is."""
        return self.held

    def whole(self) -> Iterable[bytes]:
        """The body as it is, as the server is given it."""
        return sent(self.held)

    @property
    def is_short(self) -> bool:
        """Whether it fits into one packet as it is."""
        return len(self.held) < LEAST_BYTES

    def coded(self, coding: str) -> bytes | None:
        """The body in a coding; None without one, or where that is no shorter."""
        if not coding or self.is_short:
            return None
        if coding not in self.codings:
            plain = self.plain()
            made = CODINGS[coding](plain)
            self.codings[coding] = made if len(made) < len(plain) else b""
        return self.codings[coding] or None

    @property
    def size(self) -> int:
        """Bytes in memory."""
        made = sum(sys.getsizeof(body) for body in self.codings.values() if body is not self.held)
        return sys.getsizeof(self.held) + made


class Packed(Content):
    """A large body, which is only compressed in memory: a list of numbers takes a tenth."""

    __slots__ = ()

    is_short = False

    def __init__(self, plain: bytes) -> None:
        super().__init__(CODINGS[PACKING](plain))
        self.codings[PACKING] = self.held

    def plain(self) -> bytes:
        """Unpacked anew each time; who asks for much without compression waits a little."""
        return unpacked(self.held)

    def whole(self) -> Iterable[bytes]:
        """Unpacked when it is sent."""
        return Pieces(self.plain)


class Kept:
    """An answer in one content encoding. `whole` is None where only a 304 was ever asked for."""

    __slots__ = ("bare", "content", "headers", "loaded_at", "tag", "uncoded", "whole")

    def __init__(
        self,
        headers: Headers,
        uncoded: str,
        tag: str,
        content: Content | None,
        whole: Iterable[bytes] | None = None,
    ) -> None:
        self.headers = headers
        self.uncoded = uncoded
        """The ETag that Django gave."""
        self.tag = tag
        """The ETag that is sent: another for each content encoding."""
        self.content = content
        self.whole = whole
        self.bare = without_body(headers)
        self.loaded_at = parse_http_date_safe(dict(headers).get("Last-Modified", ""))

    @property
    def size(self) -> int:
        """Bytes in memory, without the content."""
        texts = sum(sys.getsizeof(value) for pair in self.headers for value in pair)
        # Two lists of pairs, and the objects that hold them.
        return texts + 160 * len(self.headers) + 400

    def held(self, wanted: str, since: str) -> str | None:
        """The ETag of what the client has, by If-None-Match or else If-Modified-Since, or None."""
        etags = parse_etags(wanted)
        if etags == ["*"]:
            return self.tag
        if etags:
            strong = [etag.removeprefix("W/") for etag in etags]
            same = [etag for etag in strong if uncoded(etag) == self.uncoded]
            return self.tag if self.tag in same else next(iter(same), None)
        day = parse_http_date_safe(since) if since and self.loaded_at is not None else None
        return self.tag if day and self.loaded_at is not None and self.loaded_at <= day else None


def finished(headers: Headers, tag: str, content: Content, coding: str) -> Kept:
    """A whole answer in a coding; `tag` is the ETag that Django gave."""
    body = content.coded(coding)
    if body is None:
        return Kept(headers, tag, tag, content, content.whole())
    own = f'{tag[:-1]}-{coding}"'
    new = {"etag": own, "content-length": str(len(body))}
    coded = [(name, new.get(name.lower(), value)) for name, value in headers]
    coded.append(("Content-Encoding", coding))
    return Kept(coded, tag, own, content, sent(body))


def with_tag(headers: Headers, tag: str) -> Headers:
    """The headers with another ETag."""
    return [(name, tag if name.lower() == "etag" else value) for name, value in headers]


def varied(headers: Headers) -> Headers:
    """The headers of an answer that has more than one content encoding."""
    found = [value for name, value in headers if name.lower() == "vary"]
    vary = ", ".join([*found, "Accept-Encoding"])
    return [*(pair for pair in headers if pair[0].lower() != "vary"), ("Vary", vary)]


def without_body(headers: Headers) -> Headers:
    """The headers of the 304 in the place of an answer."""
    return [
        (name, "0" if name.lower() == "content-length" else value)
        for name, value in headers
        if name.lower() not in _ONLY_OF_WHOLE
    ]


def uncoded(etags: str) -> str:
    """ETags as Django knows them, which encodes nothing."""
    return _CODED.sub('"', etags)

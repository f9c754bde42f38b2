"""Errors as `application/problem+json` (RFC 9457): what was wrong, and what would be right."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from http import HTTPStatus
from typing import Any, Final

import orjson
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions
from rest_framework.response import Response

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER: Final = 5
"""Seconds after which a client may try again when the database was away."""
LIKE_ENOUGH: Final = 0.6
"""Least likeness of a word that is suggested; 0.5 for a Chinese word of up to SHORT characters."""
LIKE_AN_ID: Final = 0.75
"""The same for ids, which are long and share many letters by chance."""
SHORT: Final = 3
LONGEST_COMPARED: Final = 200
MOST_NEAREST: Final = 3
LONGEST_SHOWN: Final = 200
"""Characters of a wrong value that an error repeats."""
ALLOWED: Final = "GET, HEAD, OPTIONS"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ParameterError:
    """What was wrong with one parameter, and the nearest right values."""

    parameter: str
    value: str | None
    detail: str
    nearest: list[str] = field(default_factory=list)
    code: str = "invalid-parameter"
    """The kind of problem that it makes of the answer when it is the first one wrong."""

    def shown(self) -> dict[str, Any]:
        """As in the answer; an endless value is cut."""
        return {
            "parameter": self.parameter,
            "value": self.value[:LONGEST_SHOWN] if self.value else self.value,
            "detail": self.detail,
            "nearest": self.nearest,
        }


class Problem(Exception):  # noqa: N818 - the name of RFC 9457
    """An answer that is an error."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        errors: Iterable[ParameterError] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})
        self.more = more

    def response(self, request: HttpRequest) -> HttpResponse:
        """The problem as a response to a request."""
        body: dict[str, Any] = {
            "type": f"urn:policyapi:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "instance": request.path[:200],
        } | self.more
        if self.errors:
            body["errors"] = [error.shown() for error in self.errors]
        content = orjson.dumps(body)
        headers = {"Cache-Control": "no-store", **self.headers}
        return HttpResponse(content, status=self.status, content_type=MEDIA_TYPE, headers=headers)


def nearest(word: str, known: Iterable[str], cutoff: float = LIKE_ENOUGH) -> list[str]:
    """Known words so like a word that it may have meant them, the likeliest first; often none.

    Only those about as like as the likeliest are given: a far-fetched second guess misleads.
    """
    asked = word.casefold()
    if not asked or len(asked) > LONGEST_COMPARED:
        return []
    if len(asked) <= SHORT and not asked.isascii():
        cutoff = 0.5
    scores = {name: likeness(asked, name.casefold()) for name in set(known)}
    least = max(cutoff, max(scores.values(), default=0.0) - 0.1)
    near = sorted((-score, name) for name, score in scores.items() if score >= least)
    return [name for _, name in near[:MOST_NEAREST]]


def likeness(one: str, other: str) -> float:
    """How like two words are, from 0 to 1; at least 0.75 where one of them holds the other."""
    short, long = sorted((one, other), key=len)
    if len(short) >= (3 if short.isascii() else 2) and short in long:
        return 0.75 + 0.25 * len(short) / len(long)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < 0.5 or matcher.quick_ratio() < 0.5:
        return 0.0
    # Of two that are as like, the one that begins alike is meant: 市忠 is 市中 and not 全市.
    return min(1.0, matcher.ratio() + (0.11 if one[0] == other[0] else 0))


def nearest_paths(path: str, known: Iterable[str]) -> list[str]:
    """Known paths whose last part is like a part of a path."""
    by_name = {known_path.rsplit("/", 1)[-1]: known_path for known_path in known}
    parts = [part for part in path.split("/") if part.casefold() not in ("", "api")]
    found = (nearest(part, by_name) for part in parts[:3])
    return [by_name[name] for name in next(filter(None, found), [])]


def shown(text: str) -> str:
    """A value as errors repeat it: in quotation marks, unprintable characters escaped, cut."""
    return repr(text[:60] + "…" if len(text) > 60 else text)


def did_you_mean(found: list[str]) -> str:
    """A closing sentence with the nearest values, or an empty text."""
    return f" Did you mean {' or '.join(found)}?" if found else ""


def bad_parameters(errors: list[ParameterError]) -> Problem:
    """400 for wrong parameters, all of them at once."""
    return Problem(400, errors[0].code, " ".join(error.detail for error in errors), errors)


def not_found(request: HttpRequest, known: Iterable[str] = ()) -> Problem:
    """404 for a path that no route knows, with the nearest paths."""
    near = nearest_paths(request.path, known)
    detail = f"There is nothing at {request.path[:200]}.{did_you_mean(near)}"
    return Problem(404, "not-found", detail, nearest=near)


def method_not_allowed(request: HttpRequest) -> Problem:
    """405 for everything that would not only read."""
    detail = (
        f"{str(request.method)[:40]} is not allowed: the API is for reading, with GET and HEAD."
    )
    return Problem(405, "method-not-allowed", detail, headers={"Allow": ALLOWED})


def unavailable() -> Problem:
    """503 for a database that is away."""
    detail = "The database does not answer. Try again shortly."
    return Problem(503, "database-away", detail, headers={"Retry-After": str(RETRY_AFTER)})


def problem_of(error: Exception, request: HttpRequest) -> Problem:
    """The problem that an exception is."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, OperationalError | InterfaceError):
        logger.warning("The database is away: %s", error)
        return unavailable()
    if isinstance(error, Http404 | exceptions.NotFound):
        return not_found(request)
    if isinstance(error, PermissionDenied):
        return Problem(403, "forbidden", "This is for looking at, not for changing.")
    if isinstance(error, exceptions.APIException):
        return Problem(error.status_code, error.default_code, str(error.detail))
    logger.exception("Unexpected error", exc_info=error)
    code = "database-error" if isinstance(error, DatabaseError) else "internal-error"
    return Problem(500, code, "Something went wrong here; it was logged.")


def answer_exception(error: Exception, context: dict[str, Any]) -> Response:
    """DRF's exception handler."""
    return problem_of(error, context["request"]._request).response(  # type: ignore[return-value]
        context["request"]._request
    )

"""Errors as `application/problem+json` (RFC 9457): what was wrong, and what would be right."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any, Final

import orjson
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions
from rest_framework.response import Response

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER: Final = 5
"""Seconds after which a client may try again when the database was away."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ParameterError:
    """What was wrong with one parameter, and the nearest right values."""

    parameter: str
    value: str | None
    detail: str
    nearest: list[str] = field(default_factory=list)


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
            body["errors"] = [asdict(error) for error in self.errors]
        content = orjson.dumps(body)
        headers = {"Cache-Control": "no-store", **self.headers}
        return HttpResponse(content, status=self.status, content_type=MEDIA_TYPE, headers=headers)


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Known words most like a word, best first: by likeness, then by what contains it."""
    words = sorted(set(known))
    found = get_close_matches(word, words, n=count, cutoff=0.5)
    if word:
        found += [w for w in words if w not in found and (word in w or (len(w) > 1 and w in word))]
        shared = [w for w in words if w not in found and len(set(w) & set(word)) * 2 >= len(word)]
        found += sorted(shared, key=lambda w: -len(set(w) & set(word)))[:count] if not found else []
    return found[:count]


def did_you_mean(found: list[str]) -> str:
    """A closing sentence with the nearest values, or an empty text."""
    return f" Did you mean {' or '.join(found)}?" if found else ""


def bad_parameters(errors: list[ParameterError]) -> Problem:
    """400 for wrong parameters, all of them at once."""
    code = "unknown-parameter" if errors[0].value is None else "invalid-parameter"
    return Problem(400, code, " ".join(error.detail for error in errors), errors)


def not_found(request: HttpRequest, known: Iterable[str] = ()) -> Problem:
    """404 for a path that no route knows, with the nearest paths."""
    near = nearest(request.path.rstrip("/"), known)
    detail = f"There is nothing at {request.path[:200]}.{did_you_mean(near)}"
    return Problem(404, "not-found", detail, nearest=near)


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
    if isinstance(error, exceptions.MethodNotAllowed):
        detail = f"{request.method} is not allowed: the API is for reading, with GET and HEAD."
        headers = {"Allow": "GET, HEAD, OPTIONS"}
        return Problem(405, "method-not-allowed", detail, headers=headers)
    if isinstance(error, exceptions.APIException):
        return Problem(error.status_code, error.default_code, str(error.detail))
    logger.exception("Unexpected error", exc_info=error)
    code = "database-error" if isinstance(error, DatabaseError) else "internal-error"
    return Problem(500, code, "Something went wrong here; it was logged.")


def answer_exception(error: Exception, context: dict[str, Any]) -> Response:
    """DRF's exception handler."""
    return problem_of(error, context["request"]._request).response(  # type: ignore[return-value]  # noqa: SLF001
        context["request"]._request  # noqa: SLF001
    )

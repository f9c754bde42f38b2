"""What every answer has, whatever made it."""

import logging
from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from pages.errors import error_page, wants_page
from policyapi.errors import ALLOWED, Problem, method_not_allowed, problem_of

API_VERSION: Final = "1.0"
MET: Final = "policyapi.met"
"""Where a request carries the error that was met in front of Django, which has its answer."""

logger = logging.getLogger(__name__)


class AnswerMiddleware:
    """Names the API's version on every answer and makes a problem of every exception.

    A path under /api is the same with and without a slash at its end, without a redirect. Every
    path but the admin's is for reading.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        if request.path_info.startswith("/api/"):
            request.path_info = request.path_info.removesuffix("/")
        try:
            request.get_host()
            response = self.get_response(request)
        except SuspiciousOperation as error:
            problem = Problem(400, "bad-request", f"The request cannot be read: {error}")
            response = answered(problem, request)
        except Exception as error:  # noqa: BLE001 - the last place where one can be answered
            response = answered(problem_of(error, request), request)
        response["API-Version"] = API_VERSION
        return response

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: Any
    ) -> HttpResponse | None:
        """Refuse to do anything but read, and say so to OPTIONS."""
        match = request.resolver_match
        if match is None or match.url_name == "nothing-here" or "admin" in match.app_names:
            return None
        if match.url_name == "mcp" and request.method != "OPTIONS":
            return None  # The one path that is asked by POST; it too only reads.
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ALLOWED})
        if request.method not in ("GET", "HEAD"):
            return answered(method_not_allowed(request), request)
        met = request.META.get(MET)
        return None if met is None else self.process_exception(request, met)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """Answer what a view outside of DRF raised."""
        return answered(problem_of(error, request), request)


def answered(problem: Problem, request: HttpRequest) -> HttpResponse:
    """A problem as a page where a person asked for one, else as JSON."""
    try:
        if wants_page(request):
            return error_page(problem, request)
    except Exception:
        logger.exception("The page of an error could not be made")
    return problem.response(request)

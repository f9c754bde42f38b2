"""The answers for paths that lead nowhere, and for requests that cannot be read."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from pages.language import language_of, local, without_language
from pages.urls import ROUTES
from policyapi.documentation import ANSWERS, LISTS
from policyapi.errors import Problem, not_found

OF_THE_API: Final = (
    "/",
    "/livez",
    "/readyz",
    "/api/docs",
    "/api/redoc",
    "/api/schema",
    "/api/openapi.json",
    *(f"/api/{name}" for name in (*LISTS, *ANSWERS)),
)
PAGES: Final = tuple(f"/{route}" for route, _, _ in ROUTES if route and "<" not in route)


def nothing_here(request: HttpRequest) -> HttpResponse:
    """404 for a path that no route knows, with the nearest ones: of pages, or of the API."""
    path = without_language(request.path_info)
    if path == "/api" or path.startswith("/api/"):
        raise not_found(request, OF_THE_API)
    language = language_of(request.path_info)
    # A page and a list of the API may have one name: the last one counts, and a page is meant.
    raise not_found(request, [*OF_THE_API, *(local(page, language) for page in PAGES)])


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for a request that Django itself refuses, as one for another host."""
    return Problem(400, "bad-request", f"The request is refused: {exception}").response(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    detail = "Something went wrong here; it was logged."
    return Problem(500, "internal-error", detail).response(request)

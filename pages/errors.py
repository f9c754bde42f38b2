"""404, 400, 409 and 503 of pages, as pages: what was wrong, the nearest names, and a way on."""

from typing import Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext, gettext_noop

from pages.frames import for_frames
from pages.language import LANGUAGES, language_of, local, other, without_language
from policyapi.errors import LONGEST_SHOWN, ParameterError, Problem

NOT_PAGES: Final = (
    "/api",
    "/charts",
    "/livez",
    "/mcp",
    "/oembed",
    "/readyz",
    "/static",
    "/suggest",
)
"""Paths whose errors are for programs, whoever asks."""

TITLES: Final = {
    400: gettext_noop("This question cannot be answered"),
    404: gettext_noop("There is nothing here"),
    405: gettext_noop("This is for reading"),
    409: gettext_noop("The data have changed since"),
    503: gettext_noop("The data are away for a moment"),
}
OTHER_TITLE: Final = gettext_noop("Something went wrong")
PLAINLY: Final = {
    "not-found": gettext_noop("No page and no row has this address."),
    "method-not-allowed": gettext_noop("These pages can be read, and nothing else."),
    "data-changed": gettext_noop(
        "The link is from an earlier version of the data; its pages have been cut anew since."
    ),
    "database-away": gettext_noop("The database does not answer. Try again shortly."),
    "no-data": gettext_noop("Nothing has been loaded yet. Whoever runs this server runs:"),
}
"""What the API says in English, in the language of the page, by code."""
COMMAND: Final = "python manage.py load_data"


def wants_page(request: HttpRequest) -> bool:
    """Whether an error of this request is read by a person."""
    path = without_language(request.path_info)
    program = any(path == own or path.startswith(f"{own}/") for own in NOT_PAGES)
    return not program and "text/html" in request.headers.get("Accept", "")


def error_page(problem: Problem, request: HttpRequest) -> HttpResponse:
    """A problem as a page, in the language of its path."""
    language = language_of(request.path_info)
    with translation.override(LANGUAGES[language]):
        path = without_language(request.path_info)
        query = request.META.get("QUERY_STRING", "")
        context = {
            "lang": "zh-Hans" if language == "zh" else "en",
            "framed": path.startswith("/embed/"),
            "zh": language == "zh",
            "title": gettext(TITLES.get(problem.status, OTHER_TITLE)),
            "problem": problem,
            "wrongs": [(_plainly(error), error.detail) for error in problem.errors],
            "plainly": gettext(PLAINLY[problem.code]) if problem.code in PLAINLY else "",
            "command": COMMAND if problem.code == "no-data" else "",
            "ways": ways_on(problem, request),
            "first_page": problem.more.get("first_page"),
            "switch": escape_uri_path(local(path, other(language))) + (query and f"?{query}"),
        }
        body = render_to_string("pages/error.html", context)
    headers = {"Cache-Control": "no-store", **problem.headers}
    response = HttpResponse(body, status=problem.status, headers=headers)
    return for_frames(response) if context["framed"] else response


def ways_on(problem: Problem, request: HttpRequest) -> list[tuple[str, str]]:
    """What was probably meant, each with its URL."""
    path = request.path_info
    ways = [
        (near, near if near.startswith("/") else f"{path.rpartition('/')[0]}/{quote(near)}")
        for near in problem.more.get("nearest", [])
    ]
    for error in problem.errors:
        ways += [(near, _mended(request, error, near)) for near in error.nearest]
    return ways


def _plainly(error: ParameterError) -> str:
    """What is wrong with a parameter; its detail says it in English and more exactly."""
    named = {"name": error.parameter, "value": (error.value or "")[:LONGEST_SHOWN]}
    if error.code == "unknown-parameter":
        return gettext("There is no parameter “%(name)s” here.") % named
    if error.value:
        return gettext("The parameter %(name)s cannot be “%(value)s”.") % named
    return gettext("The parameter %(name)s is missing, empty or wrong.") % named


def _mended(request: HttpRequest, error: ParameterError, near: str) -> str:
    """The same question with the nearest name or value in place of the wrong one."""
    query = request.GET.copy()
    if error.parameter in query and error.value is None:
        query.setlist(near, query.pop(error.parameter))
    else:
        query[error.parameter] = near
    return f"{request.path_info}?{query.urlencode()}"

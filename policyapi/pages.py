"""The front page, and the answers for paths that lead nowhere."""

from typing import Final
from urllib.parse import quote

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from districts.models import District
from plans.loading.finishing import NotFinished, current_dataset, finish_load
from plans.models import (
    Achievement,
    Dataset,
    Discrepancy,
    Document,
    Indicator,
    Outcome,
    Plan,
    Project,
    Slogan,
    Target,
)
from policyapi.answering import root_of
from policyapi.documentation import ANSWERS, LISTS
from policyapi.errors import Problem, not_found
from policyapi.snapshot import snapshot

QUESTIONS: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("What has 市中区 promised, 2019 to 2027?", "targets", {"district": "市中"}),
    (
        "Which districts set a GDP target for 2019: growth, a level, or none?",
        "compare",
        {"indicator": "gdp", "year": "2019"},
    ),
    ("How did its programme evolve, year by year?", "timeline", {"district": "市中"}),
    ("Which promises were met, by what was later reported?", "outcomes", {"verdict": "met"}),
    ("Which promises have a number but no reported result?", "targets",
     {"has_value": "true", "verdict": "none"}),
    ("Where do documents disagree?", "discrepancies", {"kind": "conflict"}),
    ("What does the code 1+456 stand for?", "plans", {"code": "1+456"}),
    ("Who said 项目为王?", "slogans", {"q": "项目为王"}),
    ("What do all districts say about 教育?", "search", {"q": "教育"}),
    ("Who made how many promises, and who none with a number?", "summary",
     {"of": "targets", "by": "district"}),
    ("Can I have all targets as a table?", "targets", {"format": "csv"}),
    ("Can I have the whole data set as one file?", "dataset", {}),
)  # fmt: skip
"""What people come with, each answered by one GET."""

COUNTED: Final[dict[str, type[Model]]] = {
    "targets": Target,
    "achievements": Achievement,
    "outcomes": Outcome,
    "plans": Plan,
    "projects": Project,
    "slogans": Slogan,
    "discrepancies": Discrepancy,
    "districts": District,
    "documents": Document,
    "indicators": Indicator,
}
"""What the front page counts, by list."""


def front(request: HttpRequest) -> HttpResponse:
    """What this is, how much it holds, and links that answer real questions."""
    try:
        with snapshot():
            dataset: Dataset | None = current_dataset()
            counts = {name: model._default_manager.count() for name, model in COUNTED.items()}
    except NotFinished:
        finish_load()
        return front(request)
    except Problem:
        dataset, counts = None, {}
    questions = [
        (question, _path(name, urlencode(query)), _path(name, _readable(query)))
        for question, name, query in QUESTIONS
    ]
    context = {
        "dataset": dataset,
        "counts": counts,
        "questions": questions,
        "root": root_of(request),
    }
    return render(request, "policyapi/front.html", context, status=200 if dataset else 503)


def _path(name: str, query: str) -> str:
    return f"/api/{name}?{query}" if query else f"/api/{name}"


def _readable(query: dict[str, str]) -> str:
    """The query as a browser shows it: Chinese as it is, and what has a meaning in URLs encoded."""
    values = ("".join(c if ord(c) > 127 else quote(c) for c in value) for value in query.values())
    return "&".join(f"{name}={value}" for name, value in zip(query, values, strict=True))


def nothing_here(request: HttpRequest) -> HttpResponse:
    """404 for a path that no route knows, with the nearest ones."""
    known = ["/", "/livez", "/readyz", "/api/docs", "/api/redoc", "/api/schema"]
    known += ["/api/openapi.json", *(f"/api/{name}" for name in (*LISTS, *ANSWERS))]
    raise not_found(request, known)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for a request that Django itself refuses, as one for another host."""
    return Problem(400, "bad-request", f"The request is refused: {exception}").response(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    detail = "Something went wrong here; it was logged."
    return Problem(500, "internal-error", detail).response(request)

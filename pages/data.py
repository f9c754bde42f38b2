"""What pages show: the API's own answers, asked inside the page's snapshot."""

from copy import copy
from typing import Any

import orjson
from django.http import HttpRequest
from django.utils.http import urlencode

from plans.answers.changes import ChangesView
from plans.answers.compare import CompareView
from plans.answers.coverage import CoverageView
from plans.answers.dataset import DatasetView
from plans.answers.search import SearchView
from plans.answers.summary import SummaryView
from plans.answers.timeline import TimelineView
from plans.models import Dataset
from policyapi.asking import FORMATS, Asked, read_list_request
from policyapi.questions import QuestionView

Query = dict[str, list[str]]

QUESTIONS: dict[str, type[QuestionView]] = {
    "changes": ChangesView,
    "compare": CompareView,
    "coverage": CoverageView,
    "dataset": DatasetView,
    "search": SearchView,
    "summary": SummaryView,
    "timeline": TimelineView,
}


def listed(
    request: HttpRequest, dataset: Dataset, name: str, query: Query | None = None
) -> dict[str, Any]:
    """A list's answer to a query, or to that of the page itself, whose paths its links keep.

    Raises Problem for whatever the API refuses.
    """
    view = _view(name)
    inner = _asking(request, name, query)
    asked = read_list_request(inner, view.filterset_class, view.columns())
    found: dict[str, Any] = orjson.loads(view.page(inner, asked, dataset))
    return found


def row(request: HttpRequest, dataset: Dataset, name: str, key: str) -> dict[str, Any]:
    """A row of a list. Raises Problem 404, with the nearest ids."""
    found: dict[str, Any] = orjson.loads(_view(name).row(request, Asked({}), key, dataset))
    return found


def asked(
    request: HttpRequest, dataset: Dataset, name: str, query: Query | None = None
) -> dict[str, Any]:
    """The answer to a question with a query, or with that of the page itself. Raises Problem."""
    view = QUESTIONS[name]()
    inner = _asking(request, name, query)
    found: dict[str, Any] = orjson.loads(view.body(inner, view.read(inner, FORMATS), dataset))
    return found


def _view(name: str) -> Any:
    from policyapi.urls import router  # which has the pages' own paths too

    return next(viewset for prefix, viewset, _ in router.registry if prefix == name)()


def _asking(request: HttpRequest, name: str, query: Query | None) -> HttpRequest:
    """The request of the page, or one to the API with another query."""
    inner = copy(request)
    inner.META = dict(request.META) | {"HTTP_ACCEPT": "application/json"}
    inner.__dict__.pop("headers", None)
    if query is not None:
        inner.META["QUERY_STRING"] = urlencode(query, doseq=True)
        inner.path_info = f"/api/{name}"
    return inner
